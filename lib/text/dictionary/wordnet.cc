// WordNet's exception lists (man 5WN morphy): lines "form base ..." for the noun, verb, adjective and adverb forms that
// no rule makes. Some are ordinary words as well (saw, left, found): how often each is meant, cntlist.rev tells, which
// counts the senses of a tagged corpus ("saw%1:06:00:: 1 2").
#include <charconv>
#include <unordered_map>

#include "text/dictionary/sources.h"

namespace svitok::text::dictionary {

namespace {

using Counts = std::unordered_map<std::string, int>;

Counts read_counts(const std::filesystem::path& path) {
  Counts counts;
  const std::string text = read_file(path);
  for (const std::string_view line : split(text, "\n")) {
    const auto fields = split(line, " ");
    if (fields.size() != 3) continue;
    int count = 0;
    std::from_chars(fields[2].data(), fields[2].data() + fields[2].size(), count);
    counts[std::string(fields[0].substr(0, fields[0].find('%')))] += count;
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

}  // namespace

void read_wordnet(const std::filesystem::path& folder, Lexicon& lexicon) {
  const Counts counts = read_counts(folder / "cntlist.rev");
  for (const char* list : {"verb.exc", "noun.exc", "adj.exc", "adv.exc"}) {
    const std::string text = read_file(folder / list);
    for (const std::string_view line : split(text, "\n")) {
      const auto fields = split(line, " ");
      if (fields.size() < 2 || fields[0] == fields[1]) continue;
      const int as_itself = count_of(counts, fields[0]);
      const int as_form = count_of(counts, fields[1]) / kFormsOfBase;
      lexicon.add(fields[0], lexicon.lemma(fields[1]), as_form > as_itself ? kLikelier : 0);
      if (as_itself != 0) lexicon.add(fields[0], lexicon.lemma(fields[0]), as_form > as_itself ? 0 : kLikelier);
    }
  }
}

}  // namespace svitok::text::dictionary
