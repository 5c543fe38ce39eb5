#include "postings/word_order.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

#include "random_strings.h"

namespace svitok::postings {
namespace {

void expect_that_of_bytes(std::size_t count, std::mt19937& random) {
  std::vector<std::string> strings;
  for (std::size_t i = 0; i < count; ++i) strings.push_back(random_string(random));
  for (int i = 0; i < 2000; ++i) strings.push_back("одиннадцатибалльный" + random_string(random));
  WordOrder order;
  order.start(strings.size());
  for (std::size_t i = 0; i < strings.size(); ++i) order.add(strings[i], static_cast<std::uint32_t>(i), 0);
  const auto string = [&](const WordOrder::Entry& entry) { return std::string_view(strings[entry.word]); };
  order.sort(string);
  std::vector<std::string> sorted = strings;
  std::sort(sorted.begin(), sorted.end());
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    ASSERT_EQ(strings[order[i].word], sorted[i]) << i;
    ASSERT_EQ(order.code(i, string).bytes, code_of(sorted[i])) << i;
  }
  for (std::size_t first = 0, end = 0; first < sorted.size(); first = end) {
    end = order.end_of_equal(first, string);
    const auto [begin, past] = std::equal_range(sorted.begin(), sorted.end(), sorted[first]);
    ASSERT_EQ(first, begin - sorted.begin());
    ASSERT_EQ(end, past - sorted.begin());
    for (std::size_t i = first + 1; i < end; ++i) ASSERT_LT(order[i - 1].word, order[i].word);
  }
}

TEST(WordOrder, IsThatOfBytes) {
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  expect_that_of_bytes(WordOrder::kFewEntries / 2, random);
  expect_that_of_bytes(WordOrder::kFewEntries * 2, random);
}

}  // namespace
}  // namespace svitok::postings
