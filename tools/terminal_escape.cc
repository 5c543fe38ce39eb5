#include "terminal_escape.h"

#include <array>
#include <cstdint>
#include <cstdio>

namespace tools {
namespace {

struct Character {
  std::uint32_t code = 0;
  std::size_t bytes = 1;
  bool valid = false;
};

/// Bytes that a lead byte announces; 0 for a byte that leads nothing.
std::size_t announced_length(unsigned char lead) {
  if (lead < 0x80U) return 1;
  if (lead >= 0xC2U && lead < 0xE0U) return 2;
  if (lead >= 0xE0U && lead < 0xF0U) return 3;
  return lead >= 0xF0U && lead < 0xF5U ? 4 : 0;
}

/// The character at the start of a non-empty text. Overlong forms, surrogates and codes past U+10FFFF are not valid.
Character first_character(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text[0]);
  const std::size_t length = announced_length(lead);
  if (length == 0 || length > text.size()) return {};
  if (length == 1) return {.code = lead, .bytes = 1, .valid = true};
  std::uint32_t code = lead & (0x7FU >> length);
  for (std::size_t i = 1; i < length; ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if ((byte & 0xC0U) != 0x80U) return {};
    code = (code << 6U) | (byte & 0x3FU);
  }
  static constexpr std::array<std::uint32_t, 5> kSmallest = {0, 0, 0x80, 0x800, 0x10000};
  if (code < kSmallest[length] || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000)) return {};
  return {.code = code, .bytes = length, .valid = true};
}

struct CodeRange {
  std::uint32_t first;
  std::uint32_t last;
};

/// Characters that are seen by what they do to the text around them (UAX #9 and the line separators).
constexpr std::array<CodeRange, 9> kInvisible = {{{0x00, 0x1F},
                                                  {0x7F, 0x9F},
                                                  {0x061C, 0x061C},
                                                  {0x200E, 0x200F},
                                                  {0x2028, 0x202E},
                                                  {0x2066, 0x2069},
                                                  {0xFEFF, 0xFEFF},
                                                  {0xFFF9, 0xFFFB},
                                                  {0xE0000, 0xE007F}}};

bool is_unsafe(std::uint32_t code) {
  for (const CodeRange& range : kInvisible) {
    if (code >= range.first && code <= range.last) return true;
  }
  return false;
}

void append_escape(std::string& out, const Character& character, std::string_view bytes) {
  std::array<char, 16> escape{};
  if (character.valid && character.code >= 0x80) {
    std::snprintf(escape.data(), escape.size(), "\\u{%04X}", character.code);
    out += escape.data();
    return;
  }
  for (const char byte : bytes) {
    std::snprintf(escape.data(), escape.size(), "\\x%02X", static_cast<unsigned>(static_cast<unsigned char>(byte)));
    out += escape.data();
  }
}

bool is_blank(char byte) { return byte == ' ' || (byte >= '\t' && byte <= '\r'); }

}  // namespace

std::string escape_for_terminal(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const Character character = first_character(text);
    const std::string_view bytes = text.substr(0, character.bytes);
    if (character.valid && !is_unsafe(character.code)) {
      out += bytes;
    } else {
      append_escape(out, character, bytes);
    }
    text.remove_prefix(character.bytes);
  }
  return out;
}

std::string escape_lines_for_terminal(std::string_view text) {
  std::string out;
  for (;;) {
    const std::size_t end = text.find('\n');
    out += escape_for_terminal(text.substr(0, end));
    if (end == std::string_view::npos) return out;
    out += '\n';
    text.remove_prefix(end + 1);
  }
}

std::string escape_line_for_terminal(std::string_view text) {
  std::string line;
  line.reserve(text.size());
  for (const char byte : text) {
    if (!is_blank(byte)) {
      line += byte;
    } else if (line.empty() || line.back() != ' ') {
      line += ' ';
    }
  }
  return escape_for_terminal(line);
}

}  // namespace tools
