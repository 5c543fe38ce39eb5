// Our cursors as Xapian's matcher sees them (Xapian::PostingSource): a source for a whole text plan, and one for dead
// documents. Xapian clones a source and calls init() once a segment.
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
  const std::vector<std::string>* uuids = nullptr;                ///< Of the segments' databases.
  const std::vector<std::vector<std::uint32_t>>* dead = nullptr;  ///< A list a segment.
  double scale = 1;
  /// Whether one text plan is the whole query. Else sources tell Xapian no upper bounds: with bounds a query such as
  /// "+a b" missed documents at times (tests/reference shows it), for a reason not found yet.
  bool only_text = false;
  std::size_t top = 0;  ///< If the k best documents of one text plan are all that is wanted, k; else 0.

  /// Which segment a database is.
  [[nodiscard]] std::size_t segment_of(const Xapian::Database& database) const;
};

class TextSource final : public Xapian::PostingSource {
 public:
  TextSource(const MatchContext& context, std::shared_ptr<const TextNode> plan)
      : context_(context), plan_(std::move(plan)) {}

  [[nodiscard]] TextSource* clone() const override { return new TextSource(context_, plan_); }
  [[nodiscard]] std::string name() const override { return "svitok::text"; }
  void init(const Xapian::Database& database) override;
  [[nodiscard]] Xapian::doccount get_termfreq_min() const override { return 0; }
  [[nodiscard]] Xapian::doccount get_termfreq_est() const override;
  [[nodiscard]] Xapian::doccount get_termfreq_max() const override;
  void next(double min_wt) override;
  void skip_to(Xapian::docid did, double min_wt) override;
  [[nodiscard]] bool at_end() const override { return !scorer_ || scorer_->doc() == kEnd; }
  [[nodiscard]] Xapian::docid get_docid() const override { return scorer_->doc() + 1; }
  [[nodiscard]] double get_weight() const override { return static_cast<double>(score_) / context_.scale; }

 private:
  void settle(Score least);

  const MatchContext& context_;
  std::shared_ptr<const TextNode> plan_;
  const SegmentView* segment_ = nullptr;
  TopScores top_{0};
  std::unique_ptr<Scorer> scorer_;
  Score score_ = 0;
};

class DeadSource final : public Xapian::PostingSource {
 public:
  explicit DeadSource(const MatchContext& context) : context_(context) {}

  [[nodiscard]] DeadSource* clone() const override { return new DeadSource(context_); }
  [[nodiscard]] std::string name() const override { return "svitok::dead"; }
  void init(const Xapian::Database& database) override;
  [[nodiscard]] Xapian::doccount get_termfreq_min() const override { return get_termfreq_max(); }
  [[nodiscard]] Xapian::doccount get_termfreq_est() const override { return get_termfreq_max(); }
  [[nodiscard]] Xapian::doccount get_termfreq_max() const override {
    return static_cast<Xapian::doccount>(dead_->size());
  }
  void next(double min_wt) override;
  void skip_to(Xapian::docid did, double min_wt) override;
  [[nodiscard]] bool at_end() const override { return at_ == dead_->size(); }
  [[nodiscard]] Xapian::docid get_docid() const override { return (*dead_)[at_] + 1; }

 private:
  const MatchContext& context_;
  const std::vector<std::uint32_t>* dead_ = nullptr;
  std::size_t at_ = 0;
  bool started_ = false;
};

}  // namespace svitok::matcher
