#include "text/surname_rules.h"

#include <algorithm>
#include <array>

namespace svitok::text {

namespace {

constexpr std::size_t kCyrillicBytes = 2;
constexpr std::size_t kLeastStemLetters = 2;

struct Paradigm {
  std::array<std::string_view, 4> suffixes;  // That a name of this kind ends in, before its case ending.
  std::array<std::string_view, 12> endings;  // Of all cases, both genders and numbers; unused ones repeat the first.
  std::string_view nominative;               // The ending of the lemma.
};

constexpr Paradigm kParadigms[] = {
    {{"ов", "ев", "ин", "ын"}, {"", "а", "у", "ым", "е", "ой", "ою", "ы", "ых", "ыми", "", ""}, ""},
    {{"ск", "цк", "ск", "ск"}, {"ий", "ого", "ому", "им", "ом", "ая", "ой", "ую", "ою", "ие", "их", "ими"}, "ий"},
    {{"ович", "евич", "ович", "ович"}, {"", "а", "у", "ем", "е", "и", "ей", "ам", "ами", "ах", "", ""}, ""},
    {{"овн", "евн", "овн", "овн"}, {"а", "ы", "е", "у", "ой", "ою", "ам", "ами", "ах", "а", "а", "а"}, "а"},
};

bool has_vowel(std::string_view stem) {
  static constexpr std::string_view kVowels = "аеиоуыэюя";
  for (std::size_t i = 0; i + kCyrillicBytes <= stem.size(); i += kCyrillicBytes)
    if (kVowels.find(stem.substr(i, kCyrillicBytes)) != std::string_view::npos) return true;
  return false;
}

/// Is it one of the suffixes with enough before it?
bool is_base_of(const Paradigm& paradigm, std::string_view base) {
  return std::any_of(paradigm.suffixes.begin(), paradigm.suffixes.end(), [base](std::string_view suffix) {
    return base.ends_with(suffix) && base.size() >= suffix.size() + kLeastStemLetters * kCyrillicBytes &&
           has_vowel(base.substr(0, base.size() - suffix.size()));
  });
}

}  // namespace

std::string name_lemma(std::string_view word) {
  for (const Paradigm& paradigm : kParadigms) {
    for (const std::string_view ending : paradigm.endings) {
      if (!word.ends_with(ending)) continue;
      const std::string_view base = word.substr(0, word.size() - ending.size());
      if (is_base_of(paradigm, base)) return std::string(base) + std::string(paradigm.nominative);
    }
  }
  return {};
}

bool is_shaped_like_name(std::string_view lemma) {
  return std::any_of(std::begin(kParadigms), std::end(kParadigms), [lemma](const Paradigm& paradigm) {
    if (paradigm.nominative == "ий" || !lemma.ends_with(paradigm.nominative)) return false;
    return is_base_of(paradigm, lemma.substr(0, lemma.size() - paradigm.nominative.size()));
  });
}

}  // namespace svitok::text
