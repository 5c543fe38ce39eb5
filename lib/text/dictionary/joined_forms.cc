// The analyser writes a hyphenated word also as one (кое-что as коечто). Where the dictionary has the word with its
// hyphen, it gets the joined form too, so that no rule has to guess one.
#include "text/dictionary/ending_table.h"
#include "text/dictionary/sources.h"

namespace svitok::text::dictionary {

namespace {

constexpr int kJoinedWeight = 0;

std::string without_hyphens(std::string text) {
  std::erase(text, '-');
  return text;
}

}  // namespace

void add_joined_forms(Lexicon& lexicon) {
  lexicon.index_forms();
  std::vector<std::pair<std::string, std::string>> joined;  // Form, lemma.
  for (const Entry& entry : lexicon.entries()) {
    if (entry.form.find(static_cast<char>(kHyphenLetter)) == std::string_view::npos) continue;
    const std::string form = without_hyphens(spelled_out(entry.form, lexicon.alphabet()));
    if (lexicon.best(form) == nullptr)
      joined.emplace_back(form, without_hyphens(lexicon.text(entry.analyses.front().lemma)));
  }
  for (const auto& [form, lemma] : joined) lexicon.add(form, lexicon.lemma(lemma), kJoinedWeight);
}

}  // namespace svitok::text::dictionary
