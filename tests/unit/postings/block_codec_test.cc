#include "postings/block_codec.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <random>
#include <string>

#include "padded.h"

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
  const Padded padded(followed);
  Values decoded;
  ASSERT_EQ(decode_block(padded.view(), decoded.at.data()), block.size());
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

TEST(BlockCodec, HighPartsOfAnySizeComeBack) {
  std::mt19937 random(13);
  for (const unsigned bits : {9U, 12U, 17U, 25U, 32U}) {
    for (const unsigned outliers : {1U, 2U, 7U, 20U}) {
      Values values;
      for (auto& value : values.at) value = static_cast<std::uint32_t>(random() % 4);
      for (unsigned i = 0; i < outliers; ++i) {
        values.at[random() % kBlock] = static_cast<std::uint32_t>(random()) >> (32 - bits) | 1U << (bits - 1);
      }
      SCOPED_TRACE(std::to_string(outliers) + " outliers of " + std::to_string(bits) + " bits");
      expect_round_trip(values);
    }
  }
}

TEST(BlockCodec, WhatNoEncoderWritesIsRefused) {
  Values values;
  std::string bytes(600, '\0');
  const auto decode = [&](unsigned first, unsigned exceptions, unsigned high_width, unsigned index) {
    bytes[0] = static_cast<char>(first);
    bytes[1] = static_cast<char>(exceptions);
    bytes[2] = static_cast<char>(high_width);
    std::fill(bytes.begin() + 3, bytes.end(), static_cast<char>(index));
    return decode_block(Padded(bytes).view(), values.at.data());
  };
  EXPECT_EQ(decode(3, 0, 0, 0), 1U + 48);
  EXPECT_EQ(decode(64 + 3, 1, 8, 127), 3U + 48 + 2);
  EXPECT_EQ(decode(64 + 3, 2, 29, 127), 3U + 48 + 2 + 8);
  EXPECT_EQ(decode(64 + 3, 1, 8, 128), 0U) << "an exception behind the last number";
  EXPECT_EQ(decode(64 + 3, 129, 8, 0), 0U) << "more exceptions than numbers";
  EXPECT_EQ(decode(64 + 3, 0, 8, 0), 0U) << "said to have exceptions";
  EXPECT_EQ(decode(33, 0, 0, 0), 0U) << "too wide";
  EXPECT_EQ(decode(64 + 32, 1, 1, 0), 0U) << "nothing is left for an exception";
  EXPECT_EQ(decode(64 + 3, 1, 30, 0), 0U) << "more than is left";
  EXPECT_EQ(decode(255, 1, 1, 0), 0U);
}

TEST(BlockCodec, AnyBytesDecodeOrAreRefusedWithinTheirBounds) {
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  for (int round = 0; round < 20000; ++round) {
    std::string bytes(random() % 200, '\0');
    for (char& c : bytes) c = static_cast<char>(random());
    if (bytes.size() > 2) {
      bytes[0] = static_cast<char>(random() % 12 + random() % 3 * 64);
      bytes[2] = static_cast<char>(random() % 24);
    }
    Values values;
    const Padded padded(bytes);
    const std::size_t taken = decode_block(padded.view(), values.at.data());
    EXPECT_LE(taken, bytes.size());
    if (taken != 0) {
      EXPECT_EQ(skip_block(padded.view()), taken);
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

TEST(BlockCodec, SumsAreThoseOfALoop) {
  Values values;
  std::mt19937 random(6);
  for (auto& value : values.at) value = static_cast<std::uint32_t>(random() % 1000);
  Values sums;
  running_sum(values.at.data(), sums.at.data());
  std::uint32_t sum = 0;
  for (std::uint32_t i = 0; i < kBlock; ++i) {
    EXPECT_EQ(sum_below(values.at.data(), i), sum);
    sum += values.at[i];
    EXPECT_EQ(sums.at[i], sum);
  }
}

TEST(BlockCodec, NumbersBelowALimitAreCountedUpToTheGreatest) {
  const Values values{{0, 3, 3, 7, 9, 1U << 31U, UINT32_MAX, UINT32_MAX}};
  const auto first = values.at.begin();
  for (const std::uint32_t limit : {0U, 1U, 3U, 4U, 9U, 10U, 1U << 31U, (1U << 31U) + 1, UINT32_MAX}) {
    EXPECT_EQ(count_less_of_8(values.at.data(), limit), std::lower_bound(first, first + 8, limit) - first) << limit;
  }
}

}  // namespace
}  // namespace svitok::postings
