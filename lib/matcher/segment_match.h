// A match in one segment: walks the documents that match and meet all conditions, in order, with their scores, leaving
// out what cannot be among the best.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "matcher/scorer.h"

namespace svitok::matcher {

/// What the segments of one match share. Outlives it.
struct MatchContext {
  const std::vector<SegmentView>* segments = nullptr;
  const MatchNode* scored = nullptr;            ///< What matches and scores,
  std::vector<const MatchNode*> required = {};  ///< conditions that documents must meet beside it
  std::vector<const MatchNode*> excluded = {};  ///< and what they must not match.
  TopScores top{0};                             ///< Of all segments: they are gone through one after the other.
  std::uint64_t estimate = 0;                   ///< About how many documents match in the segments that have begun,
  bool estimate_is_exact = true;                ///< and whether that is just how many.
};

/// Stands before its first document until next() or skip_to() is called. One thread.
class SegmentMatch {
 public:
  /// `database`: the calling thread's handle on the segment's. Borrows `context`.
  SegmentMatch(MatchContext& context, std::size_t number, const LazyDatabase& database);
  SegmentMatch(const SegmentMatch&) = delete;
  SegmentMatch& operator=(const SegmentMatch&) = delete;

  /// Moves to the next document that matters, or to the first one >= `target`.
  void next();
  void skip_to(std::uint32_t target);
  [[nodiscard]] bool at_end() const { return !scorer_ || scorer_->doc() == kEnd; }
  [[nodiscard]] std::uint32_t doc() const { return scorer_->doc(); }
  [[nodiscard]] Score score() const { return score_; }

  /// An upper bound of the scores.
  [[nodiscard]] Score bound() const { return scorer_ ? scorer_->bound() : 0; }
  /// About how many documents match, and at the most.
  [[nodiscard]] std::uint32_t estimated() const { return estimate_; }
  [[nodiscard]] std::uint32_t most() const { return scorer_ ? segment_.text->documents() : 0; }

 private:
  void estimate();
  void settle(Score least);

  MatchContext& context_;
  const SegmentView& segment_;
  Admission admission_;
  Selection selection_{&context_.top, &admission_};
  std::unique_ptr<Scorer> scorer_;
  std::uint32_t estimate_ = 0;
  Score score_ = 0;
};

}  // namespace svitok::matcher
