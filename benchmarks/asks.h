// Questions of every kind, chosen from a corpus by a seed: the same corpus and seed give the same questions.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "collection.h"
#include "engine.h"

namespace svitok::bench {

struct AskKind {
  std::string name;  ///< "rare term", "phrase", ...
  std::vector<Ask> asks;
};

/// `count` questions a kind: terms by their frequency in documents; two words of one document (AND); the words of a
/// title (OR); two neighbours of a text (phrase); beginnings of words (prefix); a frequent word within a group, within
/// a year.
[[nodiscard]] std::vector<AskKind> choose_asks(const std::vector<Article>& corpus, std::size_t count,
                                               std::uint32_t seed);

/// Gives an article that has no date or no group one of each, by a hash of its id: so that all engines can filter.
void complete(Article& article);

}  // namespace svitok::bench
