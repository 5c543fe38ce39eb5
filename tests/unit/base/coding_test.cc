#include "base/coding.h"

#include <gtest/gtest.h>

namespace svitok::base {
namespace {

TEST(Coding, VarintsOfEveryLengthComeBack) {
  std::string bytes;
  for (unsigned shift = 0; shift < 64; ++shift) append_varint(bytes, std::uint64_t{1} << shift);
  append_varint(bytes, UINT64_MAX);
  Decoder decoder(bytes);
  for (unsigned shift = 0; shift < 64; ++shift) EXPECT_EQ(decoder.varint(), std::uint64_t{1} << shift);
  EXPECT_EQ(decoder.varint(), UINT64_MAX);
  EXPECT_TRUE(decoder.ok());
  EXPECT_EQ(decoder.remaining(), 0U);
}

TEST(Coding, AReadPastTheEndGivesZeroAndIsRemembered) {
  Decoder decoder("\x80");
  EXPECT_EQ(decoder.varint(), 0U);
  EXPECT_FALSE(decoder.ok());
  EXPECT_EQ(decoder.fixed<std::uint32_t>(), 0U);
  Decoder lengths(
      "\x7F"
      "abc");
  EXPECT_EQ(lengths.string(), "");
  EXPECT_FALSE(lengths.ok());
}

}  // namespace
}  // namespace svitok::base
