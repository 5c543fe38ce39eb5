// Text to clusters: the stretches between white space (and quotation marks, dashes, brackets) in which every rule about
// tokens works, save numbers grouped by spaces. This is the inner loop of the analyser.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace svitok::text {

enum class ByteClass : unsigned char {
  kInside,     ///< ASCII that may stand in a cluster.
  kSeparator,  ///< ASCII that ends one: space, control characters, < > [ ] { } | ` ^ and the backslash.
  kCyrillic,   ///< Lead byte of U+0400..U+047F: with a continuation byte, inside.
  kOther,      ///< Has to be decoded.
};

extern const std::array<ByteClass, 256> kByteClasses;
extern const std::array<bool, 256> kTrimmedBefore;  ///< ASCII punctuation: never part of a token at a cluster's start.
extern const std::array<bool, 256> kTrimmedAfter;   ///< The same at its end: not + and # (C++, C#).

struct NextCharacter {
  std::uint32_t size;
  bool separates;  ///< White space, quotation marks, dashes, a bad byte, ...
};

/// The character at `at`, which begins with a byte of kOther or with a stray kCyrillic.
[[nodiscard]] NextCharacter classify(std::string_view text, std::size_t at) noexcept;

/// A longer run without a separator is cut (analyzer.cc).
inline constexpr std::size_t kLongestRun = 1024;

/// The first byte at or after `at` that is no separator; the size of the text if there is none.
[[nodiscard]] inline std::size_t skip_separators(std::string_view text, std::size_t at) noexcept {
  while (at < text.size()) {
    const ByteClass byte = kByteClasses[static_cast<unsigned char>(text[at])];
    if (byte == ByteClass::kSeparator) {
      ++at;
    } else if (byte != ByteClass::kOther && byte != ByteClass::kCyrillic) {
      break;
    } else {
      const NextCharacter next = classify(text, at);
      if (!next.separates) break;
      at += next.size;
    }
  }
  return at;
}

/// Where the run that begins at `at` ends: at a separator, or after kLongestRun bytes at most, between characters.
[[nodiscard]] inline std::size_t run_end(std::string_view text, std::size_t at) noexcept {
  const std::string_view window = text.substr(0, at + kLongestRun);
  while (at < window.size()) {
    const ByteClass byte = kByteClasses[static_cast<unsigned char>(text[at])];
    if (byte == ByteClass::kInside) {
      ++at;
    } else if (byte == ByteClass::kSeparator) {
      break;
    } else if (byte == ByteClass::kCyrillic && at + 1 < window.size() &&
               (static_cast<unsigned char>(text[at + 1]) & 0xC0U) == 0x80U) {
      at += 2;
    } else {
      const NextCharacter next = classify(text, at);
      if (next.separates || at + next.size > window.size()) break;
      at += next.size;
    }
  }
  return at;
}

}  // namespace svitok::text
