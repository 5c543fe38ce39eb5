// Random texts of any bytes: what holds for every snippet.
#include <gtest/gtest.h>

#include <cstdlib>
#include <iostream>
#include <map>
#include <random>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "marked.h"
#include "snippet/characters.h"
#include "snippet/snippet.h"

namespace svitok::snippet {
namespace {

std::uint32_t seed_of_this_run() {
  const char* given = std::getenv("SVITOK_TEST_SEED");
  const std::uint32_t seed =
      given != nullptr ? static_cast<std::uint32_t>(std::strtoul(given, nullptr, 10)) : std::random_device{}();
  std::cout << "SVITOK_TEST_SEED=" << seed << '\n';
  return seed;
}

const std::vector<std::string> kPieces{"министр",
                                       "Министров",
                                       "встреча",
                                       "встречи",
                                       "Ёлка",
                                       "е\xCC\x88лка",
                                       "за\xCC\x81мок",
                                       "state",
                                       "States",
                                       "children",
                                       "COVID-19",
                                       "10км",
                                       "74 000",
                                       "74\xC2\xA0"
                                       "000",
                                       "12.03.2024",
                                       "д'Артаньян",
                                       "U.S.",
                                       "C++",
                                       "№5",
                                       "café",
                                       "Нью-Йорк",
                                       "ко\xC2\xADоперация",
                                       "\xF0\x9F\x98\x80",
                                       "漢字",
                                       ". ",
                                       "! ",
                                       "\n\n",
                                       "\t",
                                       "  ",
                                       "\r\n",
                                       "…",
                                       "—",
                                       "\x01",
                                       std::string(1, '\0'),
                                       "\xFF",
                                       "\xD0",
                                       "\xE2\x80",
                                       "\xCC\x81",
                                       "\xE2\x80\x8B",
                                       "\xE2\x80\xA8",
                                       "ﬁle",
                                       "foo_bar",
                                       "a@b.org",
                                       "http://x.org/y"};

std::string random_text(std::mt19937& random) {
  std::string text;
  const auto pieces = random() % 300;
  const bool spaced = random() % 4 != 0;
  for (std::uint32_t i = 0; i < pieces; ++i) {
    if (random() % 40 == 0) {
      text += static_cast<char>(random() % 256);
    } else {
      text += kPieces[random() % kPieces.size()];
    }
    if (spaced && random() % 8 != 0) text += ' ';
  }
  return text;
}

bool has_wanted_key(text::Analyzer& analyzer, std::string_view piece, const std::set<std::string, std::less<>>& keys) {
  analyzer.start(piece);
  for (auto batch = analyzer.next(); !batch.empty(); batch = analyzer.next()) {
    for (const text::Token& token : batch) {
      for (const std::string_view key : token.word->keys()) {
        if (keys.contains(key)) return true;
      }
    }
  }
  return false;
}

bool is_clean(std::string_view text) {
  bool after_blank = true;
  for (std::size_t at = 0; at < text.size();) {
    const Character here = character_at(text, at);
    if (!here.valid || (here.blank && (text[at] != ' ' || after_blank))) return false;
    after_blank = here.blank;
    at += here.bytes;
  }
  return text.empty() || !after_blank;
}

TEST(SnippetOfRandomText, IsCleanAndItsMarksAreInOrderAndTrue) {
  std::mt19937 random(seed_of_this_run());
  text::Analyzer analyzer;
  for (int round = 0; round < 3000; ++round) {
    const std::string text = random_text(random);
    const Wanted wanted = wanted_of(analyzer, kPieces[random() % 20] + " " + kPieces[random() % 20]);
    std::set<std::string, std::less<>> keys;
    for (const Wanted::Key& key : wanted.keys) keys.insert(key.key);
    const SnippetOptions options{.chars = random() % 300, .passages = random() % 4, .scan_bytes = random() % 8000};
    const Snippet snippet = Highlighter(analyzer, wanted).snippet(text, options);
    SCOPED_TRACE(testing::Message() << "round " << round << ": " << marked(snippet));

    EXPECT_TRUE(is_clean(snippet.text));
    std::size_t last_end = 0;
    for (std::size_t i = 0; i < snippet.highlights.size(); ++i) {
      const auto [begin, end] = snippet.highlights[i];
      ASSERT_TRUE(i == 0 || begin > last_end);
      ASSERT_LT(begin, end);
      ASSERT_LE(end, snippet.text.size());
      EXPECT_FALSE(is_continuation(snippet.text[begin]));
      EXPECT_TRUE(end == snippet.text.size() || !is_continuation(snippet.text[end]));
      // What is longer than its passage is cut where the passage begins or ends, and what is left is another word.
      const bool cut = begin == 0 || end == snippet.text.size() || snippet.text.compare(end, 5, " … ") == 0 ||
                       snippet.text.substr(0, begin).ends_with(" … ");
      EXPECT_TRUE(cut || has_wanted_key(analyzer, std::string_view(snippet.text).substr(begin, end - begin), keys));
      last_end = end;
    }
  }
}

// The summed weight of the distinct words of `text` among `weights`.
double weight_of(std::string_view text, const std::map<std::string, double>& weights) {
  std::istringstream words{std::string(text)};
  std::set<std::string> seen;
  double sum = 0;
  for (std::string word; words >> word;) {
    const auto weight = weights.find(word);
    if (weight != weights.end() && seen.insert(word).second) sum += weight->second;
  }
  return sum;
}

TEST(SnippetOfRandomText, NoOtherPieceOfTheSameLengthHasMoreOfWhatIsWanted) {
  std::mt19937 random(seed_of_this_run());
  const std::vector<std::string> vocabulary{"alpha", "bravo", "golf",   "kilo", "papa",
                                            "tango", "zulu",  "filler", "more"};
  text::Analyzer analyzer;
  for (int round = 0; round < 300; ++round) {
    Wanted wanted;
    std::map<std::string, double> weights;
    for (std::size_t i = 0; i < 6; ++i) {
      const Wanted key_of_word = wanted_of(analyzer, vocabulary[i]);
      weights[vocabulary[i]] = static_cast<double>(1 + random() % 5);
      for (const Wanted::Key& key : key_of_word.keys) wanted.keys.push_back({key.key, weights[vocabulary[i]]});
    }
    std::string text;
    std::vector<std::size_t> starts;
    for (std::uint32_t i = 0; i < 20 + random() % 80; ++i) {
      starts.push_back(text.size());
      text += vocabulary[random() % 3 == 0 ? random() % 7 : 7 + random() % 2] + " ";
    }
    const std::size_t chars = 10 + random() % 80;
    double best = 0;
    for (const std::size_t begin : starts) {
      for (const std::size_t after : starts) {
        if (after > begin && after - 1 - begin <= chars) {
          best = std::max(best, weight_of(std::string_view(text).substr(begin, after - begin), weights));
        }
      }
    }
    const Snippet snippet = Highlighter(analyzer, wanted).snippet(text, {.chars = chars, .passages = 1});
    EXPECT_GE(weight_of(snippet.text, weights), best) << "round " << round << ": " << marked(snippet);
    EXPECT_LE(snippet.text.size(), chars) << "round " << round << ": " << marked(snippet);
  }
}

}  // namespace
}  // namespace svitok::snippet
