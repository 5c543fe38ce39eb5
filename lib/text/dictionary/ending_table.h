// Learns, from the words of a lexicon, which lemma the end of an unknown word suggests.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "text/dictionary/lexicon.h"

namespace svitok::text::dictionary {

/// How a lemma is made from a form: letters to cut off the end, and text to put there.
struct Rule {
  std::size_t cut;
  std::string put;
  auto operator<=>(const Rule&) const = default;
};

/// The rule that makes `lemma` of `form`, both in UTF-8 and the latter spelled by `letters` many letters.
[[nodiscard]] Rule rule_between(std::string_view form, std::string_view lemma, Alphabet alphabet);

/// Letter numbers to text.
[[nodiscard]] std::string spelled_out(std::string_view letters, Alphabet alphabet);

/// The ends of words, reversed and sorted, each with the rules that hold for most words ending so, the commonest first.
[[nodiscard]] std::vector<std::pair<std::string, std::vector<Rule>>> learn_endings(const Lexicon& lexicon,
                                                                                   const Entries& entries);

}  // namespace svitok::text::dictionary
