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

/// Evidence that the word is in use, in the units of tag_weight(): rare words are in few dictionaries.
constexpr int kKnownTwice = 20;
/// What only this dictionary says of a form that another explains comes last.
constexpr int kSecondOpinion = -10;

void add_entry(std::string_view word, std::string_view flags, const Rules& rules, Lexicon& lexicon) {
  const std::string headword = fold(word);
  const std::vector<Letter> spelled = letters(word);
  std::vector<std::string> forms{headword};
  for (const char flag : flags) {
    const auto of_flag = rules.find(flag);
    if (of_flag == rules.end()) continue;
    for (const Rule& rule : of_flag->second)
      if (const auto form = rule.apply(word, spelled)) forms.push_back(fold(*form));
  }
  const bool known = lexicon.knows(headword);
  const LemmaId lemma = known ? lexicon.best(headword) : lexicon.lemma(headword);
  for (const std::string& form : forms)
    if (!known || !lexicon.knows(form)) lexicon.add(form, lemma, lexicon.knows(form) ? kSecondOpinion : 0);
}

}  // namespace

void read_hunspell(const std::filesystem::path& prefix, Lexicon& lexicon) {
  const Rules rules = read_rules(prefix.string() + ".aff");
  const std::string words = read_file(prefix.string() + ".dic");
  const auto lines = split(words, "\r\n");
  lexicon.index_forms();
  std::set<std::string> headwords;
  for (const std::string_view line : lines) headwords.insert(fold(line.substr(0, line.find('/'))));
  for (const std::string& headword : headwords)
    if (lexicon.knows(headword)) lexicon.favour(lexicon.lemma(headword), kKnownTwice);
  lexicon.index_forms();
  for (const std::string_view line : lines) {
    const std::size_t slash = line.find('/');
    const std::string_view flags = slash == std::string_view::npos ? std::string_view() : line.substr(slash + 1);
    add_entry(line.substr(0, slash), flags, rules, lexicon);
  }
}

}  // namespace svitok::text::dictionary
