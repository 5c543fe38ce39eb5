#include "text/dictionary/surname_paradigm.h"

#include <initializer_list>

namespace svitok::text::dictionary {

namespace {

constexpr std::size_t kLetterBytes = 2;
constexpr std::size_t kLeastLetters = 4;  // Of a surname: Попов, but not Ов.

/// `lemma` without its last letter, if that is `letter` and a surname is left.
std::string without_last(std::string_view lemma, std::string_view letter) {
  if (!lemma.ends_with(letter)) return {};
  lemma.remove_suffix(letter.size());
  if (lemma.size() < kLeastLetters * kLetterBytes) return {};
  for (const std::string_view suffix : {"ов", "ев", "ин", "ын"})
    if (lemma.ends_with(suffix)) return std::string(lemma);
  return {};
}

}  // namespace

void add_surname(std::string_view masculine, int weight, Lexicon& lexicon) {
  const LemmaId lemma = lexicon.lemma(masculine);
  lexicon.keep(lemma);
  for (const char* ending : {"", "а", "у", "ым", "е", "ой", "ою", "ы", "ых", "ыми"})
    lexicon.add(std::string(masculine) + ending, lemma, weight);
}

std::string namesake_of_place(std::string_view lemma) { return without_last(lemma, "о"); }

std::string masculine_of(std::string_view lemma) {
  const std::string of_woman = without_last(lemma, "а");
  return of_woman.empty() ? without_last(lemma, "ы") : of_woman;
}

}  // namespace svitok::text::dictionary
