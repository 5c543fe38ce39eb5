// Which words meet: every form of a word shares a key with every other, and with nothing else in its row.
#include <gtest/gtest.h>

#include <algorithm>

#include "unit/text/analyzer_testing.h"

namespace svitok::text {
namespace {

bool meet(Analyzer& analyzer, const char* left, const char* right) {
  const std::vector<SeenToken> a = analyze(analyzer, left);
  const std::vector<SeenToken> b = analyze(analyzer, right);
  return a.size() == 1 && b.size() == 1 &&
         std::find_first_of(a[0].keys.begin(), a[0].keys.end(), b[0].keys.begin(), b[0].keys.end()) != a[0].keys.end();
}

TEST(Keys, FormsOfAWordMeet) {
  const std::vector<std::vector<const char*>> rows = {
      {"министр", "министра", "министры", "министров", "МИНИСТРАМИ"},
      {"человек", "люди", "людей"},
      {"идти", "шел", "шёл", "шла", "идёт"},
      {"Силуанов", "Силуанова", "Силуанову", "Силуановым", "Силуанове"},
      {"встреча", "встречи", "встречей"},
      {"child", "children", "Children’s"},
      {"go", "went", "gone", "going"},
      {"meeting", "meetings", "meet"},
      {"слово", "сло\u00ADво", "сло\u0301во", "Cлово"},  // the last with a Latin C
  };
  Analyzer analyzer;
  for (const auto& row : rows) {
    for (const char* left : row) {
      for (const char* right : row) EXPECT_TRUE(meet(analyzer, left, right)) << left << ' ' << right;
    }
  }
}

TEST(Keys, DifferentWordsDoNotMeet) {
  const std::vector<std::pair<const char*, const char*>> pairs = {{"йод", "иод"}, {"кот", "код"}, {"C++", "C"},
                                                                  {"C#", "C++"},  {"cat", "car"}, {"мир", "mir"}};
  Analyzer analyzer;
  for (const auto& [left, right] : pairs) {
    EXPECT_FALSE(meet(analyzer, left, right)) << left << ' ' << right;
  }
}

/// Where Snowball alone, or the stem of every lemma, makes strangers one.
TEST(Keys, StemsDoNotUniteStrangers) {
  const std::pair<const char*, const char*> pairs[] = {
      {"дать", "дата"}, {"даёт", "даты"},       {"полем", "пола"},   {"могли", "моча"},    {"Петров", "Пётр"},
      {"был", "быт"},   {"странный", "страна"}, {"статья", "стать"}, {"следующий", "след"}};
  Analyzer analyzer;
  for (const auto& [left, right] : pairs) EXPECT_FALSE(meet(analyzer, left, right)) << left << ' ' << right;
}

TEST(Keys, DerivedWordsMeet) {
  const std::pair<const char*, const char*> pairs[] = {{"экономический", "экономически"},
                                                       {"международные", "международно"}};
  Analyzer analyzer;
  for (const auto& [left, right] : pairs) EXPECT_TRUE(meet(analyzer, left, right)) << left << ' ' << right;
}

TEST(Keys, AWordKnowsItsScriptAndWhetherItIsAFunctionWord) {
  struct Case {
    const char* text;
    Script script;
    bool stop;
  };
  constexpr Case kCases[] = {
      {"и", Script::kCyrillic, true},      {"её", Script::kCyrillic, true},   {"The", Script::kLatin, true},
      {"don't", Script::kLatin, true},     {"we'll", Script::kLatin, true},   {"U.S.", Script::kLatin, false},
      {"May", Script::kLatin, false},      {"мир", Script::kCyrillic, false}, {"74 000", Script::kNumber, false},
      {"3,14", Script::kNumber, false},    {"日", Script::kOther, false},     {"covid19", Script::kLatin, false},
      {"слово2", Script::kCyrillic, false}};
  Analyzer analyzer;
  for (const Case& c : kCases) {
    analyzer.start(c.text);
    const auto batch = analyzer.next();
    ASSERT_FALSE(batch.empty()) << c.text;
    EXPECT_EQ(batch[0].word->script(), c.script) << c.text;
    EXPECT_EQ(batch[0].word->stop(), c.stop) << c.text;
  }
}

}  // namespace
}  // namespace svitok::text
