#include "text/keys.h"

#include <unicode/uscript.h>

#include <algorithm>

#include "base/checksum.h"
#include "text/surname_rules.h"
#include "text/utf8.h"

namespace svitok::text {
namespace {

constexpr std::size_t kMostKeys = 8;

bool is_cyrillic_word(std::string_view surface) {
  if (surface.size() % 2 != 0) return false;
  for (std::size_t at = 0; at < surface.size(); at += 2) {
    const char32_t letter = decode(surface, at).value;
    if (letter < 0x430U || letter > 0x45FU) return false;
  }
  return true;
}

bool is_latin_word(std::string_view surface) { return std::all_of(surface.begin(), surface.end(), is_ascii_lower); }

/// Or rarely a noun, whose stem does not matter (мать, печь); those in -ость are many, and derived.
bool is_infinitive(std::string_view lemma) {
  if (lemma.ends_with("ся") || lemma.ends_with("сь")) lemma.remove_suffix(std::string_view("ся").size());
  if (lemma.ends_with("ость") || lemma.ends_with("есть")) return false;
  return lemma.ends_with("ть") || lemma.ends_with("ти") || lemma.ends_with("чь");
}

bool is_like_participle(std::string_view lemma) {
  return lemma.ends_with("щий") || lemma.ends_with("вший") || lemma.ends_with("нный");
}

/// Of what is not a word of one alphabet.
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

KeyPolicy& default_key_policy() noexcept {
  static KeyPolicy policy;
  return policy;
}

KeyMaker::KeyMaker(KeyPolicy policy) : policy_(policy), morphology_(Morphology::shared()) {}

void KeyMaker::add_key(std::string_view key) {
  const bool fits = !key.empty() && key.size() <= kLongestSurface && keys_.keys.size() < kMostKeys;
  if (fits && std::find(keys_.keys.begin(), keys_.keys.end(), key) == keys_.keys.end()) keys_.keys.emplace_back(key);
}

const Keys& KeyMaker::make(std::string_view surface, DictionaryEntry entry) {
  keys_.keys.clear();
  keys_.lemma.clear();
  if (is_latin_word(surface)) {
    make_english(surface);
  } else if (is_cyrillic_word(surface)) {
    make_russian(surface, entry);
  } else {
    keys_.script = script_of(surface);
  }
  if (keys_.keys.empty()) keys_.keys.emplace_back(surface);
  return keys_;
}

/// The stem of a lemma meets derived words, which the lemma does not (экономический, экономически). It is not taken
/// where it would meet strangers: a name is nobody else's (Петров, Пётр; лавровый, Лавров), a verb's forms are many and
/// its stem often a noun's (дать, дата), and a short stem says little (поле, пол).
std::string_view KeyMaker::russian_key(std::string_view lemma) {
  constexpr std::size_t kLeastStemBytes = 8;
  const bool stems = policy_.russian == RussianKeys::kLemmaStem || policy_.russian == RussianKeys::kLemmaStems;
  if (!stems || is_shaped_like_name(lemma) || is_infinitive(lemma) || is_like_participle(lemma)) return lemma;
  const std::string_view stemmed = stemmers_.russian(lemma);
  return stemmed.size() < kLeastStemBytes || is_shaped_like_name(stemmed) ? lemma : stemmed;
}

/// A word without a lemma goes by its Snowball stem.
void KeyMaker::make_russian(std::string_view surface, DictionaryEntry entry) {
  keys_.script = Script::kCyrillic;
  if (policy_.russian == RussianKeys::kSnowball) return add_key(stemmers_.russian(surface));
  morphology_.russian(surface, lemmas_, entry);
  if (lemmas_.empty()) return add_key(stemmers_.russian(surface));
  keys_.lemma = lemmas_.front();
  const bool all = policy_.russian == RussianKeys::kLemmas || policy_.russian == RussianKeys::kLemmaStems;
  for (const std::string& lemma : lemmas_) {
    add_key(russian_key(lemma));
    if (!all) break;
  }
  if (policy_.russian == RussianKeys::kLemmaAndStem) add_key(stemmers_.russian(surface));
}

/// Porter2 of the irregular form's lemmas, or of the word; a stem meets derived words, which a lemma does not.
void KeyMaker::make_english(std::string_view surface) {
  keys_.script = Script::kLatin;
  if (!policy_.english_irregulars) return add_key(stemmers_.english(surface));
  morphology_.english(surface, lemmas_);
  for (const std::string& lemma : lemmas_) add_key(stemmers_.english(lemma));
  if (lemmas_.empty()) return add_key(stemmers_.english(surface));
  keys_.lemma = lemmas_.front();
}

}  // namespace svitok::text
