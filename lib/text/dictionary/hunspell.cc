// Hunspell's format (man 5 hunspell), as far as Russian needs it: suffix rules "SFX flag strip add condition", one
// letter a flag, conditions of characters, dots and [sets]; words as "word/flags".
//
// The dictionary is a speller's: a word's participles, comparatives and names of people may be entries of their own,
// and it has no grammar. So where another source knows the entry's word, the forms it adds belong to the lemma known
// there.
#include <map>
#include <optional>
#include <set>
#include <stdexcept>

#include "text/dictionary/sources.h"
#include "text/dictionary/surname_paradigm.h"
#include "text/surname_rules.h"

namespace svitok::text::dictionary {

namespace {

using Letter = std::string;  // One character in UTF-8.

std::vector<Letter> letters(std::string_view text) {
  std::vector<Letter> out;
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t width = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    out.emplace_back(text.substr(i, width));
    i += width;
  }
  return out;
}

struct Set {
  std::vector<Letter> members;  // Empty: any letter.
  bool negated = false;

  [[nodiscard]] bool matches(const Letter& letter) const {
    if (members.empty()) return true;
    for (const Letter& member : members)
      if (member == letter) return !negated;
    return negated;
  }
};

struct Rule {
  std::string strip;
  std::string add;
  std::vector<Set> condition;

  [[nodiscard]] std::optional<std::string> apply(std::string_view word, const std::vector<Letter>& spelled) const {
    if (!word.ends_with(strip) || condition.size() > spelled.size()) return std::nullopt;
    for (std::size_t i = 0; i < condition.size(); ++i)
      if (!condition[i].matches(spelled[spelled.size() - condition.size() + i])) return std::nullopt;
    return std::string(word.substr(0, word.size() - strip.size())) + add;
  }
};

using Rules = std::map<char, std::vector<Rule>>;

std::vector<Set> read_condition(std::string_view text) {
  std::vector<Set> sets;
  if (text == ".") return sets;
  bool inside = false;
  for (const Letter& letter : letters(text)) {
    if (letter == "[") {
      inside = true;
      sets.emplace_back();
    } else if (letter == "]") {
      inside = false;
    } else if (inside && letter == "^" && sets.back().members.empty()) {
      sets.back().negated = true;
    } else if (inside) {
      sets.back().members.push_back(letter);
    } else {
      sets.push_back({letter == "." ? std::vector<Letter>{} : std::vector<Letter>{letter}, false});
    }
  }
  return sets;
}

std::string zero_is_nothing(std::string_view text) { return text == "0" ? std::string() : std::string(text); }

Rules read_rules(const std::filesystem::path& path) {
  Rules rules;
  const std::string text = read_file(path);
  for (const std::string_view line : split(text, "\r\n")) {
    const auto fields = split(line, " \t");
    if (fields.size() < 5 || fields[0] != "SFX") continue;
    rules[fields[1][0]].push_back({zero_is_nothing(fields[2]), zero_is_nothing(fields[3]), read_condition(fields[4])});
  }
  if (rules.empty()) throw std::runtime_error(path.string() + ": holds no suffix rules");
  return rules;
}

bool is_capitalised(std::string_view word) {
  const std::string_view first = word.substr(0, std::string_view("А").size());
  return fold(first) != first && first != "ё";
}

/// Evidence that a word is in use, in the units of tag_weight(): rare words are in few dictionaries. Names less so, for
/// they are as likely to be somebody's else.
constexpr int kKnownTwice = 20;
constexpr int kNameKnownTwice = 12;

bool is_infinitive(std::string_view lemma) {
  if (lemma.ends_with("ся") || lemma.ends_with("сь")) lemma.remove_suffix(std::string_view("ся").size());
  return lemma.ends_with("ть") || lemma.ends_with("ти") || lemma.ends_with("чь");
}

struct SpellerEntry {
  std::string_view word;
  std::string_view flags;
};

std::vector<SpellerEntry> read_entries(std::string_view text) {
  std::vector<SpellerEntry> entries;
  for (const std::string_view line : split(text, "\r\n")) {
    const std::size_t slash = line.find('/');
    entries.push_back({line.substr(0, slash), slash == std::string_view::npos ? "" : line.substr(slash + 1)});
  }
  return entries;
}

/// Folded, the entry's word first.
std::vector<std::string> forms_of(const SpellerEntry& entry, const Rules& rules) {
  std::vector<std::string> forms{fold(entry.word)};
  const std::vector<Letter> spelled = letters(entry.word);
  for (const char flag : entry.flags) {
    const auto of_flag = rules.find(flag);
    if (of_flag == rules.end()) continue;
    for (const Rule& rule : of_flag->second)
      if (const auto form = rule.apply(entry.word, spelled)) forms.push_back(fold(*form));
  }
  return forms;
}

/// The lemma of an entry: of the verb, if it is a participle, or of the noun, if it is just an irregular form (of a
/// name too: Петровичем has an entry of its own); or its own. What the word is known as must explain most of the entry.
LemmaId lemma_of(const std::vector<std::string>& forms, const Headwords& headwords, Lexicon& lexicon) {
  const LemmaId own = lexicon.lemma(forms.front());
  const LemmaId* const known = lexicon.best(forms.front());
  if (forms.size() == 1 && !lexicon.has_forms(own)) {
    const std::string name = name_lemma(forms.front());
    if (!name.empty()) return known != nullptr ? *known : lexicon.lemma(name);
  }
  if (known == nullptr || lexicon.has_forms(own)) return own;
  if (!is_infinitive(lexicon.text(*known)) && !headwords.has(lexicon.text(*known))) return own;
  std::size_t explained = 0;
  for (const std::string& form : forms) {
    const LemmaId* const of_form = lexicon.best(form);
    if (of_form != nullptr && *of_form == *known) ++explained;
  }
  return 2 * explained >= forms.size() ? *known : own;
}

}  // namespace

Headwords read_headwords(const std::filesystem::path& prefix) {
  const std::string text = read_file(prefix.string() + ".dic");
  Headwords headwords;
  for (const SpellerEntry& entry : read_entries(text))
    (is_capitalised(entry.word) ? headwords.names : headwords.words).insert(fold(entry.word));
  return headwords;
}

void read_hunspell(const std::filesystem::path& prefix, const Headwords& headwords, Lexicon& lexicon) {
  const Rules rules = read_rules(prefix.string() + ".aff");
  const std::string text = read_file(prefix.string() + ".dic");
  for (const std::string& word : headwords.words) lexicon.favour(lexicon.lemma(word), kKnownTwice);
  for (const std::string& name : headwords.names) {
    if (headwords.words.count(name) == 0 && namesake_of_place(name).empty())
      lexicon.favour(lexicon.lemma(name), kNameKnownTwice);
  }
  lexicon.index_forms();
  for (const SpellerEntry& entry : read_entries(text)) {
    const std::vector<std::string> forms = forms_of(entry, rules);
    const LemmaId lemma = lemma_of(forms, headwords, lexicon);
    const std::string namesake = is_capitalised(entry.word) ? namesake_of_place(forms.front()) : std::string();
    const int weight = namesake.empty() ? 0 : kPlaceOfSurnameWeight;
    for (const std::string& form : forms)
      if (!lexicon.has_forms(lemma) || lexicon.best(form) == nullptr) lexicon.add(form, lemma, weight);
    if (!namesake.empty()) add_surname(namesake, kSurnameWeight, lexicon);
  }
}

}  // namespace svitok::text::dictionary
