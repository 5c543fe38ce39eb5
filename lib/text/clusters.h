// Text to clusters: the stretches between white space (and quotation marks, dashes) in which every rule about tokens
// works, save numbers grouped by spaces. This is the inner loop of the analyser.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace svitok::text {

/// ASCII punctuation that is no part of a token at a cluster's start, and at its end (not + and #: C++, C#).
extern const std::array<bool, 256> kTrimmedBefore;
extern const std::array<bool, 256> kTrimmedAfter;

struct NextCharacter {
  std::uint32_t size;
  bool separates;  ///< White space, control characters, quotation marks, dashes.
};

/// The character at `at`; a byte that is no part of well-formed UTF-8 is one that does not separate.
[[nodiscard]] NextCharacter classify(std::string_view text, std::size_t at) noexcept;

/// A longer run without a separator is cut (analyzer.cc).
inline constexpr std::size_t kLongestRun = 1024;
inline constexpr std::size_t kLongestCharacter = 4;

/// Does nothing that begins with this byte separate? True of ASCII above the space, of D0 and D1 (Cyrillic), and of
/// the bytes that begin nothing.
[[nodiscard]] inline bool stays_inside(unsigned char byte) noexcept {
  return static_cast<unsigned char>(byte + 64U) > 96U || (byte & 0xFEU) == 0xD0U;
}

/// The first byte at or after `at` that is no separator; the size of the text if there is none.
[[nodiscard]] inline std::size_t skip_separators(std::string_view text, std::size_t at) noexcept {
  while (at < text.size()) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte <= ' ') {
      ++at;
    } else if (stays_inside(byte)) {
      break;
    } else {
      const NextCharacter next = classify(text, at);
      if (!next.separates) break;
      at += next.size;
    }
  }
  return at;
}

/// The first byte at or after `at` that does not stay inside.
[[nodiscard]] inline std::size_t skip_inside(std::string_view text, std::size_t at) noexcept {
#if defined(__SSE2__)
  const auto stops_at = [&text](std::size_t here) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + here));
    const __m128i in_range = _mm_and_si128(_mm_cmpgt_epi8(bytes, _mm_set1_epi8(-65)),  // signed: C0..FF, 00..20
                                           _mm_cmplt_epi8(bytes, _mm_set1_epi8(33)));
    const __m128i cyrillic = _mm_cmpeq_epi8(_mm_and_si128(bytes, _mm_set1_epi8(static_cast<char>(0xFE))),
                                            _mm_set1_epi8(static_cast<char>(0xD0)));
    return static_cast<unsigned>(_mm_movemask_epi8(_mm_andnot_si128(cyrillic, in_range)));
  };
  // 32 at once, in which nearly every word ends: whether it ends in 16 cannot be guessed.
  for (; at + 32 <= text.size(); at += 32) {
    const unsigned stops = stops_at(at) | stops_at(at + 16) << 16U;
    if (stops != 0) return at + static_cast<std::size_t>(__builtin_ctz(stops));
  }
#endif
  while (at < text.size() && stays_inside(static_cast<unsigned char>(text[at]))) ++at;
  return at;
}

/// Where the run that begins at `at` ends: at a separator, or after kLongestRun bytes at most, between characters.
[[nodiscard]] inline std::size_t run_end(std::string_view text, std::size_t at) noexcept {
  const std::string_view window = text.substr(0, at + kLongestRun);
  while (true) {
    at = skip_inside(window, at);
    if (at == window.size()) break;
    if (static_cast<unsigned char>(window[at]) <= ' ') return at;
    const NextCharacter next = classify(text, at);
    if (next.separates || at + next.size > window.size()) return at;
    at += next.size;
  }
  if (at == text.size()) return at;
  for (int back = 0; back < 3 && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U; ++back) --at;
  return at;
}

}  // namespace svitok::text
