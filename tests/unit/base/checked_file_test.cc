#include "base/checked_file.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <random>

#include "svitok/error.h"

namespace svitok::base {
namespace {

class CheckedFileTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() / ("svitok-checked-" + std::to_string(::getpid()));
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
    path_ = folder_ / "file";
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  FileSeal write(std::size_t bytes) {
    std::filesystem::remove(path_);
    payload_.resize(bytes);
    std::mt19937 random(7);
    for (char& c : payload_) c = static_cast<char>(random());
    OutputFile out(path_, "testfile", 3);
    for (std::size_t at = 0; at < bytes; at += 1000) out.append(std::string_view(payload_).substr(at, 1000));
    EXPECT_EQ(out.offset(), bytes);
    return out.finish(false);
  }

  void flip(std::uint64_t offset) {
    std::fstream file(path_, std::ios::in | std::ios::out | std::ios::binary);
    file.seekg(static_cast<std::streamoff>(offset));
    const char c = static_cast<char>(file.get() ^ 0x10);
    file.seekp(static_cast<std::streamoff>(offset));
    file.put(c);
  }

  std::filesystem::path folder_;
  std::filesystem::path path_;
  std::string payload_;
};

TEST_F(CheckedFileTest, GivesBackWhatWasWrittenAtAnySize) {
  for (const std::size_t size : {std::size_t{0}, std::size_t{1}, std::size_t{kChunkBytes}, std::size_t{kChunkBytes} + 1,
                                 std::size_t{40} * kChunkBytes + 77}) {
    const FileSeal seal = write(size);
    const CheckedFile file(path_, "testfile", 3);
    EXPECT_EQ(file.seal(), seal);
    EXPECT_EQ(file.read(0, size), payload_);
    EXPECT_NO_THROW(file.verify());
    EXPECT_THROW((void)file.read(size, 1), CorruptionError);
    EXPECT_THROW((void)file.read(1, UINT64_MAX), CorruptionError);
  }
}

TEST_F(CheckedFileTest, AnyFlippedByteIsFoundAndOnlyItsNeighbourhoodIsRefused) {
  const std::uint64_t bytes = write(3 * kChunkBytes).bytes;
  for (std::uint64_t at = 0; at < bytes; at += 997) {
    flip(at);
    EXPECT_THROW(CheckedFile(path_, "testfile", 3).verify(), CorruptionError) << "byte " << at;
    if (at < kChunkBytes) {
      const CheckedFile file(path_, "testfile", 3);
      EXPECT_EQ(file.read(kChunkBytes, kChunkBytes), std::string_view(payload_).substr(kChunkBytes, kChunkBytes));
      EXPECT_THROW((void)file.read(0, 1), CorruptionError);
    }
    flip(at);
  }
}

TEST_F(CheckedFileTest, AnyTruncationIsFound) {
  const std::uint64_t bytes = write(kChunkBytes + 100).bytes;
  for (std::uint64_t size = 0; size < bytes; size += 101) {
    write(kChunkBytes + 100);
    std::filesystem::resize_file(path_, size);
    EXPECT_THROW(CheckedFile(path_, "testfile", 3), CorruptionError) << size;
  }
}

TEST_F(CheckedFileTest, AnotherVersionIsRefusedByName) {
  write(10);
  EXPECT_THROW(CheckedFile(path_, "testfile", 4), VersionError);
  EXPECT_THROW(CheckedFile(path_, "otherone", 3), CorruptionError);
}

}  // namespace
}  // namespace svitok::base
