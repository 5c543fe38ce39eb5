// What a reader makes of a file before it is a Document: the same few parts for every format.
#pragma once

#include <string>
#include <string_view>

namespace svitok::document {

/// UTF-8; empty where the file does not tell.
struct Content {
  std::string title;
  std::string text;
  std::string date;  ///< ISO 8601.
  std::string lang;  ///< Two letters, lower case.
  std::string url;
};

/// "ru-RU" -> "ru", "EN_us" -> "en"; empty for anything that does not begin with a two-letter code.
[[nodiscard]] inline std::string language_code(std::string_view tag) {
  const auto letter = [&](std::size_t i) { return static_cast<char>(tag[i] | 0x20); };
  const auto is_letter = [&](std::size_t i) { return letter(i) >= 'a' && letter(i) <= 'z'; };
  if (tag.size() < 2 || !is_letter(0) || !is_letter(1)) return {};
  if (tag.size() > 2 && tag[2] != '-' && tag[2] != '_') return {};
  return {letter(0), letter(1)};
}

}  // namespace svitok::document
