#include "text/clusters.h"

#include <unicode/uchar.h>

#include "text/utf8.h"

namespace svitok::text {
namespace {

constexpr std::array<bool, 256> make_trimmed(std::string_view kept) {
  std::array<bool, 256> trimmed{};
  for (unsigned byte = '!'; byte <= 0x7FU; ++byte) {
    const auto c = static_cast<char>(byte);
    const bool letter = is_ascii_lower(static_cast<char>(byte | 0x20U));
    trimmed[byte] = !letter && !is_ascii_digit(c) && kept.find(c) == std::string_view::npos;
  }
  return trimmed;
}

/// Never part of a word, and not a reason to see its two sides together.
bool is_separator(char32_t c) {
  if (c >= 0x2000U && c <= 0x206FU) {
    return c <= 0x200BU || (c >= 0x2012U && c <= 0x2015U) || (c >= 0x201CU && c <= 0x201FU) || c == 0x2022U ||
           c == 0x2026U || c == 0x2028U || c == 0x2029U || c == 0x202FU || c == 0x2039U || c == 0x203AU || c == 0x205FU;
  }
  return c <= 0x20U || c == 0xABU || c == 0xBBU || c == 0x2116U || c == 0x2122U ||
         u_isUWhiteSpace(static_cast<UChar32>(c));
}

}  // namespace

constinit const std::array<bool, 256> kTrimmedBefore = make_trimmed("");
constinit const std::array<bool, 256> kTrimmedAfter = make_trimmed("+#");

NextCharacter classify(std::string_view text, std::size_t at) noexcept {
  const CodePoint c = decode(text, at);
  return {c.size, c.valid && is_separator(c.value)};
}

}  // namespace svitok::text
