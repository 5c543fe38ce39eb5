#include "snippet/snippet.h"

#include <gtest/gtest.h>

#include <string>

#include "marked.h"

namespace svitok::snippet {
namespace {

std::string snippet_of(std::string_view text, const Wanted& wanted, const SnippetOptions& options = {}) {
  text::Analyzer analyzer;
  return marked(Highlighter(analyzer, wanted).snippet(text, options));
}

std::string repeated(std::string_view piece, int times) {
  std::string text;
  for (int i = 0; i < times; ++i) text += piece;
  return text;
}

TEST(Snippet, MarksWhatTheAnalyserTakesForTheSame) {
  const struct {
    std::string_view query;
    std::string_view text;
    std::string_view expected;
  } cases[] = {
      {"министр", "Переговоры министров и Министра.", "Переговоры [министров] и [Министра]."},
      {"елка", "Ёлка стоит, ёлки нет", "[Ёлка] стоит, [ёлки] нет"},
      {"talks", "He talked, they TALK; a talker", "He [talked], they [TALK]; a talker"},
      {"child", "The child's rights, every child", "The [child's] rights, every [child]"},
      {"замок", "Старый за\xCC\x81мок.", "Старый [за\xCC\x81мок]."},
      {"й", "и\xCC\x86 один", "[и\xCC\x86] один"},
      {"covid", "The COVID-19 wave", "The [COVID]-19 wave"},
      {"covid19", "The COVID-19 wave", "The [COVID-19] wave"},
      {"74000",
       "Всего 74\xC2\xA0"
       "000 штук",
       "Всего [74 000] штук"},
      {"wave", "no such word", "no such word"},
  };
  for (const auto& c : cases) EXPECT_EQ(snippet_of(c.text, wanted_of(c.query)), c.expected) << c.query;
}

TEST(Snippet, NeighboursAreMarkedApartAndTouchingOnesAsOne) {
  EXPECT_EQ(snippet_of("a red green blue", wanted_of("red green")), "a [red] [green] blue");
  EXPECT_EQ(snippet_of("5 10км 7", wanted_of("10 км 10км")), "5 [10км] 7");
}

TEST(Snippet, WhiteSpaceAndControlsBecomeSingleBlanks) {
  EXPECT_EQ(snippet_of("\n\n one \t\r\n\x01 two\xC2\xA0\xE2\x80\xA8three \n", wanted_of("two")), "one [two] three");
}

TEST(Snippet, InvalidBytesBecomeReplacementCharacters) {
  EXPECT_EQ(snippet_of("\xFF one \xD0 two \xE2\x80", wanted_of("two")), "\uFFFD one \uFFFD [two] \uFFFD\uFFFD");
}

TEST(Snippet, SurfacesMatchLetterByLetterAndPrefixesFromTheFront) {
  Wanted exact;
  exact.surfaces = {"столы"};
  EXPECT_EQ(snippet_of("стол столы Столы столов", exact), "стол [столы] [Столы] столов");
  Wanted prefix;
  prefix.prefixes = {"мини"};
  EXPECT_EQ(snippet_of("Министр, минимум, мимо", prefix), "[Министр], [минимум], мимо");
}

TEST(Snippet, WithoutAMatchTheTextIsShownFromItsBeginning) {
  const std::string text = repeated("word ", 200);
  EXPECT_EQ(snippet_of(text, {}, {.chars = 22}), "word word word word");
  EXPECT_EQ(snippet_of(text, wanted_of("absent"), {.chars = 22}), "word word word word");
  EXPECT_EQ(snippet_of("", wanted_of("absent")), "");
  EXPECT_EQ(snippet_of(" \n ", {}), "");
}

TEST(Snippet, ThePassageIsTheOneWithMostOfWhatWasAsked) {
  const std::string filler = repeated("filler ", 100);
  const std::string text = "apple apple apple " + filler + "apple pear " + filler + "pear";
  EXPECT_EQ(snippet_of(text, wanted_of("apple pear"), {.chars = 30}), "[apple] [pear] filler filler");
}

TEST(Snippet, ARareWordOutweighsSeveralFrequentOnes) {
  const std::string filler = repeated("filler ", 100);
  Wanted wanted = wanted_of("red green zebra");
  ASSERT_EQ(wanted.keys.size(), 3U);
  wanted.keys[2].weight = 5.0;
  EXPECT_EQ(snippet_of("red green " + filler + "a zebra", wanted, {.chars = 12, .passages = 1}), "a [zebra]");
}

TEST(Snippet, OfEqualPassagesTheFirstIsShown) {
  const std::string filler = repeated("filler ", 100);
  EXPECT_EQ(snippet_of("one apple here " + filler + "two apple there", wanted_of("apple"), {.chars = 16}),
            "one [apple] here");
}

TEST(Snippet, TwoPassagesAreShownWhenOneCannotHoldEverything) {
  const std::string filler = repeated("filler ", 100);
  const std::string text = "First apple. " + filler + "Enough. Then a pear. " + filler;
  EXPECT_EQ(snippet_of(text, wanted_of("apple pear"), {.chars = 30}), "First [apple]. … Then a [pear].");
  EXPECT_EQ(snippet_of(text, wanted_of("apple pear"), {.chars = 30, .passages = 1}).find(" … "), std::string::npos);
}

TEST(Snippet, ThePassageBeginsWithTheSentenceOfItsMatch) {
  const std::string text =
      repeated("Nothing stands here. ", 50) + "Here stands a gem in the text. " + repeated("And nothing here. ", 50);
  const std::string snippet = snippet_of(text, wanted_of("gem"), {.chars = 60});
  EXPECT_TRUE(snippet.starts_with("Here stands a [gem] in the text.")) << snippet;
}

TEST(Snippet, AMatchNearTheEndShowsMoreOfWhatStandsBefore) {
  const std::string text = repeated("filler ", 100) + "gem";
  EXPECT_EQ(snippet_of(text, wanted_of("gem"), {.chars = 20}), "filler filler [gem]");
}

TEST(Snippet, AWordLongerThanThePassageIsCut) {
  const std::string word = repeated("ж", 100);
  const std::string snippet = snippet_of(word, wanted_of(word), {.chars = 10});
  EXPECT_EQ(snippet, "[" + repeated("ж", 10) + "]");
}

TEST(Snippet, OnlyTheFirstPartOfALongTextIsLookedAt) {
  const std::string text = "beginning " + repeated("filler ", 1000) + "gem";
  EXPECT_EQ(snippet_of(text, wanted_of("gem"), {.chars = 9, .scan_bytes = 1000}), "beginning");
}

TEST(Snippet, ZeroCharactersOrPassagesAskForNothingAndGetLittle) {
  EXPECT_EQ(snippet_of("some text with gem", wanted_of("gem"), {.chars = 0, .passages = 0, .scan_bytes = 0}), "");
  EXPECT_LE(snippet_of("some text with gem", wanted_of("gem"), {.chars = 0}).size(), 5U);
}

TEST(Snippet, OneHighlighterServesManyTexts) {
  text::Analyzer analyzer;
  Highlighter highlighter(analyzer, wanted_of("apple"));
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(marked(highlighter.snippet("An apple a day")), "An [apple] a day");
    EXPECT_EQ(marked(highlighter.snippet("No pear a day")), "No pear a day");
  }
}

TEST(Snippet, MarksStayRightWhenTheAnalyserEmptiesItsCache) {
  text::Analyzer analyzer({.cache_bytes = 1, .word_bytes = 1});
  Highlighter highlighter(analyzer, wanted_of("apple"));
  std::string text;
  for (int i = 0; i < 20000; ++i) text += "w" + std::to_string(i) + " ";
  const Snippet snippet = highlighter.snippet(text + "apple", {.chars = 10});
  EXPECT_EQ(marked(snippet), "[apple]");
}

}  // namespace
}  // namespace svitok::snippet
