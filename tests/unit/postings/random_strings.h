// Strings that are awkward to code.
#pragma once

#include <random>
#include <string>
#include <vector>

namespace svitok::postings {

// Bytes that are near the edges of what is coded specially, letters, and anything.
inline std::string random_string(std::mt19937& random) {
  const std::vector<std::string> pieces = {
      "а",    "п",    "р",    "я",        "А",    "ё",        "a",
      "z",    "-",    "\xD0", "\xD1",     "\xAF", "\xB0",     "\xBF",
      "\xC0", "\xD2", "\x80", "\xD0\xC0", "\xFF", "\xD1\x90", std::string(1, '\0')};
  std::string string;
  const auto length = random() % (random() % 4 == 0 ? 40 : 6);
  for (std::size_t i = 0; i < length; ++i) {
    const auto which = random() % (pieces.size() + 1);
    string += which < pieces.size() ? pieces[which] : std::string(1, static_cast<char>(random()));
  }
  return string;
}

}  // namespace svitok::postings
