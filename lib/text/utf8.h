// One code point at a time, from any bytes; classes of ASCII. For the inner loops of this folder.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace svitok::text {

struct CodePoint {
  char32_t value;      ///< U+FFFD for a byte that is not part of well-formed UTF-8.
  std::uint32_t size;  ///< Bytes taken: 1 for such a byte.
  bool valid;
};

[[nodiscard]] inline bool is_continuation(unsigned char byte) noexcept { return (byte & 0xC0U) == 0x80U; }

/// The code point at `at` (RFC 3629: no surrogates, nothing overlong, nothing above U+10FFFF). REQUIRES: at < size.
[[nodiscard]] inline CodePoint decode(std::string_view text, std::size_t at) noexcept {
  constexpr CodePoint kBad{0xFFFD, 1, false};
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
  const std::size_t left = text.size() - at;
  const unsigned char lead = byte(0);
  if (lead < 0x80U) return {lead, 1, true};
  const auto tail = [&](std::size_t i) { return char32_t{byte(i)} & 0x3FU; };
  if (lead < 0xC2U || lead > 0xF4U || left < 2 || !is_continuation(byte(1))) return kBad;
  if (lead < 0xE0U) return {((lead & 0x1FU) << 6U) | tail(1), 2, true};
  if (left < 3 || !is_continuation(byte(2))) return kBad;
  if (lead < 0xF0U) {
    const char32_t value = ((lead & 0x0FU) << 12U) | (tail(1) << 6U) | tail(2);
    return value < 0x800U || (value >= 0xD800U && value < 0xE000U) ? kBad : CodePoint{value, 3, true};
  }
  if (left < 4 || !is_continuation(byte(3))) return kBad;
  const char32_t value = ((lead & 0x07U) << 18U) | (tail(1) << 12U) | (tail(2) << 6U) | tail(3);
  return value < 0x10000U || value > 0x10FFFFU ? kBad : CodePoint{value, 4, true};
}

/// REQUIRES: `value` is a Unicode scalar value.
inline void append_utf8(std::string& out, char32_t value) {
  const auto put = [&](char32_t byte) { out.push_back(static_cast<char>(byte)); };
  if (value < 0x80U) return put(value);
  if (value < 0x800U) {
    put(0xC0U | (value >> 6U));
  } else if (value < 0x10000U) {
    put(0xE0U | (value >> 12U));
    put(0x80U | ((value >> 6U) & 0x3FU));
  } else {
    put(0xF0U | (value >> 18U));
    put(0x80U | ((value >> 12U) & 0x3FU));
    put(0x80U | ((value >> 6U) & 0x3FU));
  }
  put(0x80U | (value & 0x3FU));
}

/// The largest code point boundary of well-formed `text` that is not above `at`.
[[nodiscard]] inline std::size_t floor_boundary(std::string_view text, std::size_t at) noexcept {
  if (at >= text.size()) return text.size();
  while (at > 0 && is_continuation(static_cast<unsigned char>(text[at]))) --at;
  return at;
}

[[nodiscard]] constexpr bool is_ascii_digit(char c) noexcept { return c >= '0' && c <= '9'; }
[[nodiscard]] constexpr bool is_ascii_lower(char c) noexcept { return c >= 'a' && c <= 'z'; }

/// A set of ASCII characters. (std::string_view::find_first_of() searches its argument anew for every character.)
class AsciiSet {
 public:
  explicit constexpr AsciiSet(std::string_view members) {
    for (const char c : members) has_[static_cast<unsigned char>(c)] = true;
  }
  /// The first of its members at or after `from`; the size of the text if there is none.
  [[nodiscard]] constexpr std::size_t find_in(std::string_view text, std::size_t from = 0) const noexcept {
    while (from < text.size() && !has_[static_cast<unsigned char>(text[from])]) ++from;
    return from;
  }
  [[nodiscard]] constexpr bool is_in(std::string_view text) const noexcept { return find_in(text) != text.size(); }

 private:
  std::array<bool, 256> has_{};
};

}  // namespace svitok::text
