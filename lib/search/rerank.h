// Looks again at the first twenty documents, whatever page was asked for, for what a sum over words does not see:
//
//   pairs     words that follow each other in the query stand together: as there, or within a few words of each other
//             in any order (the sequential dependence model of Metzler and Croft, SIGIR 2005)
//   title     how much of the title was asked for
//   all       every word of the query is there
//
// Each adds to the score. So documents behind the first twenty stay behind, and pages fit together.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "matcher/match.h"
#include "postings/impact.h"
#include "segment/snapshot.h"

namespace svitok::search {

inline constexpr std::size_t kReranked = 20;

/// A word of the query that scores.
struct AskedWord {
  std::vector<matcher::TermRef> keys;  ///< Any of them is the word.
  std::uint32_t position = 0;          ///< In the query; ascending.
  double weight = 0;                   ///< idf times boost.
};

/// Immutable; thread-safe. Borrows the snapshot.
class Reranker {
 public:
  Reranker(const segment::Snapshot& snapshot, double average_length);

  /// Adds to the scores of `matches`, the best documents of a search in order, kReranked at most, and sorts them anew.
  void run(const std::vector<AskedWord>& words, std::span<matcher::Match> matches) const;

 private:
  class Reader;

  const segment::Snapshot& snapshot_;
  postings::ImpactTable impacts_;
  std::vector<std::uint32_t> field_weights_;
  bool has_title_;
};

}  // namespace svitok::search
