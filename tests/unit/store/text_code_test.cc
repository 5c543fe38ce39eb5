// The code of texts gives back any bytes, takes what it promises, and is the same with and without vector instructions.
#include "store/text_code.h"

#include <gtest/gtest.h>

#include <array>
#include <random>
#include <string>
#include <string_view>

namespace svitok::store {
namespace {

struct Coded {
  std::size_t size;
  std::string bytes;
};

/// The code by `encode`, with a check that it writes only where it may.
Coded coded(std::string_view text, EncodeText encode) {
  const std::string exact(text);  // On the heap, so that AddressSanitizer sees a read past it.
  std::string out(text_code_room(text.size()), '\x55');
  const std::size_t size = encode(exact, out.data());
  EXPECT_LE(size, text.size());
  return {size, out.substr(0, size)};
}

/// Checks all that holds of any text; returns its code, empty where there is none.
std::string check(std::string_view text) {
  const Coded here = coded(text, text_encoders().front());
  for (const EncodeText encode : text_encoders()) {
    const Coded other = coded(text, encode);
    EXPECT_EQ(here.size, other.size);
    EXPECT_EQ(here.bytes, other.bytes);
  }
  if (here.size == 0) return {};
  EXPECT_LT(here.size, text.size());
  std::string back;
  EXPECT_EQ(decode_text(here.bytes, text.size(), back), here.size);
  EXPECT_EQ(back, text);
  EXPECT_EQ(decode_text(here.bytes + "more", text.size(), back), here.size);
  EXPECT_EQ(back, text);
  return here.bytes;
}

TEST(TextCodeTest, ACyrillicLetterTakesOneByte) {
  EXPECT_EQ(check("Ёж и Їжак"), "\x81\xB6 \xB8 \x87\xB6\xB0\xBA");
  EXPECT_EQ(check("\xD0\x80\xD1\xBF"), "\x80\xFF");  // the ends of the window
}

TEST(TextCodeTest, OtherCharactersAreSpelledOut) {
  EXPECT_EQ(check("да — да"), "\xB4\xB0 \x05 \xB4\xB0");
  EXPECT_EQ(check("слово é"), std::string("\xC1\xBB\xBE\xB2\xBE \x01é"));
  EXPECT_EQ(check("слово\t\n\r"), "\xC1\xBB\xBE\xB2\xBE\t\n\r");
  EXPECT_EQ(check(std::string("слово\0\x1F\xD0", 13)), std::string("\xC1\xBB\xBE\xB2\xBE\0\0\0\x1F\0\xD0", 11));
}

TEST(TextCodeTest, WhatWouldNotBecomeShorterIsNotCoded) {
  for (const std::string_view text : {"", "a", "plain English text, longer than one vector", "\xFF", "日本語", "été"}) {
    EXPECT_EQ(check(text), "") << text;
  }
  EXPECT_EQ(check(std::string(5000, '\xFF') + std::string(20000, ' ')), "");
}

TEST(TextCodeTest, GivesBackAnyBytes) {
  constexpr std::array<std::string_view, 16> kPieces = {
      "слово", "Ё",        "a",  " ", "english words", "—",   "«", "\xD0", "\xD1", "\x80",
      "\xBF",  "\xE2\x80", "\n", "é", "\U0001F600",    "\xC2"};
  const unsigned seed = std::random_device()();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  std::size_t coded = 0;
  for (int round = 0; round < 20000; ++round) {
    std::string text;
    // Of a few kinds of pieces, so that there are long runs of the same as well as wild mixtures.
    const std::size_t kinds = 1 + random() % kPieces.size();
    const std::size_t first = random() % kPieces.size();
    for (std::size_t pieces = random() % 40; pieces > 0; --pieces) {
      text += kPieces[(first + random() % kinds) % kPieces.size()];
      if (random() % 20 == 0) text.push_back(static_cast<char>(random()));
    }
    coded += check(text).empty() ? 0 : 1;
  }
  EXPECT_GT(coded, 5000U);
}

// Every code but the right one is refused or gives as many bytes as were asked for.
TEST(TextCodeTest, ForgedCodeIsRefusedOrHarmless) {
  const unsigned seed = std::random_device()();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  std::string out;
  int refused = 0;
  for (int round = 0; round < 20000; ++round) {
    std::string code(random() % 30, ' ');
    for (char& byte : code) byte = static_cast<char>(random() % 4 == 0 ? random() % 32 : random());
    const std::size_t size = random() % 4 == 0 ? random() : random() % 60;
    const std::size_t taken = decode_text(code, size, out);
    refused += taken == 0 ? 1 : 0;
    ASSERT_LE(taken, code.size());
    if (taken != 0) {
      ASSERT_EQ(out.size(), size);
    }
  }
  EXPECT_GT(refused, 1000);
  EXPECT_EQ(decode_text("\x81", SIZE_MAX, out), 0U);
}

}  // namespace
}  // namespace svitok::store
