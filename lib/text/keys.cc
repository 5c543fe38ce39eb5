#include "text/keys.h"

#include <libstemmer.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <stdexcept>

#include "base/checksum.h"
#include "text/utf8.h"

namespace svitok::text {
namespace {

sb_stemmer* open_stemmer(const char* language) {
  sb_stemmer* stemmer = sb_stemmer_new(language, "UTF_8");
  if (stemmer == nullptr) throw std::runtime_error(std::string("libstemmer has no stemmer for ") + language);
  return stemmer;
}

bool is_cyrillic_word(std::string_view surface) {
  for (std::size_t at = 0; at < surface.size();) {
    const CodePoint c = decode(surface, at);
    if (c.value < 0x430U || c.value > 0x45FU) return false;
    at += c.size;
  }
  return true;
}

bool is_latin_word(std::string_view surface) { return std::all_of(surface.begin(), surface.end(), is_ascii_lower); }

}  // namespace

std::string_view shorten(std::string_view surface, std::string& memory) {
  if (surface.size() <= kLongestSurface) return surface;
  constexpr std::string_view kHex = "0123456789abcdef";
  const std::string digest = base::digest(surface);
  memory.assign(surface.substr(0, floor_boundary(surface, kLongestSurface - 1 - 2 * digest.size())));
  memory.push_back('#');
  for (const char c : digest) {
    const auto byte = static_cast<unsigned char>(c);
    memory.push_back(kHex[byte >> 4U]);
    memory.push_back(kHex[byte & 15U]);
  }
  return memory;
}

Script script_of(std::string_view surface) {
  if (std::all_of(surface.begin(), surface.end(), [](char c) { return is_ascii_digit(c) || c == '.'; })) {
    return Script::kNumber;
  }
  for (std::size_t at = 0; at < surface.size();) {
    const CodePoint c = decode(surface, at);
    at += c.size;
    UErrorCode status = U_ZERO_ERROR;
    const UScriptCode script = uscript_getScript(static_cast<UChar32>(c.value), &status);
    if (script == USCRIPT_LATIN) return Script::kLatin;
    if (script == USCRIPT_CYRILLIC) return Script::kCyrillic;
    if (script != USCRIPT_COMMON && script != USCRIPT_INHERITED) break;
  }
  return Script::kOther;
}

KeyMaker::KeyMaker() : russian_(open_stemmer("russian")), english_(open_stemmer("english")) {}

KeyMaker::~KeyMaker() {
  sb_stemmer_delete(russian_);
  sb_stemmer_delete(english_);
}

std::string_view KeyMaker::stem(sb_stemmer* stemmer, std::string_view word) {
  const sb_symbol* stemmed =
      sb_stemmer_stem(stemmer, reinterpret_cast<const sb_symbol*>(word.data()), static_cast<int>(word.size()));
  if (stemmed == nullptr) throw std::bad_alloc();
  return {reinterpret_cast<const char*>(stemmed), static_cast<std::size_t>(sb_stemmer_length(stemmer))};
}

const Keys& KeyMaker::make(std::string_view surface) {
  keys_.keys.resize(1);
  keys_.lemma.clear();
  std::string_view key = surface;
  if (is_latin_word(surface)) {
    key = stem(english_, surface);
  } else if (is_cyrillic_word(surface)) {
    key = stem(russian_, surface);
    keys_.lemma = surface;
  }
  keys_.keys[0] = key.empty() ? surface : key;
  return keys_;
}

}  // namespace svitok::text
