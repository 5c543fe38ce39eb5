#include "postings/block_codec.h"

#include <gtest/gtest.h>

#include <array>
#include <random>
#include <vector>

namespace svitok::postings {
namespace {

struct Values {
  alignas(16) std::array<std::uint32_t, kBlock> at{};
};

void expect_round_trip(const Values& values) {
  std::string bytes = "x";
  encode_block(values.at.data(), bytes);
  const std::string_view block = std::string_view(bytes).substr(1);
  const std::string followed = std::string(block) + "rest";
  Values decoded;
  ASSERT_EQ(decode_block(followed, decoded.at.data()), block.size());
  EXPECT_EQ(decoded.at, values.at);
  EXPECT_EQ(skip_block(followed), block.size());
}

TEST(BlockCodec, EveryWidthComesBackWithAndWithoutExceptions) {
  std::mt19937 random(11);
  for (unsigned width = 0; width <= 32; ++width) {
    for (const unsigned outliers : {0U, 1U, 5U, 40U, 128U}) {
      Values values;
      for (auto& value : values.at) value = width == 0 ? 0 : static_cast<std::uint32_t>(random()) >> (32 - width);
      for (unsigned i = 0; i < outliers; ++i) values.at[random() % kBlock] = static_cast<std::uint32_t>(random());
      expect_round_trip(values);
    }
  }
}

TEST(BlockCodec, AFewLargeNumbersDoNotWidenTheBlock) {
  Values values;
  values.at.fill(1);
  values.at[3] = values.at[77] = 1U << 20U;
  std::string bytes;
  encode_block(values.at.data(), bytes);
  EXPECT_LT(bytes.size(), 32U);
}

TEST(BlockCodec, AnyBytesDecodeOrAreRefusedWithinTheirBounds) {
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  for (int round = 0; round < 20000; ++round) {
    std::vector<char> bytes(random() % 200);
    for (char& c : bytes) c = static_cast<char>(random());
    if (bytes.size() > 1) bytes[0] = static_cast<char>(random() % 12);
    Values values;
    const std::string_view view(bytes.data(), bytes.size());
    const std::size_t taken = decode_block(view, values.at.data());
    EXPECT_LE(taken, bytes.size());
    if (taken != 0) {
      EXPECT_EQ(skip_block(view), taken);
    }
  }
}

TEST(BlockCodec, PrefixSumsAddOneAndTheBase) {
  Values values;
  std::mt19937 random(5);
  for (auto& value : values.at) value = static_cast<std::uint32_t>(random() % 1000);
  auto expected = values.at;
  std::uint32_t sum = 41;
  for (auto& value : expected) value = sum += value + 1;
  prefix_sum(values.at.data(), 41);
  EXPECT_EQ(values.at, expected);
}

}  // namespace
}  // namespace svitok::postings
