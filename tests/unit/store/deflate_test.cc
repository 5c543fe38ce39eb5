// What is packed comes back, whatever it is, and nothing else is taken for it. Built twice: as the library packs here,
// and as it does where there is no ISA-L.
#include "store/deflate.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <string_view>

namespace svitok::store {
namespace {

/// Both parts, on the heap without room to spare, so that AddressSanitizer sees a read past them.
struct Kept {
  std::string codes;
  std::string rest;
  explicit Kept(const Packed& packed) : codes(packed.codes), rest(packed.rest) {}

  [[nodiscard]] std::size_t size() const { return codes.size() + rest.size(); }
  [[nodiscard]] Packed view() const { return {codes, rest}; }
};

bool comes_back(const Packed& packed, std::string_view raw) {
  std::string out(raw.size(), '\x55');
  return decompress(packed, out.data(), out.size()) && out == raw;
}

/// Words of letters from `first` on.
std::string words(std::mt19937& random, std::size_t bytes, unsigned char first) {
  std::string text;
  while (text.size() < bytes) {
    for (std::size_t length = 1 + random() % 6; length > 0; --length) {
      text += static_cast<char>(first + std::min(random() % 24U, random() % 24U));
    }
    text += ' ';
  }
  text.resize(bytes);
  return text;
}

std::string noise(std::mt19937& random, std::size_t bytes) {
  std::string text(bytes, ' ');
  for (char& byte : text) byte = static_cast<char>(random());
  return text;
}

TEST(DeflateTest, GivesBackAnyBytes) {
  const unsigned seed = std::random_device()();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  Compressor compressor;
  for (int round = 0; round < 600; ++round) {
    const std::size_t bytes = round % 50 == 0 ? random() % 500000 : 1 + random() % 9000;
    std::string raw;
    switch (random() % 4) {
      case 0:
        raw = noise(random, bytes);
        break;
      case 1:
        raw = std::string(bytes, static_cast<char>(random()));
        break;
      case 2:
        raw = words(random, bytes, 'a');
        break;
      default:
        raw = words(random, bytes, 0xB0);
        break;
    }
    ASSERT_TRUE(comes_back(Kept(compressor.compress(raw)).view(), raw)) << round << ", " << bytes << " bytes";
    if (round % 7 == 0) compressor.shrink();
  }
}

TEST(DeflateTest, WhatCannotBePackedGrowsByLittle) {
  std::mt19937 random(3);
  Compressor compressor;
  (void)compressor.compress(words(random, 8000, 'a'));
  for (const std::size_t bytes : {1U, 100U, 8000U, 65535U, 65536U, 1000000U}) {
    const std::string raw = noise(random, bytes);
    const Kept packed(compressor.compress(raw));
    EXPECT_LE(packed.size(), bytes + 16 + bytes / 2000) << bytes;
    EXPECT_TRUE(comes_back(packed.view(), raw)) << bytes;
  }
}

TEST(DeflateTest, LikeBlocksBeginWithTheSameCodes) {
  std::mt19937 random(4);
  Compressor compressor;
  const Kept first(compressor.compress(words(random, 8000, 'a')));
  for (int i = 0; i < 20; ++i) EXPECT_EQ(compressor.compress(words(random, 8000, 'a')).codes, first.codes);
}

TEST(DeflateTest, CodesFollowTheText) {
  std::mt19937 random(5);
  Compressor used;
  for (int i = 0; i < 1000; ++i) (void)used.compress(words(random, 8000, 'a'));
  for (int i = 0; i < 1000; ++i) (void)used.compress(words(random, 8000, 0xB0));
  const std::string raw = words(random, 8000, 0xB0);
  EXPECT_LT(Kept(used.compress(raw)).size(), Kept(Compressor().compress(raw)).size() * 21 / 20);
}

TEST(DeflateTest, RefusesWhatIsNotWhole) {
  std::mt19937 random(6);
  Compressor compressor;
  const std::string raw = words(random, 3000, 'a');
  const Kept packed(compressor.compress(raw));
  std::string out(raw.size() + 1, ' ');
  const auto is_taken = [&](const Packed& part, std::size_t raw_bytes) {
    return decompress(part, out.data(), raw_bytes);
  };
  EXPECT_TRUE(is_taken(packed.view(), raw.size()));
  EXPECT_FALSE(is_taken(packed.view(), raw.size() - 1));
  EXPECT_FALSE(is_taken(packed.view(), raw.size() + 1));
  EXPECT_FALSE(is_taken({packed.codes, packed.rest + "x"}, raw.size()));
  for (std::size_t size = 0; size < packed.rest.size(); size += 7) {
    EXPECT_FALSE(is_taken({packed.codes, std::string_view(packed.rest).substr(0, size)}, raw.size())) << size;
  }
  EXPECT_FALSE(is_taken({}, 0));
}

TEST(DeflateTest, AnyOtherBytesAreRefusedOrHarmless) {
  const unsigned seed = std::random_device()();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  Compressor compressor;
  const std::string raw = words(random, 3000, 'a');
  const Kept good(compressor.compress(raw));
  int refused = 0;
  for (int round = 0; round < 3000; ++round) {
    Kept bad = good;
    for (std::size_t i = random() % 3 + 1; i > 0; --i)
      bad.rest[random() % bad.rest.size()] = static_cast<char>(random());
    if (!bad.codes.empty() && round % 2 == 0) bad.codes[random() % bad.codes.size()] = static_cast<char>(random());
    refused += comes_back(bad.view(), raw) ? 0 : 1;
  }
  EXPECT_GT(refused, 2900);
}

}  // namespace
}  // namespace svitok::store
