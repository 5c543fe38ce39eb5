#include "postings/rice_block.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "postings/find_ones.h"

namespace svitok::postings {
namespace {

struct alignas(16) Block {
  std::uint32_t values[kBlock];
};

class RiceBlockTest : public testing::Test {
 protected:
  // Numbers of `bits` bits at the most.
  Block block_below(unsigned bits) {
    Block block;
    for (std::uint32_t& value : block.values) {
      value = static_cast<std::uint32_t>((std::uint64_t{random_()} & 0xFFFF'FFFFU) >> (32 - bits));
    }
    return block;
  }
  // Some numbers are replaced by ones of any magnitude.
  void mix(Block& block) {
    for (auto changes = random_() % kBlock; changes > 0; --changes) {
      block.values[random_() % kBlock] = static_cast<std::uint32_t>(random_()) >> (random_() % 32);
    }
  }
  // The block at the front of bytes on the heap that end with `bytes`, so that a sanitizer sees what is read behind.
  static std::size_t decode(const std::string& bytes, Block& block) {
    const std::vector<char> copy(bytes.begin(), bytes.end());
    const std::string_view view(copy.data(), copy.size());
    const std::size_t taken = decode_rice_block(view, block.values);
    Block anywhere;
    EXPECT_EQ(decode_rice_block_anywhere(view, anywhere.values), taken);
    if (taken != 0) {
      EXPECT_EQ(skip_rice_block(view), taken);
      EXPECT_TRUE(std::equal(std::begin(block.values), std::end(block.values), anywhere.values));
    }
    return taken;
  }
  static void expect_round_trip(const Block& block) {
    std::string bytes;
    encode_rice_block(block.values, bytes);
    EXPECT_NE(bytes.front(), '\xFF');
    Block decoded;
    ASSERT_EQ(decode(bytes, decoded), bytes.size());
    ASSERT_TRUE(std::equal(std::begin(block.values), std::end(block.values), decoded.values));
  }
  static std::size_t size_with(const Block& block, unsigned width) {
    std::uint64_t bits = 0;
    for (const std::uint32_t value : block.values) bits += (value >> width) + 1;
    return 2 + 16 * width + (bits + 7) / 8;
  }

  unsigned seed_ = std::random_device{}();
  std::mt19937 random_{seed_};
};

TEST_F(RiceBlockTest, NumbersOfAllMagnitudesComeBack) {
  SCOPED_TRACE("seed " + std::to_string(seed_));
  for (unsigned bits = 0; bits <= 32; ++bits) {
    for (int round = 0; round < 50; ++round) {
      Block block = block_below(bits);
      if (round % 2 != 0) mix(block);
      expect_round_trip(block);
    }
  }
}

TEST_F(RiceBlockTest, GreatNumbersComeBack) {
  Block block{};
  expect_round_trip(block);
  for (const std::uint32_t great : {255U, 256U, 1U << 20U, 1U << 31U, UINT32_MAX}) {
    block = {};
    block.values[0] = block.values[77] = great;
    expect_round_trip(block);
    std::fill(std::begin(block.values), std::end(block.values), great);
    expect_round_trip(block);
  }
}

TEST_F(RiceBlockTest, NoWidthIsBetter) {
  SCOPED_TRACE("seed " + std::to_string(seed_));
  for (int round = 0; round < 500; ++round) {
    Block block = block_below(static_cast<unsigned>(random_() % 33));
    if (round % 2 != 0) mix(block);
    std::string bytes;
    encode_rice_block(block.values, bytes);
    for (unsigned width = 0; width < 32; ++width) ASSERT_LE(bytes.size(), size_with(block, width)) << width;
  }
}

TEST_F(RiceBlockTest, WhatIsCutShortIsNoBlock) {
  std::string bytes;
  encode_rice_block(block_below(9).values, bytes);
  Block block;
  for (std::size_t size = 0; size < bytes.size(); ++size) EXPECT_EQ(decode(bytes.substr(0, size), block), 0U);
}

TEST_F(RiceBlockTest, TooManyOnesOrTooFewAreNoBlock) {
  const std::string lows(16 * 3, '\0');
  Block block;
  EXPECT_NE(decode(std::string("\3\x10") + lows + std::string(16, '\xFF'), block), 0U);
  EXPECT_EQ(decode(std::string("\3\x10") + lows + std::string(15, '\xFF') + '\x7F', block), 0U);
  EXPECT_EQ(decode(std::string("\3\x11") + lows + std::string(16, '\xFF') + '\1', block), 0U);
  EXPECT_EQ(decode(std::string("\3\x30") + lows + std::string(48, '\xFF'), block), 0U);
  EXPECT_EQ(decode(std::string("\3\x30") + lows + std::string(48, '\0'), block), 0U);
}

TEST_F(RiceBlockTest, AWrongHeaderIsNoBlock) {
  const std::string ones(1000, '\xFF');
  Block block;
  EXPECT_EQ(decode("\x20\x10" + ones, block), 0U);  // The width.
  EXPECT_EQ(decode("\xFF\x10" + ones, block), 0U);
  EXPECT_EQ(decode("\x05\x0F" + ones, block), 0U);  // The bytes of the high part.
  EXPECT_EQ(decode("\x05\x31" + ones, block), 0U);
}

TEST_F(RiceBlockTest, AnyBytesAreHarmless) {
  SCOPED_TRACE("seed " + std::to_string(seed_));
  Block block;
  for (int round = 0; round < 20000; ++round) {
    std::string bytes(random_() % 600, '\0');
    for (char& byte : bytes) byte = static_cast<char>(random_() & random_());
    if (bytes.size() > 2) {
      bytes[0] = static_cast<char>(random_() % 34);
      bytes[1] = static_cast<char>(random_() % 52);
    }
    (void)decode(bytes, block);
  }
}

TEST_F(RiceBlockTest, OnesAreFoundInAnyBits) {
  SCOPED_TRACE("seed " + std::to_string(seed_));
  for (int round = 0; round < 5000; ++round) {
    std::vector<char> bits(8 + random_() % 41);
    const auto fewer = static_cast<std::uint32_t>(round % 3 == 0 ? 0xFF : random_());
    for (char& byte : bits) byte = static_cast<char>(random_() & (round % 3 == 1 ? random_() : fewer));
    std::vector<std::uint8_t> expected;
    for (std::size_t bit = 0; bit < bits.size() * 8; ++bit) {
      if ((static_cast<unsigned char>(bits[bit / 8]) >> (bit % 8) & 1U) != 0) {
        expected.push_back(static_cast<std::uint8_t>(bit));
      }
    }
    for (const auto find : {&find_ones, &find_ones_anywhere}) {
      std::vector<std::uint8_t> places(expected.size() + kOnesPadding);
      ASSERT_EQ(find(bits.data(), bits.size(), places.data()), expected.size());
      places.resize(expected.size());
      ASSERT_EQ(places, expected);
    }
  }
}

}  // namespace
}  // namespace svitok::postings
