// WordNet's exception lists (man 5WN morphy): lines "form base ..." for the noun, verb, adjective and adverb forms that
// no rule makes; and its index of words, for the grades of adjectives. Some forms are ordinary words as well (saw,
// left, found): how often each is meant, cntlist.rev tells, which counts the senses of a tagged corpus ("saw%1:06:00::
// 1 2").
#include <charconv>
#include <unordered_map>

#include "text/dictionary/sources.h"
#include "text/stop_words.h"

namespace svitok::text::dictionary {

namespace {

using Counts = std::unordered_map<std::string, int>;

/// `kinds`: the parts of speech that count, as a sense names them: 1 noun, 2 verb, 3 and 5 adjective, 4 adverb.
Counts read_counts(const std::filesystem::path& path, std::string_view kinds) {
  Counts counts;
  const std::string text = read_file(path);
  for (const std::string_view line : split(text, "\n")) {
    const auto fields = split(line, " ");
    if (fields.size() != 3) continue;
    const std::size_t sign = fields[0].find('%');
    if (sign == std::string_view::npos || kinds.find(fields[0][sign + 1]) == std::string_view::npos) continue;
    int count = 0;
    std::from_chars(fields[2].data(), fields[2].data() + fields[2].size(), count);
    counts[std::string(fields[0].substr(0, sign))] += count;
  }
  return counts;
}

int count_of(const Counts& counts, std::string_view word) {
  const auto at = counts.find(std::string(word));
  return at == counts.end() ? 0 : at->second;
}

/// A base has several forms, of which an irregular one gets about this share.
constexpr int kFormsOfBase = 5;
constexpr int kLikelier = 10;
/// Rarer adjectives have no grades that anyone writes.
constexpr int kLeastGraded = 3;

/// `rivals`: counts of the forms as other words.
void read_exceptions(const std::filesystem::path& path, const Counts& counts, const Counts& rivals, Lexicon& lexicon) {
  const std::string text = read_file(path);
  for (const std::string_view line : split(text, "\n")) {
    const auto fields = split(line, " ");
    if (fields.size() < 2 || fields[0] == fields[1]) continue;
    const int as_itself = count_of(counts, fields[0]);
    const bool likelier = count_of(counts, fields[1]) / kFormsOfBase > count_of(rivals, fields[0]);
    lexicon.add(fields[0], lexicon.lemma(fields[1]), likelier ? kLikelier : 0);
    if (as_itself != 0) lexicon.add(fields[0], lexicon.lemma(fields[0]), likelier ? 0 : kLikelier);
  }
}

/// Larger, narrower, happier, but more interesting, more present: one group of vowels, or two and a light ending.
bool is_short(std::string_view word) {
  std::size_t groups = 0;
  bool before = false;
  for (const char c : word) {
    const bool vowel = std::string_view("aeiouy").find(c) != std::string_view::npos;
    groups += vowel && !before ? 1 : 0;
    before = vowel;
  }
  const bool light = word.ends_with("e") || word.ends_with("y") || word.ends_with("ow") || word.ends_with("er");
  return groups == 1 || (groups == 2 && light);
}

/// Of an adjective or adverb that people use, the regular comparative and superlative, which Porter2 leaves apart
/// (large, larger), where they are no noun or verb (numb, number; own, owner) and no function word (aft, after).
void read_gradable(const std::filesystem::path& path, const Counts& graded, const Counts& of_things, Lexicon& lexicon) {
  const std::string text = read_file(path);
  for (const std::string_view line : split(text, "\n")) {
    const std::string_view base = line.substr(0, line.find(' '));
    if (base.size() < 3 || count_of(graded, base) < kLeastGraded || !is_short(base)) continue;
    for (const std::string_view end : {"er", "est"}) {
      const std::string form = std::string(base).append(end.substr(base.ends_with('e') ? 1 : 0));
      if (count_of(of_things, form) == 0 && !is_stop_word(form)) lexicon.add(form, lexicon.lemma(base), kLikelier);
    }
  }
}

}  // namespace

void read_wordnet(const std::filesystem::path& folder, Lexicon& lexicon) {
  const Counts counts = read_counts(folder / "cntlist.rev", "12345");
  const Counts of_things = read_counts(folder / "cntlist.rev", "12");
  for (const char* list : {"verb.exc", "noun.exc"}) read_exceptions(folder / list, counts, counts, lexicon);
  // Better and best are listed as adjectives of their own too, but they are forms of good all the same.
  for (const char* list : {"adj.exc", "adv.exc"}) read_exceptions(folder / list, counts, of_things, lexicon);
  const Counts graded = read_counts(folder / "cntlist.rev", "345");
  for (const char* list : {"index.adj", "index.adv"}) read_gradable(folder / list, graded, of_things, lexicon);
}

}  // namespace svitok::text::dictionary
