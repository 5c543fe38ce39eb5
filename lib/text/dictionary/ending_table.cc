#include "text/dictionary/ending_table.h"

#include <algorithm>
#include <map>

namespace svitok::text::dictionary {

namespace {

constexpr std::size_t kLongestEnding = 6;
constexpr std::size_t kLeastWords = 30;       // That an ending must have to teach anything.
constexpr int kLeastWeight = 1;               // Imperatives and the like are rare, and no model for new words.
constexpr std::size_t kLeastParadigm = 4;     // Forms of a lemma: words that hardly inflect are no model for new ones.
constexpr std::size_t kLeastWordLetters = 4;  // Short words are irregular.

struct Example {
  std::string reversed;
  std::uint32_t rule;
};

/// Verbs of classes that no new word joins (нести, найти, мочь, крыть, колоть): their endings would mislead.
bool is_closed_verb(std::string_view lemma) {
  if (lemma.ends_with("ся") || lemma.ends_with("сь")) lemma.remove_suffix(std::string_view("ся").size());
  for (const std::string_view end : {"сть", "зть", "сти", "зти", "йти", "чь", "ыть", "оть"})
    if (lemma.ends_with(end)) return true;
  return false;
}

class Learner {
 public:
  Learner(const Lexicon& lexicon, const Entries& entries) {
    std::vector<std::size_t> forms(lexicon.lemma_count());
    for (const Entry& entry : entries) ++forms[entry.analyses.front().lemma];
    for (const Entry& entry : entries) {
      const LemmaId lemma = entry.analyses.front().lemma;
      if (forms[lemma] < kLeastParadigm || entry.analyses.front().weight < kLeastWeight ||
          entry.form.size() < kLeastWordLetters)
        continue;
      if (is_closed_verb(lexicon.text(lemma))) continue;
      const std::string form = spelled_out(entry.form, lexicon.alphabet());
      const Rule rule = rule_between(form, lexicon.text(lemma), lexicon.alphabet());
      const auto [at, is_new] = numbers_.emplace(rule, static_cast<std::uint32_t>(rules_.size()));
      if (is_new) rules_.push_back(rule);
      examples_.push_back({std::string(entry.form.rbegin(), entry.form.rend()), at->second});
    }
    std::sort(examples_.begin(), examples_.end(),
              [](const Example& a, const Example& b) { return a.reversed < b.reversed; });
    counts_.resize(rules_.size());
    descend(0, examples_.size(), 0, kNoRule);
  }

  std::vector<std::pair<std::string, std::vector<Rule>>> result;

 private:
  static constexpr std::uint32_t kNoRule = UINT32_MAX;

  /// Examples [begin, end) share their last `depth` letters; `known` is the rule that a shorter ending has taught.
  void descend(std::size_t begin, std::size_t end, std::size_t depth, std::uint32_t known) {
    if (end - begin < kLeastWords) return;
    if (depth != 0) {
      const std::uint32_t rule = commonest(begin, end, depth);
      if (rule != kNoRule && rule != known) {
        result.emplace_back(examples_[begin].reversed.substr(0, depth), std::vector<Rule>{rules_[rule]});
        known = rule;
      }
    }
    if (depth == kLongestEnding) return;
    while (begin < end && examples_[begin].reversed.size() == depth) ++begin;
    while (begin < end) {
      const char letter = examples_[begin].reversed[depth];
      std::size_t next = begin;
      while (next < end && examples_[next].reversed[depth] == letter) ++next;
      descend(begin, next, depth + 1, known);
      begin = next;
    }
  }

  /// Of the rules that touch nothing but the ending.
  std::uint32_t commonest(std::size_t begin, std::size_t end, std::size_t depth) {
    std::uint32_t best = kNoRule;
    for (std::size_t i = begin; i < end; ++i) {
      const std::uint32_t rule = examples_[i].rule;
      if (rules_[rule].cut > depth) continue;
      ++counts_[rule];
      if (best == kNoRule || counts_[rule] > counts_[best]) best = rule;
    }
    for (std::size_t i = begin; i < end; ++i) counts_[examples_[i].rule] = 0;
    return best;
  }

  std::map<Rule, std::uint32_t> numbers_;
  std::vector<Rule> rules_;
  std::vector<Example> examples_;
  std::vector<std::uint32_t> counts_;
};

}  // namespace

std::string spelled_out(std::string_view letters, Alphabet alphabet) {
  std::string text;
  for (const char c : letters) {
    const auto letter = static_cast<unsigned char>(c);
    if (letter == kHyphenLetter) {
      text += '-';
    } else if (alphabet == Alphabet::kLatin) {
      text += static_cast<char>('a' + letter);
    } else {
      text += static_cast<char>(letter < 16 ? 0xd0 : 0xd1);
      text += static_cast<char>(letter < 16 ? 0xb0 + letter : 0x70 + letter);
    }
  }
  return text;
}

Rule rule_between(std::string_view form, std::string_view lemma, Alphabet alphabet) {
  const Letters from = spell(form, alphabet);
  const Letters to = spell(lemma, alphabet);
  std::size_t common = 0;
  while (common < from.size && common < to.size && from.at[common] == to.at[common]) ++common;
  const std::size_t cut = from.size - common;
  return {cut, std::string(lemma.substr(form.size() - bytes_of_last(form, cut, alphabet)))};
}

std::vector<std::pair<std::string, std::vector<Rule>>> learn_endings(const Lexicon& lexicon, const Entries& entries) {
  return std::move(Learner(lexicon, entries).result);
}

}  // namespace svitok::text::dictionary
