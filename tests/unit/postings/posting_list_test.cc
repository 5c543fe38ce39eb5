#include "postings/posting_list.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

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
  list.shape.size = 1 + static_cast<std::uint32_t>(random() % (random() % 2 == 0 ? 3 : 127));
  list.shape.is_first = random() % 2 == 0;
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
    ListReader reader(list.shape, std::string_view(followed).substr(6));
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
    const std::vector<char> cut(bytes.begin(), bytes.end() - 1 - static_cast<std::ptrdiff_t>(random() % bytes.size()));
    ListReader reader(list.shape, {cut.data(), cut.size()});
    reader.visit([](std::uint64_t /*gap*/, std::uint32_t /*count*/, std::uint32_t /*freq*/) {});
    EXPECT_FALSE(reader.ok());
  }
}

TEST(PostingList, AWordThatOneDocumentHasOnceTakesThreeBytes) {
  const ListShape shape{1, 60000, true};
  for (const std::uint32_t gap : {0U, 30000U, 59999U}) {
    const std::uint32_t zero = 0;
    std::string bytes;
    encode_list(shape, &gap, &zero, &zero, bytes);
    EXPECT_EQ(bytes.size(), 3U);
  }
}

}  // namespace
}  // namespace svitok::postings
