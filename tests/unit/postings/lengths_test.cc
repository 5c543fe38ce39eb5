#include "postings/lengths.h"

#include <gtest/gtest.h>

namespace svitok::postings {
namespace {

TEST(Lengths, CodesAreExactWhenSmallCloseWhenLargeAndMonotone) {
  std::uint8_t before = 0;
  for (std::uint64_t length = 0; length < 200000; ++length) {
    const std::uint8_t code = encode_length(length);
    const std::uint32_t back = decode_length(code);
    ASSERT_GE(code, before);
    ASSERT_LE(back, length);
    if (length < 32) {
      ASSERT_EQ(back, length);
    }
    ASSERT_GE(back * 1.07, length);
    ASSERT_EQ(encode_length(back), code);
    before = code;
  }
  EXPECT_EQ(encode_length(UINT64_MAX), 255);
}

}  // namespace
}  // namespace svitok::postings
