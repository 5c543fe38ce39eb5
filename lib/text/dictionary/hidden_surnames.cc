// Surnames some of whose forms are those of ordinary words: Абрикосов is also "of apricots", Абрикосовым "of the
// apricot kind". The analyser makes other forms (Абрикосову) by rule; so that they meet, the ordinary forms are said to
// be the surname's as well.
#include "text/dictionary/sources.h"
#include "text/dictionary/surname_paradigm.h"
#include "text/surname_rules.h"

namespace svitok::text::dictionary {

namespace {

/// The surname that an adjective hides (абрикосовый, ручьевой), or nothing.
std::string_view hidden_by_adjective(std::string_view lemma) {
  if (!lemma.ends_with("ый") && !lemma.ends_with("ой")) return {};
  lemma.remove_suffix(std::string_view("ый").size());
  return (lemma.ends_with("ов") || lemma.ends_with("ев")) && is_shaped_like_name(lemma) ? lemma : std::string_view();
}

}  // namespace

void add_hidden_surnames(const Headwords& headwords, Lexicon& lexicon) {
  for (const std::string& name : headwords.names) {
    if (is_shaped_like_name(name) && !masculine_of(name + "а").empty()) add_surname(name, kSurnameWeight, lexicon);
  }
  const std::size_t lemmas = lexicon.lemma_count();
  for (LemmaId lemma = 0; lemma < lemmas; ++lemma) {
    const std::string surname(hidden_by_adjective(lexicon.text(lemma)));
    if (!surname.empty()) add_surname(surname, kSurnameWeight, lexicon);
  }
}

}  // namespace svitok::text::dictionary
