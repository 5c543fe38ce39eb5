// Runs a match over the segments of a snapshot, one after the other, and keeps the best. Only where the date decides is
// it Xapian's matcher that sorts, with a PostingSource of ours as its query.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "matcher/docs_file.h"
#include "matcher/match_node.h"

namespace svitok::matcher {

/// One segment as the matcher sees it. Its files are borrowed and outlive the Matcher.
struct MatchSegment {
  const DocsFile* docs = nullptr;
  const postings::PostingsFile* text = nullptr;
  std::vector<std::uint32_t> dead;  ///< Ascending.
};

struct MatchOptions {
  std::size_t first = 0;
  std::size_t count = 10;
  bool exact_total = false;
  bool by_date = false;  ///< By the date slot, then by score; documents without a date last.
  bool newest_first = true;
  double scale = kScale;  ///< What the weights were multiplied by.
};

struct Match {
  std::uint32_t segment = 0;
  std::uint32_t doc = 0;
  double score = 0;
};

struct MatchResult {
  std::vector<Match> matches;
  std::uint64_t total = 0;
  bool total_is_exact = true;
};

/// Thread-safe: threads that match at the same time each get their own Xapian objects from a pool.
class Matcher {
 public:
  /// `field_weights`: scaled to integers.
  Matcher(std::vector<MatchSegment> segments, std::vector<std::uint32_t> field_weights);
  ~Matcher();

  /// Sum of lengths over the documents, dead ones included, over their number.
  [[nodiscard]] double average_length() const noexcept;

  /// Throws CorruptionError, IoError.
  [[nodiscard]] MatchResult run(const MatchNode& query, const MatchOptions& options) const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace svitok::matcher
