#include "fingerprint.h"

#include <gtest/gtest.h>

namespace tools {
namespace {

constexpr std::int64_t kSecond = 1'000'000'000;
constexpr std::int64_t kTime = 1'600'000'000 * kSecond + 123'456'789;
constexpr std::int64_t kLater = kTime + 100 * kSecond;

TEST(Fingerprint, KnowsItsFileByTimeAndSize) {
  const std::string print = file_fingerprint("lamp", kTime, kLater);
  EXPECT_TRUE(has_time_and_size(print, kTime, 4));
  EXPECT_FALSE(has_time_and_size(print, kTime + 1, 4));
  EXPECT_FALSE(has_time_and_size(print, kTime, 5));
  EXPECT_LE(print.size(), 64U) << "what an index keeps";
}

TEST(Fingerprint, KnowsItsContentWhateverTheTime) {
  const std::string print = file_fingerprint("lamp", kTime, kLater);
  EXPECT_TRUE(same_content(print, file_fingerprint("lamp", kTime + kSecond, kLater)));
  EXPECT_FALSE(same_content(print, file_fingerprint("lamb", kTime, kLater)));
}

TEST(Fingerprint, ATimeStampAsYoungAsTheReadingIsNotBelieved) {
  EXPECT_FALSE(has_time_and_size(file_fingerprint("lamp", kTime, kTime + 1'000'000), kTime, 4));
  EXPECT_FALSE(has_time_and_size(file_fingerprint("lamp", kTime, kTime - kSecond), kTime, 4)) << "from the future";
  const std::int64_t whole = kTime - kTime % kSecond;
  EXPECT_FALSE(has_time_and_size(file_fingerprint("lamp", whole, whole + kSecond), whole, 4)) << "counted in seconds";
  EXPECT_TRUE(has_time_and_size(file_fingerprint("lamp", whole, whole + 3 * kSecond), whole, 4));
}

TEST(Fingerprint, FilesAndLinesAreToldApart) {
  EXPECT_TRUE(is_file_fingerprint(file_fingerprint("lamp", kTime, kLater)));
  for (const std::string& other : {line_fingerprint("lamp"), std::string(), std::string("F"), std::string(33, 'G')}) {
    EXPECT_FALSE(is_file_fingerprint(other));
    EXPECT_FALSE(has_time_and_size(other, kTime, 4));
    EXPECT_FALSE(same_content(other, other));
  }
  EXPECT_EQ(line_fingerprint("lamp"), line_fingerprint("lamp"));
  EXPECT_NE(line_fingerprint("lamp"), line_fingerprint("lamb"));
}

}  // namespace
}  // namespace tools
