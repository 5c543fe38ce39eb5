// What holds of every text: places, positions, batches, the cache, equal keys for equal text.
#include "text/analyzer.h"

#include <gtest/gtest.h>

#include <set>

#include "text/utf8.h"
#include "unit/text/analyzer_testing.h"
#include "unit/text/random_text.h"

namespace svitok::text {
namespace {

constexpr std::uint64_t kSeed = 20260712;

const std::vector<std::string> kPieces = {
    "а",      "и",      "ё",        "Й",  "ш",   "Мир",        "a",          "B",    "c",      "o",      "X",
    "The",    "é",      "1",        "20", "74",  "000",        "0",          " ",    " ",      " ",      "\n",
    "\r\n",   "\u00A0", "\u202F",   "-",  "_",   ".",          ",",          ":",    "'",      "’",      "\"",
    "/",      "@",      "+",        "#",  "://", "%",          "«",          "»",    "—",      "\u0301", "\u0306",
    "\u00AD", "№",      "²",        "ﬁ",  "Ａ",  "日",         "ไทย",        "한",   "\u200D", "\u200B", "🎉",
    "\xFF",   "\xD0",   "\xE2\x80", "א",  "ע",   "2020-01-02", "12.03.2024", "www.", "т.е.",   "O'",     "C++"};

/// Positions count up by one; extras follow an ordinary token of their position; places lie on characters of the text.
void expect_sound(std::string_view text, const std::vector<SeenToken>& tokens) {
  std::uint32_t next = 0;
  std::uint32_t last_begin = 0;
  for (const SeenToken& token : tokens) {
    if (token.extra) {
      ASSERT_GT(next, 0U);
      ASSERT_EQ(token.position, next - 1);
    } else {
      ASSERT_EQ(token.position, next++);
      ASSERT_GE(token.begin, last_begin);
      last_begin = token.begin;
    }
    ASSERT_LT(token.begin, token.end);
    ASSERT_LE(token.end, text.size());
    std::size_t at = token.begin;
    ASSERT_TRUE(decode(text, at).valid) << token.surface << " at " << at << ".." << token.end << token.extra;
    while (at < token.end) at += decode(text, at).size;
    ASSERT_EQ(at, token.end);
    ASSERT_FALSE(token.surface.empty());
    ASSERT_LE(token.surface.size(), 240U);
    ASSERT_GE(token.keys.size(), 1U);
    ASSERT_LE(token.keys.size(), 8U);
    ASSERT_EQ(std::set<std::string>(token.keys.begin(), token.keys.end()).size(), token.keys.size());
    for (const std::string& key : token.keys) {
      ASSERT_GE(key.size(), 1U);
      ASSERT_LE(key.size(), 240U);
    }
  }
}

TEST(Analyzer, EveryTokenOfAnyTextHasItsPlaceAndPosition) {
  SCOPED_TRACE(kSeed);
  RandomText random(kSeed);
  Analyzer analyzer;
  for (int i = 0; i < 8'000; ++i) {
    const std::string text = i % 4 == 0 ? random.bytes(random.below(300)) : random.joined(kPieces, 60);
    ASSERT_NO_FATAL_FAILURE(expect_sound(text, analyze(analyzer, text))) << text;
  }
}

TEST(Analyzer, AnEmptiedCacheChangesNothingButTheGeneration) {
  SCOPED_TRACE(kSeed);
  RandomText random(kSeed);
  Analyzer forgetful(AnalyzerOptions{.cache_bytes = 0, .word_bytes = 1});
  Analyzer analyzer;
  for (int i = 0; i < 100; ++i) {
    const std::string text = random.joined(kPieces, 3'000);
    ASSERT_EQ(analyze(forgetful, text), analyze(analyzer, text)) << text;
  }
  EXPECT_EQ(analyzer.generation(), 0U);
  EXPECT_GT(forgetful.generation(), 100U);
}

TEST(Analyzer, IdsAloneAreThoseOfTheTokens) {
  SCOPED_TRACE(kSeed);
  RandomText random(kSeed);
  Analyzer analyzer(AnalyzerOptions{.cache_bytes = 0, .word_bytes = 0});
  for (int i = 0; i < 300; ++i) {
    const std::string text = random.joined(kPieces, 3'000);
    if (i % 50 == 49) analyzer.forget_words();
    std::vector<std::pair<std::string, bool>> surfaces;
    analyzer.start(text);
    for (auto ids = analyzer.next_ids(); !ids.empty(); ids = analyzer.next_ids()) {
      for (const std::uint32_t id : ids) {
        const std::uint32_t word = id & ~Analyzer::kExtraId;
        ASSERT_LT(word, analyzer.words());
        surfaces.emplace_back(analyzer.word(word).surface(), word != id);
      }
    }
    std::vector<std::pair<std::string, bool>> expected;
    for (const SeenToken& token : analyze(text)) expected.emplace_back(token.surface, token.extra);
    ASSERT_EQ(surfaces, expected) << text;
  }
  EXPECT_EQ(analyzer.generation(), 6U);
}

TEST(Analyzer, ALongTextHasTheTokensOfItsParts) {
  SCOPED_TRACE(kSeed);
  RandomText random(kSeed);
  std::string whole;
  std::vector<SeenToken> parts;
  for (int i = 0; i < 1'000; ++i) {
    const std::string part = random.joined(kPieces, 20) + "\n";
    const auto position = parts.empty() ? 0 : parts.back().position + 1;
    for (SeenToken token : analyze(part)) {
      token.begin += static_cast<std::uint32_t>(whole.size());
      token.end += static_cast<std::uint32_t>(whole.size());
      token.position += position;
      parts.push_back(token);
    }
    whole += part;
  }
  EXPECT_EQ(analyze(whole), parts);
}

TEST(Analyzer, WordIdsAreDenseAndEqualForEqualSurfaces) {
  Analyzer analyzer;
  analyzer.start("Мир мир МИР, world World мир");
  std::vector<std::uint32_t> ids;
  for (const Token& token : analyzer.next()) ids.push_back(token.word->id());
  EXPECT_EQ(ids, (std::vector<std::uint32_t>{0, 0, 0, 1, 1, 0}));
  EXPECT_TRUE(analyzer.next().empty());
}

/// Spells the same letters another way each time.
std::string respelled(std::string_view text, RandomText& random) {
  std::string other;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = decode(text, at);
    const std::string_view letter = text.substr(at, c.size);
    at += c.size;
    if (letter == "й" && random.below(2) == 0) {
      other += "и\u0306";
    } else if (letter == "ё" && random.below(2) == 0) {
      other += random.below(2) == 0 ? "е\u0308" : "е";
    } else if (letter == "é" && random.below(2) == 0) {
      other += random.below(2) == 0 ? "e\u0301" : "e";
    } else if (letter == "\n" && random.below(2) == 0) {
      other += "\r\n";
    } else {
      other += letter;
    }
    if (std::string_view("аоуиея").find(letter) != std::string_view::npos && random.below(4) == 0) other += "\u0301";
    if (c.value > 0x7FU && random.below(4) == 0) other += random.below(2) == 0 ? "\u00AD" : "\u200D";
  }
  return other;
}

/// Both mark the same letters, with all their combining marks.
void expect_same_letters(std::string_view text, const std::vector<SeenToken>& tokens, std::string_view other,
                         const std::vector<SeenToken>& others) {
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const std::string_view marked = other.substr(others[i].begin, others[i].end - others[i].begin);
    ASSERT_EQ(normalize(text.substr(tokens[i].begin, tokens[i].end - tokens[i].begin)), normalize(marked));
    for (const std::string_view mark : {"\u0301", "\u0306", "\u0308"}) {
      ASSERT_FALSE(other.substr(others[i].end).starts_with(mark)) << "a mark is left out after " << marked;
      ASSERT_FALSE(marked.starts_with(mark));
    }
  }
}

TEST(Analyzer, SpellingsOfTheSameTextHaveTheSameKeys) {
  SCOPED_TRACE(kSeed);
  const std::vector<std::string> letters = {"й", "ё", "é", "а",  "о",  "у", "ж",  "т", "н", "p", "r",   "s",
                                            " ", " ", "-", "\n", ", ", "1", "20", ".", "'", "5", "кое", "мир"};
  RandomText random(kSeed);
  Analyzer analyzer;
  for (int i = 0; i < 8'000; ++i) {
    const std::string text = random.joined(letters, 40);
    const std::string other = respelled(text, random);
    const std::vector<SeenToken> tokens = analyze(analyzer, text);
    const std::vector<SeenToken> others = analyze(analyzer, other);
    ASSERT_EQ(keys_of(tokens), keys_of(others)) << text << '\n' << other;
    ASSERT_NO_FATAL_FAILURE(expect_same_letters(text, tokens, other, others)) << text << '\n' << other;
  }
}

TEST(Analyzer, AWordWithoutEndIsCutIntoKeysOfBoundedSize) {
  for (const std::string letter : {"ы", "x", "7", "日", "\u0301", "x\u0301", "'", "a.", "a-", "@", "a@b.c"}) {
    std::string text;
    while (text.size() < 200'000) text += letter;
    const std::vector<SeenToken> tokens = analyze(text);
    ASSERT_NO_FATAL_FAILURE(expect_sound(text, tokens)) << letter;
    EXPECT_EQ(tokens, analyze(text));
  }
}

TEST(Normalize, KeepsWhatSeparatesAndFoldsTheRest) {
  EXPECT_EQ(normalize("Ёлка, Йод и\u0306 №5 за\u0301мок"), "елка, йод й  5 замок");
  EXPECT_EQ(normalize("CAFÉ\u00AD"), "cafe");
  EXPECT_EQ(normalize("a\xFF z"), "a\uFFFD z");
  EXPECT_EQ(normalize(""), "");
}

TEST(GuessLanguage, GoesByTheLetters) {
  EXPECT_EQ(guess_language("Встреча министров (OSCE)"), "ru");
  EXPECT_EQ(guess_language("A meeting of ministers, or встреча"), "en");
  EXPECT_EQ(guess_language("2020-06-09 …"), "");
  EXPECT_EQ(guess_language(""), "");
}

}  // namespace
}  // namespace svitok::text
