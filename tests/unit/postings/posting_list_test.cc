#include "postings/posting_list.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "padded.h"

namespace svitok::postings {
namespace {

struct List {
  ListShape shape{};
  std::vector<std::uint32_t> gaps;
  std::vector<std::uint32_t> counts_less_one;
  std::vector<std::uint32_t> extras;
};

List random_list(std::mt19937& random) {
  List list;
  list.shape.documents = 1U << random() % 31;
  list.shape.is_first = random() % 2 == 0;
  const std::uint32_t least = list.shape.is_first ? 2 : 1;
  list.shape.size = least + static_cast<std::uint32_t>(random() % (random() % 2 == 0 ? 3 : 127 - least));
  const bool has_extras = random() % 2 == 0;
  for (std::uint32_t i = 0; i < list.shape.size; ++i) {
    list.gaps.push_back(static_cast<std::uint32_t>(random()) % list.shape.documents >> random() % 8);
    list.counts_less_one.push_back(random() % 3 != 0 ? 0 : static_cast<std::uint32_t>(random()) >> random() % 32);
    list.extras.push_back(has_extras && random() % 4 == 0 ? static_cast<std::uint32_t>(random() % 30) : 0);
  }
  return list;
}

TEST(PostingList, ComesBack) {
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  for (int round = 0; round < 2000; ++round) {
    const List list = random_list(random);
    std::string bytes = "before";
    encode_list(list.shape, list.gaps.data(), list.counts_less_one.data(), list.extras.data(), bytes);
    const std::string followed = bytes + "behind";
    const Padded padded(std::string_view(followed).substr(6));
    ListReader reader(list.shape, padded.view());
    std::size_t i = 0;
    reader.visit([&](std::uint64_t gap, std::uint32_t count, std::uint32_t freq) {
      ASSERT_EQ(gap, list.gaps[i]);
      ASSERT_EQ(count, list.counts_less_one[i] + 1);
      ASSERT_EQ(freq, list.counts_less_one[i] + 1 + list.extras[i]);
      ++i;
    });
    EXPECT_EQ(i, list.shape.size);
    EXPECT_TRUE(reader.ok());
    EXPECT_EQ(reader.rest(), "behind");
  }
}

TEST(PostingList, WhatIsCutShortIsNoList) {
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  for (int round = 0; round < 2000; ++round) {
    const List list = random_list(random);
    std::string bytes;
    encode_list(list.shape, list.gaps.data(), list.counts_less_one.data(), list.extras.data(), bytes);
    const Padded cut(std::string_view(bytes).substr(0, random() % bytes.size()));
    ListReader reader(list.shape, cut.view());
    reader.visit([](std::uint64_t /*gap*/, std::uint32_t /*count*/, std::uint32_t /*freq*/) {});
    EXPECT_FALSE(reader.ok());
  }
}

TEST(PostingList, AWordThatTwoNeighboursHaveOnceTakesThreeBytes) {
  for (const std::uint32_t first : {0U, 30000U, 59999U}) {
    const std::uint32_t gaps[] = {first, 0};
    const std::uint32_t zeros[] = {0, 0};
    std::string bytes;
    encode_list({2, 60000, true}, gaps, zeros, zeros, bytes);
    EXPECT_EQ(bytes.size(), 3U);
  }
}

}  // namespace
}  // namespace svitok::postings
