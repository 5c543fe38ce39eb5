// The hand-written breaker against ICU, ICU's against the Unicode Consortium's cases, and both against our own.
#include "text/breaker.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "text/normaliser.h"
#include "text/utf8.h"
#include "unit/text/random_text.h"

namespace svitok::text {
namespace {

constexpr std::uint64_t kSeed = 20260712;

std::string in_brackets(std::string_view text, const std::vector<Segment>& words) {
  std::string shown;
  for (const Segment& word : words)
    shown.append("[").append(text.substr(word.begin, word.end - word.begin)).append("]");
  return shown;
}

std::string broken_by_icu(IcuBreaker& icu, std::string_view text) {
  std::vector<Segment> words;
  icu.run(text, words);
  return in_brackets(text, words);
}

std::string broken_by_hand(std::string_view text) {
  std::vector<Segment> words;
  break_plain(text, words);
  return in_brackets(text, words);
}

TEST(Breaker, TheFastPathBreaksAsIcuDoes) {
  SCOPED_TRACE(kSeed);
  std::vector<std::string> pieces = {"а", "ё", "я", "ђ", "џ"};
  for (char c = ' '; c <= '~'; ++c) pieces.emplace_back(1, c);
  for (const char* frequent : {"a", "B", "б", "1", "23", ".", "'", ",", ";", "_", ":", "-", " "}) {
    for (int i = 0; i < 8; ++i) pieces.emplace_back(frequent);
  }
  RandomText random(kSeed);
  IcuBreaker icu;
  for (int i = 0; i < 30'000; ++i) {
    const std::string text = random.joined(pieces, 24);
    ASSERT_EQ(broken_by_hand(text), broken_by_icu(icu, text)) << text;
  }
}

TEST(Breaker, BreaksByUax29) {
  struct Case {
    const char* text;
    const char* words;
  };
  constexpr Case kCases[] = {
      {"can't 3.14 3,14 a.b a,b", "[can't][3.14][3,14][a.b][a][b]"},
      {"т.е. слово-слово", "[т.е][слово][слово]"},
      {"1;2 a;b 12:30 a:b", "[1;2][a][b][12][30][a][b]"},
      {"10км a1 1.a a.1", "[10км][a1][1][a][a][1]"},
      {"'a' .5 5. a''b a..b 1.,2", "[a][5][5][a][b][a][b][1][2]"},
      {"snake_case _x_ 1_000 __", "[snake][case][x][1][000]"},
      {"", ""},
  };
  IcuBreaker icu;
  for (const Case& c : kCases) {
    EXPECT_EQ(broken_by_hand(c.text), c.words);
    EXPECT_EQ(broken_by_icu(icu, c.text), c.words);
  }
  EXPECT_EQ(broken_by_icu(icu, "한국어 שלום e\u0301a"), "[한국어][שלום][e\u0301a]");
}

/// A line of WordBreakTest.txt: "÷ 0061 × 0308 ÷".
struct UnicodeCase {
  std::string text;
  std::vector<Segment> segments;
};

UnicodeCase read_case(const std::string& line) {
  UnicodeCase read;
  std::istringstream fields(line.substr(0, line.find('#')));
  for (std::string field; fields >> field;) {
    if (field == "÷") {
      const auto at = static_cast<std::uint32_t>(read.text.size());
      if (!read.segments.empty()) read.segments.back().end = at;
      read.segments.push_back({at, at});
    } else if (field != "×") {
      append_utf8(read.text, static_cast<char32_t>(std::stoul(field, nullptr, 16)));
    }
  }
  if (!read.segments.empty()) read.segments.pop_back();
  return read;
}

/// The file has no notion of "holds a letter or a digit", so only that is compared: each of our words is one of its
/// segments. ICU leaves the colon out of words (CLDR), we the underscore (breaker.h), and no normalised text holds the
/// joiner of rule 3.3.
TEST(Breaker, KeepsTheUnicodeConsortiumsWordBreakTest) {
  std::ifstream file("/usr/share/unicode/auxiliary/WordBreakTest.txt");
  ASSERT_TRUE(file) << "install Debian's unicode-data (script/bootstrap does)";
  IcuBreaker icu;
  int compared = 0;
  for (std::string line; std::getline(file, line);) {
    const UnicodeCase expected = read_case(line);
    if (expected.text.empty() || expected.text.find_first_of(":_") != std::string::npos) continue;
    if (line.find("[3.3]") != std::string::npos) continue;
    std::vector<Segment> words;
    icu.run(expected.text, words);
    std::size_t next = 0;
    for (const Segment& segment : expected.segments) {
      const std::string_view text = std::string_view(expected.text).substr(segment.begin, segment.end - segment.begin);
      const bool is_word =
          text.find_first_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") != text.npos;
      if (next < words.size() && words[next] == segment) {
        ++next;
      } else {
        EXPECT_FALSE(is_word) << line;
      }
    }
    EXPECT_EQ(next, words.size()) << line;
    ++compared;
  }
  EXPECT_GT(compared, 1000);
}

}  // namespace
}  // namespace svitok::text
