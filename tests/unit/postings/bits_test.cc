#include "postings/bits.h"

#include <gtest/gtest.h>

#include <array>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "padded.h"

namespace svitok::postings {
namespace {

TEST(Bits, NumbersAndRiceCodesOfAllWidthsComeBack) {
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  struct Number {
    std::uint32_t value;
    unsigned width;
    bool is_rice;
  };
  std::vector<Number> numbers;
  for (int i = 0; i < 20000; ++i) {
    const auto width = static_cast<unsigned>(random() % 33);
    const auto value = static_cast<std::uint32_t>(random());
    if (random() % 2 == 0) {
      numbers.push_back({static_cast<std::uint32_t>(low_bits(value, width)), width, false});
    } else {
      // From one that has few zeros to one that needs all of its 32 bits.
      numbers.push_back({value >> (random() % 32), width % 32, true});
    }
  }
  std::string bytes = "before";
  BitWriter writer(bytes);
  for (const Number& number : numbers) {
    number.is_rice ? writer.put_rice(number.value, number.width) : writer.put(number.value, number.width);
  }
  writer.finish();
  bytes += "behind";
  const Padded padded(std::string_view(bytes).substr(6));
  BitReader reader(padded.view());
  for (const Number& number : numbers) {
    ASSERT_EQ(number.is_rice ? reader.get_rice(number.width) : reader.get(number.width), number.value);
  }
  EXPECT_TRUE(reader.ok());
  EXPECT_EQ(reader.rest(), "behind");
}

std::array<std::uint32_t, 2> read_two(BitReader& reader, unsigned first_width, unsigned second_width) {
  return reader.read_together([=](auto& from) {
    return std::array{from.get_rice(first_width), from.get_rice(second_width)};
  });
}

TEST(Bits, TwoRiceCodesAreReadAsOneAfterTheOther) {
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  for (int round = 0; round < 2000; ++round) {
    std::string bytes;
    BitWriter writer(bytes);
    std::vector<std::pair<std::uint32_t, unsigned>> numbers;
    for (int i = 0; i < 20; ++i) {
      numbers.emplace_back(static_cast<std::uint32_t>(random()) >> random() % 32, random() % 32);
      writer.put_rice(numbers.back().first, numbers.back().second);
    }
    writer.finish();
    const Padded padded(bytes);
    BitReader reader(padded.view());
    for (std::size_t i = 0; i < numbers.size(); i += 2) {
      const auto [first, second] = read_two(reader, numbers[i].second, numbers[i + 1].second);
      ASSERT_EQ(first, numbers[i].first);
      ASSERT_EQ(second, numbers[i + 1].first);
    }
    EXPECT_TRUE(reader.ok());
    const Padded part(std::string_view(bytes).substr(0, random() % bytes.size()));
    BitReader cut(part.view());
    for (std::size_t i = 0; i < numbers.size(); i += 2) {
      (void)read_two(cut, numbers[i].second, numbers[i + 1].second);
    }
    EXPECT_FALSE(cut.ok());
  }
}

TEST(Bits, ARiceCodeTakesWhatItSays) {
  for (const unsigned width : {0U, 3U, 7U}) {
    std::string bytes;
    BitWriter writer(bytes);
    for (std::uint32_t value = 0; value < 8; ++value) writer.put_rice(value << width, width);
    writer.finish();
    EXPECT_EQ(bytes.size(), (8 * (width + 1) + 28 + 7) / 8);
  }
}

TEST(Bits, GolombCodesOfAllOrdersComeBack) {
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937_64 random(seed);
  std::vector<std::pair<std::uint64_t, unsigned>> numbers;
  for (int i = 0; i < 20000; ++i) numbers.emplace_back(random() >> (8 + random() % 56), random() % 9);
  std::string bytes;
  BitWriter writer(bytes);
  for (const auto& [value, order] : numbers) writer.put_golomb(value, order);
  writer.finish();
  const Padded padded(bytes);
  BitReader reader(padded.view());
  for (const auto& [value, order] : numbers) ASSERT_EQ(reader.get_golomb(order), value);
  EXPECT_TRUE(reader.ok());
  BitReader by_three(padded.view());
  for (std::size_t i = 0; i + 3 <= numbers.size(); i += 3) {
    const auto found = by_three.read_together([&](auto& from) {
      return std::array{from.get_golomb(numbers[i].second), from.get_golomb(numbers[i + 1].second),
                        from.get_golomb(numbers[i + 2].second)};
    });
    for (std::size_t j = 0; j < 3; ++j) ASSERT_EQ(found[j], numbers[i + j].first);
  }
  for (std::size_t size = 0; size < 40; ++size) {
    const Padded cut(std::string_view(bytes).substr(0, size));
    BitReader short_reader(cut.view());
    for (const auto& [value, order] : numbers) (void)short_reader.get_golomb(order);
    EXPECT_FALSE(short_reader.ok());
  }
}

TEST(Bits, WhatStandsBehindTheEndIsNoNumber) {
  std::string bytes;
  BitWriter writer(bytes);
  for (std::uint32_t value = 0; value < 20; ++value) writer.put_rice(value * value, 4);
  writer.finish();
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    const Padded cut(std::string_view(bytes).substr(0, size));
    BitReader reader(cut.view());
    for (int i = 0; i < 20; ++i) (void)reader.get_rice(4);
    EXPECT_FALSE(reader.ok());
    EXPECT_TRUE(reader.rest().empty());
  }
}

TEST(Bits, AMalformedCodeIsNoNumber) {
  const Padded zeros({"\0\0\0\4\xFF\xFF\xFF\xFF\xFF", 9});  // 26 of them.
  BitReader too_many_zeros(zeros.view());
  EXPECT_EQ(too_many_zeros.get_rice(1), 0U);
  EXPECT_FALSE(too_many_zeros.ok());
  const Padded large({"\4\0\0\0\0\0\0\0", 8});  // 2 << 31.
  BitReader too_large(large.view());
  EXPECT_EQ(too_large.get_rice(31), 0U);
  EXPECT_FALSE(too_large.ok());
}

TEST(Bits, TheBestWidthIsTheBest) {
  std::mt19937 random(5);
  for (const double mean : {.2, 3., 50., 700., 20000.}) {
    std::geometric_distribution<std::uint32_t> gaps(1 / (mean + 1));
    for (const std::size_t count : {1U, 5U, 100U}) {
      std::vector<std::uint32_t> values(count);
      for (std::uint32_t& value : values) value = gaps(random);
      const auto size_with = [&values](unsigned width) {
        std::string bytes;
        BitWriter writer(bytes);
        for (const std::uint32_t value : values) writer.put_rice(value, width);
        writer.finish();
        return bytes.size();
      };
      const std::size_t size = size_with(best_rice_width(values, 32));
      for (unsigned width = 0; width < 32; ++width) EXPECT_LE(size, size_with(width)) << mean << ' ' << count;
      EXPECT_LE(best_rice_width(values, 4), 3U);
    }
  }
}

TEST(Bits, AWidthFollowsFromSumAndCount) {
  EXPECT_EQ(rice_width(0, 0), 0U);
  EXPECT_EQ(rice_width(5, 10), 0U);
  EXPECT_EQ(rice_width(61517, 1), 15U);
  EXPECT_EQ(rice_width(UINT64_MAX, 1), 31U);
}

}  // namespace
}  // namespace svitok::postings
