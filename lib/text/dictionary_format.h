// The file of a lemma dictionary: what its compiler (lib/text/dictionary) writes and Dictionary reads.
//
// A base::OutputFile of kind kDictionaryKind whose payload is, little-endian and aligned to 4 bytes:
//   header     DictionaryHeader
//   words      an automaton over word forms, read from the first letter on
//   endings    an automaton over the ends of words, read from the last letter back; for words that `words` lacks
//   analyses   byte strings, each a list of lemmas, the likeliest first:
//              count (u8), then for each: letters to cut off the end (u8), length (u8) and bytes of what to put there
//
// An automaton is an array of u32. A node, named by its index, is
//   letters    bit i is set if there is an arc for letter i
//   value      bit 31: there is an arc for the hyphen, after all others. Bits 0..30: 0, or 1 + the offset in `analyses`
//              of what holds for the letters read so far
//   targets    one node a set bit, in order of the bits
// Letters are numbered by the alphabet: а..я without ё (32), or a..z (26).
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace svitok::text {

inline constexpr std::string_view kDictionaryKind = "svlemmas";
inline constexpr std::uint32_t kDictionaryVersion = 1;

enum class Alphabet : std::uint32_t { kLatin = 0, kRussian = 1 };

struct DictionaryHeader {
  std::uint32_t alphabet;
  std::uint32_t words_root;     ///< Index of a node in `words`, in u32s from its beginning.
  std::uint32_t words_size;     ///< In u32s.
  std::uint32_t endings_root;   ///< Likewise in `endings`.
  std::uint32_t endings_size;   ///< In u32s; 0 if there are none.
  std::uint32_t analyses_size;  ///< In bytes.
};

inline constexpr std::uint32_t kHyphenArc = std::uint32_t{1} << 31U;
inline constexpr std::uint8_t kHyphenLetter = 32;
inline constexpr std::size_t kMaxLetters = 63;

/// The letters of a word by their numbers. Fixed size: a word longer than kMaxLetters is in no dictionary.
struct Letters {
  std::array<std::uint8_t, kMaxLetters> at;
  std::size_t size = 0;
  bool valid = true;  ///< False: a character outside the alphabet, or too long.
};

/// `word` in UTF-8; any bytes.
inline Letters spell(std::string_view word, Alphabet alphabet) {
  Letters letters;
  const std::size_t width = alphabet == Alphabet::kRussian ? 2 : 1;
  for (std::size_t i = 0; i < word.size();) {
    const auto lead = static_cast<unsigned char>(word[i]);
    const auto trail = i + 1 < word.size() ? static_cast<unsigned char>(word[i + 1]) : static_cast<unsigned char>(0);
    unsigned letter = 0xff;
    if (lead == '-') {
      letter = kHyphenLetter;
    } else if (width == 1) {
      letter = lead >= 'a' && lead <= 'z' ? lead - 'a' : 0xffU;
    } else if (lead == 0xd0 && trail >= 0xb0 && trail <= 0xbf) {
      letter = trail - 0xb0U;
    } else if (lead == 0xd1 && trail >= 0x80 && trail <= 0x8f) {
      letter = trail - 0x80U + 16U;
    }
    letters.valid = letter != 0xff && letters.size < kMaxLetters;
    if (!letters.valid) return letters;
    letters.at[letters.size++] = static_cast<std::uint8_t>(letter);
    i += lead == '-' ? 1 : width;
  }
  return letters;
}

/// The bytes that the last `count` letters of `word` take, once spell() has found it valid; more than it has if it has
/// fewer letters.
inline std::size_t bytes_of_last(std::string_view word, std::size_t count, Alphabet alphabet) {
  if (alphabet == Alphabet::kLatin) return count;
  std::size_t bytes = 0;
  for (; count != 0 && bytes < word.size(); --count) bytes += word[word.size() - bytes - 1] == '-' ? 1 : 2;
  return bytes + count;
}

}  // namespace svitok::text
