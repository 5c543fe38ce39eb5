// Stems are those of libstemmer's own stemmers for UTF-8.
#include "text/stemmers.h"

#include <gtest/gtest.h>
#include <libstemmer.h>

#include <array>
#include <memory>
#include <random>
#include <string>
#include <string_view>

namespace svitok::text {
namespace {

class Reference {
 public:
  explicit Reference(const char* language) : stemmer_(sb_stemmer_new(language, "UTF_8"), sb_stemmer_delete) {}
  std::string operator()(std::string_view word) {
    const sb_symbol* stem =
        sb_stemmer_stem(stemmer_.get(), reinterpret_cast<const sb_symbol*>(word.data()), static_cast<int>(word.size()));
    return {reinterpret_cast<const char*>(stem), static_cast<std::size_t>(sb_stemmer_length(stemmer_.get()))};
  }

 private:
  std::unique_ptr<sb_stemmer, void (*)(sb_stemmer*)> stemmer_;
};

TEST(Stemmers, AreThoseOfUtf8) {
  // Beginnings, and what the stemmers look for at the end.
  constexpr std::array<std::string_view, 20> kRussian = {"ст",  "о",   "л",    "пере", "вод", "нн",  "ость",
                                                         "ейш", "ать", "ывши", "сь",   "ого", "ями", "ение",
                                                         "ю",   "щ",   "ь",    "ка",   "ё",   "ї"};
  constexpr std::array<std::string_view, 20> kEnglish = {"st", "a",  "ization", "fulness", "e",   "ing", "ed",
                                                         "ly", "y",  "ation",   "ss",      "ies", "b",   "ement",
                                                         "o",  "tt", "al",      "gener",   "s",   "ive"};
  const unsigned seed = std::random_device()();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  Stemmers stemmers;
  Reference russian("russian");
  Reference english("english");
  std::size_t shorter = 0;
  for (int round = 0; round < 50000; ++round) {
    std::string word;
    for (std::size_t parts = 1 + random() % 5; parts > 0; --parts) word += kRussian[random() % kRussian.size()];
    const std::string stem(stemmers.russian(word));
    ASSERT_EQ(stem, russian(word)) << word;
    shorter += stem.size() < word.size() ? 1 : 0;
    word.clear();
    for (std::size_t parts = 1 + random() % 5; parts > 0; --parts) word += kEnglish[random() % kEnglish.size()];
    ASSERT_EQ(stemmers.english(word), english(word)) << word;
  }
  EXPECT_GT(shorter, 10000U);
}

// Every ending of three letters, because libstemmer is not asked where there is none.
TEST(Stemmers, EnglishOnesAreThoseOfUtf8WhateverTheEnding) {
  Stemmers stemmers;
  Reference english("english");
  for (const std::string_view begin : {"", "b", "ab", "creat", "commun"}) {
    for (char a = 'a'; a <= 'z'; ++a) {
      for (char b = 'a'; b <= 'z'; ++b) {
        for (char c = 'a'; c <= 'z'; ++c) {
          const std::string word = std::string(begin) + a + b + c;
          ASSERT_EQ(stemmers.english(word), english(word)) << word;
        }
      }
    }
  }
}

TEST(Stemmers, TakeTheShortestWords) {
  Stemmers stemmers;
  EXPECT_EQ(stemmers.russian("я"), "я");
  EXPECT_EQ(stemmers.russian("экономическими"), "экономическ");
  EXPECT_EQ(stemmers.english("a"), "a");
  EXPECT_EQ(stemmers.english("ministries"), "ministri");
}

}  // namespace
}  // namespace svitok::text
