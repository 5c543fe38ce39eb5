#include "query/characters.h"

namespace svitok::query {

namespace {

constexpr Character kInvalid{0xFFFD, 1};

bool is_continuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; }

bool is_operator(char32_t code) {
  if (code < 0x80) return std::string_view("\"()+-:=*~^\\").find(static_cast<char>(code)) != std::string_view::npos;
  return code == U'«' || code == U'»' || code == U'“' || code == U'”' || code == U'„';
}

}  // namespace

Character decode(std::string_view text, std::size_t at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  if (lead < 0x80) return {lead, 1};
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || text.size() - at < length) return kInvalid;
  char32_t code = lead & (0x7FU >> length);
  for (std::size_t i = 1; i < length; ++i) {
    if (!is_continuation(text[at + i])) return kInvalid;
    code = (code << 6U) | (static_cast<unsigned char>(text[at + i]) & 0x3FU);
  }
  constexpr char32_t kSmallest[] = {0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
  if (code < kSmallest[length] || code > 0x10FFFF || surrogate) return kInvalid;
  return {code, length};
}

bool is_space(char32_t code) {
  if (code <= 0x20 || (code >= 0x7F && code <= 0xA0)) return true;
  return code == 0x1680 || (code >= 0x2000 && code <= 0x200A) || code == 0x2028 || code == 0x2029 || code == 0x202F ||
         code == 0x205F || code == 0x3000 || code == 0xFEFF;
}

bool is_word_character(char32_t code) {
  if (code < 0x80) return (code >= '0' && code <= '9') || ((code | 0x20U) >= 'a' && (code | 0x20U) <= 'z');
  return code != U'«' && code != U'»' && !(code >= 0x2010 && code <= 0x205E) && !is_space(code);
}

std::size_t count_word_characters(std::string_view text, std::size_t enough) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size() && count < enough;) {
    const Character character = decode(text, at);
    if (is_word_character(character.code)) ++count;
    at += character.length;
  }
  return count;
}

std::size_t escape_length(std::string_view text, std::size_t at) {
  if (text[at] != '\\' || at + 1 == text.size()) return 0;
  const Character next = decode(text, at + 1);
  return is_operator(next.code) ? 1 + next.length : 0;
}

bool is_escaped(std::string_view text, std::size_t at) {
  std::size_t backslashes = 0;
  while (backslashes < at && text[at - 1 - backslashes] == '\\') ++backslashes;
  return backslashes % 2 == 1;
}

std::size_t find_operator(std::string_view text, char wanted) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == wanted) return at;
    if (const std::size_t escape = escape_length(text, at); escape > 0) at += escape - 1;
  }
  return std::string_view::npos;
}

std::string plain_text(std::string_view raw) {
  std::string text;
  text.reserve(raw.size());
  for (std::size_t at = 0; at < raw.size();) {
    if (escape_length(raw, at) > 0) ++at;
    const Character character = decode(raw, at);
    if (character.code == 0xFFFD) {
      text += "\xEF\xBF\xBD";
    } else {
      text += raw.substr(at, character.length);
    }
    at += character.length;
  }
  return text;
}

std::size_t cut_length(std::string_view text, std::size_t limit) {
  if (text.size() <= limit) return text.size();
  for (std::size_t back = 1; back <= 3 && back <= limit; ++back) {
    if (is_continuation(text[limit - back])) continue;
    const std::size_t length = decode(text, limit - back).length;
    return length > back ? limit - back : limit;
  }
  return limit;
}

}  // namespace svitok::query
