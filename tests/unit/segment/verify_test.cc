#include <fstream>
#include <random>

#include "sample_segments.h"
#include "svitok/error.h"

namespace svitok::segment {
namespace {

class VerifyTest : public SegmentFixture {
 protected:
  void SetUp() override {
    SegmentFixture::SetUp();
    const auto index = open_index(index_path_, false);
    put(*index, make_samples(0, 60));
    put(*index, make_samples(50, 60, 1));
    remove_keys(*index, make_samples(100, 3));
    expected_ = contents(*index->snapshot());
  }

  static std::string load(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  static void save(const std::filesystem::path& path, const std::string& bytes) {
    std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
  }

  std::vector<std::string> files() const {
    std::vector<std::string> files;
    for (const std::string& name : names_in(index_path_)) {
      if (name != "lock") files.push_back(name);
    }
    return files;
  }

  // Damage to `name`: found and named by verify(); in use an error of ours or the right contents.
  void expect_found(const std::string& name, const std::string& what) {
    const std::vector<std::string> faults = verify(index_path_);
    ASSERT_FALSE(faults.empty()) << what;
    EXPECT_TRUE(std::any_of(faults.begin(), faults.end(),
                            [&](const std::string& fault) {
                              return fault.find(name == "CURRENT" ? "manifest" : name) != std::string::npos ||
                                     fault.find(name) != std::string::npos;
                            }))
        << what << ": " << faults[0];
    try {
      const auto snapshot = Snapshot::open(index_path_);
      EXPECT_EQ(contents(*snapshot), expected_) << what;
    } catch (const Error&) {
      // As it should be.
    }
  }

  std::map<std::string, std::string> expected_;
};

TEST_F(VerifyTest, AGoodIndexHasNoFaults) {
  EXPECT_EQ(verify(index_path_), std::vector<std::string>());
  std::ofstream(index_path_ / "notes.txt") << "not ours";
  EXPECT_EQ(verify(index_path_), std::vector<std::string>());
  EXPECT_THROW((void)verify(folder_), IoError);
}

TEST_F(VerifyTest, AnyFlippedBitIsFoundAndNamed) {
  std::mt19937 random(11);
  for (const std::string& name : files()) {
    const std::string good = load(index_path_ / name);
    const std::size_t step = std::max<std::size_t>(1, good.size() / 40);
    for (std::size_t at = 0; at < good.size(); at += step) {
      std::string bad = good;
      bad[at] = static_cast<char>(bad[at] ^ (1 << random() % 8));
      save(index_path_ / name, bad);
      expect_found(name, name + " byte " + std::to_string(at));
    }
    save(index_path_ / name, good);
  }
  EXPECT_EQ(verify(index_path_), std::vector<std::string>());
}

TEST_F(VerifyTest, AnyTruncationAndAnyMissingFileIsFoundAndNamed) {
  for (const std::string& name : files()) {
    const std::string good = load(index_path_ / name);
    for (const std::size_t size : {good.size() - 1, good.size() / 2, std::size_t{1}, std::size_t{0}}) {
      // A CURRENT without its last line break still says what it said.
      if (name == "CURRENT" && size == good.size() - 1) continue;
      save(index_path_ / name, good.substr(0, size));
      expect_found(name, name + " cut to " + std::to_string(size));
    }
    std::filesystem::remove(index_path_ / name);
    if (name == "CURRENT") {
      EXPECT_THROW((void)verify(index_path_), IoError);
    } else {
      expect_found(name, name + " missing");
    }
    save(index_path_ / name, good);
  }
}

TEST_F(VerifyTest, AFileOfAnotherSegmentIsFound) {
  const auto snapshot = Snapshot::open(index_path_);
  ASSERT_EQ(snapshot->segments().size(), 2U);
  const std::string first = snapshot->segments()[0].segment->info().name;
  const std::string second = snapshot->segments()[1].segment->info().name;
  for (const std::string_view suffix : kSegmentSuffixes) {
    const std::string name = first + std::string(suffix);
    const std::string good = load(index_path_ / name);
    save(index_path_ / name, load(index_path_ / (second + std::string(suffix))));
    expect_found(name, name + " swapped");
    EXPECT_THROW((void)Snapshot::open(index_path_), CorruptionError) << name;
    save(index_path_ / name, good);
  }
}

TEST_F(VerifyTest, EveryFaultIsReportedNotOnlyTheFirst) {
  const auto snapshot = Snapshot::open(index_path_);
  for (const LiveSegment& live : snapshot->segments()) {
    std::filesystem::remove(index_path_ / (live.segment->info().name + ".text"));
    std::filesystem::remove(index_path_ / (live.segment->info().name + ".store"));
  }
  EXPECT_EQ(verify(index_path_).size(), 4U);
}

}  // namespace
}  // namespace svitok::segment
