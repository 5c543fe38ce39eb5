#include "segment/snapshot.h"

#include <atomic>
#include <fstream>
#include <thread>

#include "sample_segments.h"
#include "svitok/error.h"

namespace svitok::segment {
namespace {

using SnapshotTest = SegmentFixture;

void write_file(const std::filesystem::path& path, const std::string& bytes) {
  std::filesystem::remove(path);
  std::ofstream(path, std::ios::binary) << bytes;
}

TEST_F(SnapshotTest, AFolderWithoutAnIndexIsNamed) {
  for (const auto& path : {folder_ / "missing", folder_}) {
    try {
      (void)Snapshot::open(path);
      FAIL() << path;
    } catch (const IoError& error) {
      EXPECT_EQ(error.path(), path);
      EXPECT_NE(std::string(error.what()).find("there is no index here"), std::string::npos) << error.what();
    }
  }
}

TEST_F(SnapshotTest, ACurrentThatNamesNoManifestIsCorruption) {
  open_index(index_path_);
  write_file(folder_ / "manifest-000001", "elsewhere");
  for (const char* name : {"", "\n", "manifest", "../manifest-000001", "/etc/passwd", "manifest-000001/..",
                           "manifest-000001\nx", "manifest-000009x", "manifest-000009 "}) {
    write_file(index_path_ / "CURRENT", name);
    EXPECT_THROW((void)Snapshot::open(index_path_), CorruptionError) << name;
  }
  write_file(index_path_ / "CURRENT", std::string(1000, 'm'));
  EXPECT_THROW((void)Snapshot::open(index_path_), Error);
  write_file(index_path_ / "CURRENT", "manifest-000009\n");
  EXPECT_THROW((void)Snapshot::open(index_path_), Error);
  write_file(index_path_ / "CURRENT", "manifest-000001\n");
  EXPECT_NO_THROW((void)Snapshot::open(index_path_));
}

TEST_F(SnapshotTest, NoLinkIsFollowed) {
  { put(*open_index(index_path_), make_samples(0, 5)); }
  for (const std::string& name : names_in(index_path_)) {
    if (name == "lock") continue;
    std::filesystem::rename(index_path_ / name, folder_ / name);
    std::filesystem::create_symlink(folder_ / name, index_path_ / name);
    EXPECT_THROW((void)Snapshot::open(index_path_), IoError) << name;
    std::filesystem::remove(index_path_ / name);
    std::filesystem::rename(folder_ / name, index_path_ / name);
  }
  EXPECT_EQ(contents(*Snapshot::open(index_path_)), contents_of(make_samples(0, 5)));
}

TEST_F(SnapshotTest, ASnapshotNeverChangesWhateverAWriterDoes) {
  const auto index = open_index(index_path_);
  put(*index, make_samples(0, 50));
  put(*index, make_samples(50, 50));
  const auto before = Snapshot::open(index_path_);
  const auto expected = contents(*before);
  remove_keys(*index, make_samples(0, 30));
  put(*index, make_samples(30, 40, 1));
  index->merge_all();
  EXPECT_EQ(contents(*before), expected);
  const auto after = Snapshot::open(index_path_, before.get());
  EXPECT_EQ(after->live_documents(), 70U);
  EXPECT_EQ(contents(*after), contents(*index->snapshot()));
}

TEST_F(SnapshotTest, SegmentsThatStayAreSharedNotReopened) {
  const auto index = open_index(index_path_);
  put(*index, make_samples(0, 10));
  const auto before = Snapshot::open(index_path_);
  put(*index, make_samples(5, 10, 1));
  const auto after = Snapshot::open(index_path_, before.get());
  ASSERT_EQ(after->segments().size(), 2U);
  EXPECT_EQ(after->segments()[0].segment, before->segments()[0].segment);
  EXPECT_EQ(after->live_documents(), 15U);
  EXPECT_EQ(after->all_documents(), 20U);
  EXPECT_EQ(before->live_documents(), 10U);
}

// Readers that open as fast as they can beside a writer that commits and merges as fast as it can: each sees a state
// that was committed, and none is refused.
TEST_F(SnapshotTest, NoReaderIsEverRefusedBecauseOfAWriter) {
  const auto index = open_index(index_path_, false);
  put(*index, make_samples(0, 20));
  std::atomic<bool> done = false;
  std::atomic<int> opened = 0;
  std::vector<std::string> failures(2);
  std::vector<std::thread> readers;
  for (std::string& failure : failures) {
    readers.emplace_back([&] {
      std::shared_ptr<const Snapshot> previous;
      while (!done || opened < 20) {
        try {
          auto snapshot = Snapshot::open(index_path_, opened % 2 == 0 ? previous.get() : nullptr);
          if (snapshot->live_documents() != 20) failure = "a state that was never committed";
          for (const LiveSegment& live : snapshot->segments()) (void)live.segment->store().document(0);
          previous = std::move(snapshot);
          ++opened;
        } catch (const std::exception& error) {
          failure = error.what();
        }
      }
    });
  }
  for (int version = 1; version <= 150; ++version) {
    put(*index, make_samples(version % 10, 10, version));
    index->merge_as_needed();
    if (version % 20 == 0) index->merge_all();
  }
  done = true;
  for (std::thread& reader : readers) reader.join();
  for (const std::string& failure : failures) EXPECT_EQ(failure, "");
}

}  // namespace
}  // namespace svitok::segment
