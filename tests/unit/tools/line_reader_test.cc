#include "line_reader.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <random>
#include <system_error>
#include <thread>
#include <vector>

namespace tools {
namespace {

struct Expected {
  std::string text;
  bool too_long;
};

/// What LineReader promises, said naively.
std::vector<Expected> split(const std::string& bytes, std::size_t limit) {
  std::vector<Expected> lines;
  for (std::size_t begin = 0; begin < bytes.size();) {
    const std::size_t end = std::min(bytes.find('\n', begin), bytes.size());
    std::string line = bytes.substr(begin, end - begin);
    const bool too_long = line.size() > limit;
    if (too_long) line.clear();
    if (line.ends_with('\r')) line.pop_back();
    lines.push_back({line, too_long});
    begin = end + 1;
  }
  return lines;
}

void expect_lines(LineReader& reader, const std::vector<Expected>& wanted) {
  std::uint64_t number = 0;
  for (const Expected& expected : wanted) {
    const std::optional<Line> line = reader.next();
    ASSERT_TRUE(line) << "after " << number;
    EXPECT_EQ(line->number, ++number);
    EXPECT_EQ(line->too_long, expected.too_long) << number;
    ASSERT_EQ(line->text, expected.text) << number;
  }
  EXPECT_FALSE(reader.next());
  EXPECT_FALSE(reader.next()) << "the end stays the end";
}

class LineReaderTest : public testing::Test {
 protected:
  LineReaderTest() : file_(std::filesystem::temp_directory_path() / ("svitok-lines-" + std::to_string(::getpid()))) {}
  ~LineReaderTest() override { std::filesystem::remove(file_); }

  void check(const std::string& bytes, std::size_t limit) {
    std::ofstream(file_, std::ios::binary) << bytes;
    LineReader reader(file_, limit);
    expect_lines(reader, split(bytes, limit));
  }

  std::filesystem::path file_;
};

TEST_F(LineReaderTest, SplitsAtLineEnds) {
  for (const char* bytes : {"", "\n", "a", "a\n", "a\nb", "a\r\nb\r\n", "\n\na\n\n", "\r\n"}) check(bytes, 100);
}

TEST_F(LineReaderTest, AByteOrderMarkIsNoText) {
  std::ofstream(file_, std::ios::binary) << "\xEF\xBB\xBF"
                                            "a\n\xEF\xBB\xBF"
                                            "b\n";
  LineReader reader(file_, 100);
  expect_lines(reader, {{"a", false},
                        {"\xEF\xBB\xBF"
                         "b",
                         false}});
}

TEST_F(LineReaderTest, LinesAroundTheLimitAndThePieceSize) {
  for (const std::size_t limit :
       {std::size_t{10}, (std::size_t{1} << 20U) - 1, std::size_t{1} << 20U, std::size_t{3'000'000}}) {
    for (const std::size_t length : {limit - 1, limit, limit + 1, 2 * limit, 5 * limit}) {
      check(std::string(length, 'x') + "\nshort\n" + std::string(length, 'y'), limit);
    }
  }
}

TEST_F(LineReaderTest, AgreesWithANaiveSplitOnRandomText) {
  const unsigned seed = std::random_device{}();
  std::printf("seed %u\n", seed);
  std::mt19937 random(seed);
  for (int round = 0; round < 20; ++round) {
    std::string bytes;
    const std::size_t size = random() % 3'000'000;
    const unsigned spread = 1U << (random() % 20);
    while (bytes.size() < size) bytes += std::string(random() % spread, 'a') + (random() % 8 == 0 ? "\r\n" : "\n");
    check(bytes, 1 + random() % (2 * spread));
  }
}

TEST_F(LineReaderTest, AMissingFileAndAFolderAreErrors) {
  EXPECT_THROW(LineReader(file_.string() + "-missing", 10), std::system_error);
  LineReader folder(std::filesystem::temp_directory_path(), 10);
  EXPECT_THROW(static_cast<void>(folder.next()), std::system_error);
}

TEST_F(LineReaderTest, AWaitForInputEndsWhenTheStopDescriptorIsReadable) {
  int stop[2];
  ASSERT_EQ(::pipe(stop), 0);
  int input[2];
  ASSERT_EQ(::pipe(input), 0);
  LineReader reader("/dev/fd/" + std::to_string(input[0]), 100, stop[0]);
  ASSERT_EQ(::write(input[1], "one\n", 4), 4);
  EXPECT_EQ(reader.next()->text, "one");
  std::thread stopper([&] { EXPECT_EQ(::write(stop[1], "x", 1), 1); });
  EXPECT_FALSE(reader.next());
  stopper.join();
  for (const int descriptor : {stop[0], stop[1], input[0], input[1]}) ::close(descriptor);
}

}  // namespace
}  // namespace tools
