// A ratio of scripts beats statistical language detectors on these two languages, above all on short texts.
#include <algorithm>

#include "text/analyzer.h"
#include "text/utf8.h"

namespace svitok::text {

std::string_view guess_language(std::string_view text) {
  constexpr std::size_t kLooked = std::size_t{64} << 10U;
  text = text.substr(0, kLooked);
  std::size_t latin = 0;
  std::size_t cyrillic = 0;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = decode(text, at);
    at += c.size;
    if ((c.value >= 'a' && c.value <= 'z') || (c.value >= 'A' && c.value <= 'Z') ||
        (c.value >= 0xC0U && c.value <= 0x24FU)) {
      ++latin;
    } else if (c.value >= 0x400U && c.value <= 0x4FFU) {
      ++cyrillic;
    }
  }
  if (latin == 0 && cyrillic == 0) return {};
  return cyrillic >= latin ? "ru" : "en";
}

}  // namespace svitok::text
