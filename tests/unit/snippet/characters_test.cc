#include "snippet/characters.h"

#include <gtest/gtest.h>

#include <string>

namespace svitok::snippet {
namespace {

TEST(Characters, WellFormedSequencesAreOneCharacterAndOthersGoByteByByte) {
  const struct {
    std::string_view text;
    std::size_t bytes;
    bool valid;
    bool blank;
  } cases[] = {
      {"a", 1, true, false},
      {"\n", 1, true, true},
      {"\x7F", 1, true, true},
      {"щ", 2, true, false},
      {"\xC2\xA0", 2, true, true},            // no-break space
      {"\xC2\x85", 2, true, true},            // next line
      {"\xC2\xAB", 2, true, false},           // «
      {"\xE2\x80\xA8", 3, true, true},        // line separator
      {"\xE2\x80\x93", 3, true, false},       // dash
      {"\xE3\x80\x80", 3, true, true},        // ideographic space
      {"\xF0\x9F\x98\x80", 4, true, false},   // an emoji
      {"\xC0\x80", 1, false, false},          // overlong
      {"\xE0\x9F\x80", 1, false, false},      // overlong
      {"\xED\xA0\x80", 1, false, false},      // surrogate
      {"\xF4\x90\x80\x80", 1, false, false},  // beyond U+10FFFF
      {"\xE2\x80", 1, false, false},          // cut short
      {"\x80", 1, false, false},              // stray
      {"\xFF", 1, false, false},
  };
  for (const auto& c : cases) {
    const Character character = character_at(c.text, 0);
    EXPECT_EQ(character.bytes, c.bytes) << testing::PrintToString(c.text);
    EXPECT_EQ(character.valid, c.valid) << testing::PrintToString(c.text);
    EXPECT_EQ(character.blank, c.blank) << testing::PrintToString(c.text);
  }
}

TEST(Characters, StepsCountWhatIsSeen) {
  const std::string text = "щи  \n\t да каша";
  EXPECT_EQ(count_characters(text, 0, text.size()), 10U);
  EXPECT_EQ(text.substr(forward(text, 0, 3)), "да каша");
  EXPECT_EQ(text.substr(backward(text, text.size(), 5)), " каша");
  EXPECT_EQ(forward(text, 0, 1000), text.size());
  EXPECT_EQ(backward(text, text.size(), 1000), 0U);
}

TEST(Characters, AStepForwardKeepsALetterWithItsMarks) {
  const std::string text = "за\xCC\x81мок";
  EXPECT_EQ(text.substr(forward(text, 0, 2)), "мок");
}

TEST(Characters, SentencesBeginAfterPunctuationAndBlankLines) {
  const std::string text = "One. Two (three!) Four\nfive\n\nsix… «Seven?» Eight v1.5 nine";
  const struct {
    std::string_view word;
    bool begins;
  } cases[] = {{"One", true},    {"Two", true},   {"(three", false}, {"Four", true},    {"five", false}, {"six", true},
               {"«Seven", true}, {"Eight", true}, {"v1.5", false},   {"5 nine", false}, {"nine", false}};
  for (const auto& c : cases) EXPECT_EQ(begins_sentence(text, text.find(c.word)), c.begins) << c.word;
}

}  // namespace
}  // namespace svitok::snippet
