// A match as Xapian's matcher sees it, where it is to sort by date: one Xapian::PostingSource. Xapian clones it and
// calls init() once a segment.
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

#include "matcher/segment_match.h"

namespace svitok::matcher {

class MatchSource final : public Xapian::PostingSource {
 public:
  /// `uuids`: of the segments' databases. `scale`: what scores are divided by. Borrows all it is given.
  MatchSource(MatchContext& context, const std::vector<std::string>& uuids, double scale)
      : context_(context), uuids_(uuids), scale_(scale) {}

  [[nodiscard]] MatchSource* clone() const override { return new MatchSource(context_, uuids_, scale_); }
  [[nodiscard]] std::string name() const override { return "svitok::match"; }
  void init(const Xapian::Database& database) override;
  [[nodiscard]] Xapian::doccount get_termfreq_min() const override { return 0; }
  [[nodiscard]] Xapian::doccount get_termfreq_est() const override { return match_->estimated(); }
  [[nodiscard]] Xapian::doccount get_termfreq_max() const override { return match_->most(); }
  void next(double /*min_wt*/) override { match_->next(); }
  void skip_to(Xapian::docid did, double /*min_wt*/) override { match_->skip_to(did - 1); }
  [[nodiscard]] bool at_end() const override { return match_->at_end(); }
  [[nodiscard]] Xapian::docid get_docid() const override { return match_->doc() + 1; }
  [[nodiscard]] double get_weight() const override { return static_cast<double>(match_->score()) / scale_; }

 private:
  [[nodiscard]] std::size_t segment_of(const Xapian::Database& database) const;

  MatchContext& context_;
  const std::vector<std::string>& uuids_;
  double scale_;
  std::unique_ptr<SegmentMatch> match_;
};

}  // namespace svitok::matcher
