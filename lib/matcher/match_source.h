// A match as Xapian's matcher sees it: one Xapian::PostingSource. Xapian clones it and calls init() once a segment.
//
// The whole of a match is one source because Xapian's operators cannot be trusted with what sources know. Given upper
// bounds, OP_AND_MAYBE loses documents (1.4.22, AndMaybePostList::next(): when the threshold passes the left side's
// bound it becomes an AND and goes on at max(left, right) + 1, past a document that the right side stands on and the
// left one has not reached); without them, nothing can be skipped.
#pragma once

#include <xapian.h>

#include <memory>
#include <string>
#include <vector>

#include "matcher/match.h"
#include "matcher/scorer.h"

namespace svitok::matcher {

/// What the sources of one match share. Outlives the match.
struct MatchContext {
  const std::vector<SegmentView>* segments = nullptr;
  const std::vector<std::string>* uuids = nullptr;  ///< Of the segments' databases.
  std::vector<std::unique_ptr<ConditionCache>>* conditions = nullptr;
  const MatchNode* scored = nullptr;            ///< What matches and scores,
  std::vector<const MatchNode*> required = {};  ///< conditions that documents must meet beside it
  std::vector<const MatchNode*> excluded = {};  ///< and what they must not match.
  double scale = 1;
  TopScores top{0};               ///< Of all segments: Xapian goes through them one after the other.
  std::uint64_t estimate = 0;     ///< About how many documents match in the segments that have begun,
  bool estimate_is_exact = true;  ///< and whether that is just how many.

  /// Which segment a database is.
  [[nodiscard]] std::size_t segment_of(const Xapian::Database& database) const;
};

class MatchSource final : public Xapian::PostingSource {
 public:
  explicit MatchSource(MatchContext& context) : context_(context) {}

  [[nodiscard]] MatchSource* clone() const override { return new MatchSource(context_); }
  [[nodiscard]] std::string name() const override { return "svitok::match"; }
  void init(const Xapian::Database& database) override;
  [[nodiscard]] Xapian::doccount get_termfreq_min() const override { return 0; }
  [[nodiscard]] Xapian::doccount get_termfreq_est() const override { return estimate_; }
  [[nodiscard]] Xapian::doccount get_termfreq_max() const override;
  void next(double min_wt) override;
  void skip_to(Xapian::docid did, double min_wt) override;
  [[nodiscard]] bool at_end() const override { return !scorer_ || scorer_->doc() == kEnd; }
  [[nodiscard]] Xapian::docid get_docid() const override { return scorer_->doc() + 1; }
  [[nodiscard]] double get_weight() const override { return static_cast<double>(score_) / context_.scale; }

 private:
  void estimate();
  [[nodiscard]] Score least(double min_wt) const;
  void settle(Score least);

  MatchContext& context_;
  const SegmentView* segment_ = nullptr;
  Admission admission_{nullptr};
  Selection selection_;
  std::unique_ptr<Scorer> scorer_;
  Xapian::doccount estimate_ = 0;
  Score score_ = 0;
};

}  // namespace svitok::matcher
