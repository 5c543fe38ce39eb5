#include "document/entities.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <iterator>

namespace svitok::document {

namespace {

struct Named {
  std::string_view name;
  std::string_view text;
};
constexpr Named kNamed[] = {
    {"amp", "&"},       {"lt", "<"},       {"gt", ">"},        {"quot", "\""},     {"apos", "'"},
    {"nbsp", "\u00a0"}, {"laquo", "«"},    {"raquo", "»"},     {"mdash", "—"},     {"ndash", "–"},
    {"hellip", "…"},    {"ldquo", "“"},    {"rdquo", "”"},     {"lsquo", "‘"},     {"rsquo", "’"},
    {"bdquo", "„"},     {"sbquo", "‚"},    {"copy", "©"},      {"reg", "®"},       {"trade", "™"},
    {"sect", "§"},      {"para", "¶"},     {"euro", "€"},      {"pound", "£"},     {"yen", "¥"},
    {"cent", "¢"},      {"deg", "°"},      {"times", "×"},     {"divide", "÷"},    {"minus", "−"},
    {"plusmn", "±"},    {"shy", "\u00ad"}, {"ensp", "\u2002"}, {"emsp", "\u2003"}, {"thinsp", "\u2009"},
    {"bull", "•"},      {"middot", "·"},   {"numero", "№"},    {"rarr", "→"},      {"larr", "←"},
    {"eacute", "é"},    {"egrave", "è"},   {"agrave", "à"},    {"aacute", "á"},    {"ccedil", "ç"},
    {"uuml", "ü"},      {"ouml", "ö"},     {"auml", "ä"},      {"szlig", "ß"},     {"ntilde", "ñ"},
    {"oacute", "ó"},    {"iacute", "í"},   {"frac12", "½"},    {"frac14", "¼"}};

std::string encode(std::uint32_t value) {
  const auto byte = [](std::uint32_t bits) { return static_cast<char>(bits); };
  if (value == 0 || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) value = 0xFFFD;
  if (value < 0x80) return {byte(value)};
  if (value < 0x800) return {byte(0xC0 | value >> 6U), byte(0x80 | (value & 0x3FU))};
  if (value < 0x10000) {
    return {byte(0xE0 | value >> 12U), byte(0x80 | (value >> 6U & 0x3FU)), byte(0x80 | (value & 0x3FU))};
  }
  return {byte(0xF0 | value >> 18U), byte(0x80 | (value >> 12U & 0x3FU)), byte(0x80 | (value >> 6U & 0x3FU)),
          byte(0x80 | (value & 0x3FU))};
}

}  // namespace

std::string decode_entity(std::string_view entity) {
  if (entity.size() < 3 || entity.front() != '&' || entity.back() != ';') return std::string(entity);
  std::string_view name = entity.substr(1, entity.size() - 2);
  if (name.front() != '#') {
    const auto* found =
        std::find_if(std::begin(kNamed), std::end(kNamed), [&](const Named& n) { return n.name == name; });
    return std::string(found == std::end(kNamed) ? entity : found->text);
  }
  name.remove_prefix(1);
  const bool hexadecimal = name.starts_with('x') || name.starts_with('X');
  if (hexadecimal) name.remove_prefix(1);
  std::uint32_t value = 0;
  const auto end = std::from_chars(name.data(), name.data() + name.size(), value, hexadecimal ? 16 : 10);
  if (name.empty() || end.ptr != name.data() + name.size()) return std::string(entity);
  return encode(end.ec == std::errc() ? value : 0xFFFD);
}

}  // namespace svitok::document
