#include "postings/word_order.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace svitok::postings {
namespace {

// Bytes that are near the edges of what is coded specially, letters, and anything.
std::string random_string(std::mt19937& random) {
  const std::vector<std::string> pieces = {
      "а",    "п",    "р",    "я",        "А",    "ё",        "a",
      "z",    "-",    "\xD0", "\xD1",     "\xAF", "\xB0",     "\xBF",
      "\xC0", "\xD2", "\x80", "\xD0\xC0", "\xFF", "\xD1\x90", std::string(1, '\0')};
  std::string string;
  const auto length = random() % (random() % 4 == 0 ? 40 : 6);
  for (std::size_t i = 0; i < length; ++i) {
    const auto which = random() % (pieces.size() + 1);
    string += which < pieces.size() ? pieces[which] : std::string(1, static_cast<char>(random()));
  }
  return string;
}

TEST(WordOrder, IsThatOfBytes) {
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  std::vector<std::string> strings;
  for (int i = 0; i < 20000; ++i) strings.push_back(random_string(random));
  for (int i = 0; i < 2000; ++i) strings.push_back("одиннадцатибалльный" + random_string(random));
  WordOrder order;
  order.start(strings.size());
  for (std::size_t i = 0; i < strings.size(); ++i) order.add(strings[i], static_cast<std::uint32_t>(i), 0);
  const auto string = [&](const WordOrder::Entry& entry) { return std::string_view(strings[entry.word]); };
  order.sort(string);
  std::vector<std::string> sorted = strings;
  std::sort(sorted.begin(), sorted.end());
  for (std::size_t i = 0; i < sorted.size(); ++i) ASSERT_EQ(order.string(i, string), sorted[i]) << i;
  for (std::size_t first = 0, end = 0; first < sorted.size(); first = end) {
    end = order.end_of_equal(first, string);
    const auto [begin, past] = std::equal_range(sorted.begin(), sorted.end(), sorted[first]);
    ASSERT_EQ(first, begin - sorted.begin());
    ASSERT_EQ(end, past - sorted.begin());
    for (std::size_t i = first + 1; i < end; ++i) ASSERT_LT(order[i - 1].word, order[i].word);
  }
}

}  // namespace
}  // namespace svitok::postings
