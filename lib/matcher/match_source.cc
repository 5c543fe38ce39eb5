#include "matcher/match_source.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "matcher/composite_scorers.h"

namespace svitok::matcher {

namespace {

// Reads through the database that Xapian has given the source: the calling thread's.
class Reader final : public ConditionReader {
 public:
  Reader(const Xapian::Database& database, ConditionCache& cache, const SegmentView& segment)
      : database_(database), cache_(cache), documents_(segment.text->documents()) {}

  [[nodiscard]] std::unique_ptr<Condition> condition(const MatchNode& node) const override {
    if (node.kind == MatchNode::Kind::kFilter) {
      return std::make_unique<FilterCondition>(cache_.filter(database_, node.filter));
    }
    if (node.kind == MatchNode::Kind::kRange && (node.low || node.high)) {
      constexpr double kInfinity = std::numeric_limits<double>::infinity();
      return std::make_unique<RangeCondition>(cache_.column(database_, node.slot), node.low.value_or(-kInfinity),
                                              node.high.value_or(kInfinity));
    }
    return std::make_unique<EverythingCondition>(documents_);
  }

 private:
  const Xapian::Database& database_;
  ConditionCache& cache_;
  std::uint32_t documents_;
};

}  // namespace

std::size_t MatchContext::segment_of(const Xapian::Database& database) const {
  if (uuids->size() == 1) return 0;
  const auto found = std::find(uuids->begin(), uuids->end(), database.get_uuid());
  if (found == uuids->end()) throw Xapian::InvalidOperationError("a source was given a database that is no segment");
  return static_cast<std::size_t>(found - uuids->begin());
}

void MatchSource::init(const Xapian::Database& database) {
  const std::size_t number = context_.segment_of(database);
  segment_ = &(*context_.segments)[number];
  const Reader reader(database, *(*context_.conditions)[number], *segment_);
  admission_ = Admission(segment_->dead);
  for (const MatchNode* node : context_.required) admission_.require(reader.condition(*node));
  for (const MatchNode* node : context_.excluded) {
    if (auto excluded = make_scorer(*segment_, *node, reader, nullptr)) {
      admission_.require(std::make_unique<ExclusionCondition>(std::move(excluded), segment_->text->documents()));
    }
  }
  selection_ = {&context_.top, &admission_};
  scorer_ = make_scorer(*segment_, *context_.scored, reader, &selection_);
  set_maxweight(scorer_ ? static_cast<double>(scorer_->bound()) / context_.scale : 0.0);
  if (scorer_) estimate();
}

void MatchSource::estimate() {
  estimate_ = admission_.estimate(std::min(scorer_->cost(), segment_->text->documents()));
  context_.estimate += estimate_;
  const bool is_term = context_.scored->kind == MatchNode::Kind::kTerm;
  if (!is_term || segment_->dead != nullptr || !context_.required.empty() || !context_.excluded.empty()) {
    context_.estimate_is_exact = false;
  }
}

Xapian::doccount MatchSource::get_termfreq_max() const { return scorer_ ? segment_->text->documents() : 0; }

// The least score that makes a weight of `min_wt`; rounded down, so that rounding loses nothing.
Score MatchSource::least(double min_wt) const {
  const double score = std::clamp(std::floor(min_wt * context_.scale), 0.0, 4294967295.0);
  return std::max(static_cast<Score>(score), context_.top.least());
}

void MatchSource::next(double min_wt) {
  if (!scorer_) return;
  const Score enough = least(min_wt);
  scorer_->next(enough);
  settle(enough);
}

void MatchSource::skip_to(Xapian::docid did, double min_wt) {
  if (!scorer_ || scorer_->is_at_or_after(did - 1)) return;
  const Score enough = least(min_wt);
  scorer_->skip_to(did - 1, enough);
  settle(enough);
}

// Goes on from where the scorer is to a document that matters.
void MatchSource::settle(Score least) {
  for (; scorer_->doc() != kEnd; scorer_->next(std::max(least, context_.top.least()))) {
    if (!scorer_->selects() && !admission_.admits(scorer_->doc())) continue;
    score_ = scorer_->score();
    if (score_ < least) continue;
    if (!scorer_->selects()) context_.top.offer(score_);
    return;
  }
}

}  // namespace svitok::matcher
