#include "document/utf8.h"

#include <simdjson.h>

namespace svitok::document {

namespace {

unsigned byte_at(std::string_view text, std::size_t position) {
  return position < text.size() ? static_cast<unsigned char>(text[position]) : 0;
}

bool is_continuation(unsigned byte) { return (byte & 0xC0U) == 0x80U; }

std::size_t length_of_lead(unsigned lead) {
  if (lead >= 0xC2 && lead <= 0xDF) return 2;
  if (lead >= 0xE0 && lead <= 0xEF) return 3;
  if (lead >= 0xF0 && lead <= 0xF4) return 4;
  return 0;
}

// Shortest form only, no surrogates, nothing beyond U+10FFFF (RFC 3629).
bool is_scalar(char32_t value, std::size_t length) {
  constexpr char32_t kSmallest[] = {0, 0, 0x80, 0x800, 0x10000};
  return value >= kSmallest[length] && value <= 0x10FFFF && !(value >= 0xD800 && value <= 0xDFFF);
}

constexpr std::string_view kBlanks[] = {" ", "\t", "\n", "\r", "\v", "\f", "\u00a0", "\ufeff"};

}  // namespace

CodePoint decode_at(std::string_view text, std::size_t position) {
  const unsigned lead = byte_at(text, position);
  if (lead < 0x80) return {lead, 1, true};
  const std::size_t length = length_of_lead(lead);
  char32_t value = lead & (0x7FU >> length);
  for (std::size_t i = 1; i < length; ++i) {
    const unsigned next = byte_at(text, position + i);
    if (!is_continuation(next)) return {0xFFFD, 1, false};
    value = (value << 6U) | (next & 0x3FU);
  }
  if (length == 0 || !is_scalar(value, length)) return {0xFFFD, 1, false};
  return {value, length, true};
}

bool is_valid_utf8(std::string_view text) { return simdjson::validate_utf8(text.data(), text.size()); }

Utf8Census take_census(std::string_view text) {
  Utf8Census census;
  for (std::size_t position = 0; position < text.size();) {
    const CodePoint step = decode_at(text, position);
    if (!step.valid) {
      if (census.invalid++ == 0) census.first_invalid = position;
    } else if (step.length > 1) {
      ++census.multibyte;
    }
    position += step.length;
  }
  return census;
}

std::string_view prefix_of(std::string_view text, std::size_t limit) {
  if (text.size() <= limit) return text;
  while (limit > 0 && is_continuation(byte_at(text, limit))) --limit;
  return text.substr(0, limit);
}

std::string_view trim(std::string_view text) {
  for (bool again = true; again;) {
    again = false;
    for (const std::string_view blank : kBlanks) {
      if (text.starts_with(blank)) text.remove_prefix(blank.size()), again = true;
      if (text.ends_with(blank)) text.remove_suffix(blank.size()), again = true;
    }
  }
  return text;
}

}  // namespace svitok::document
