#include "matcher/segment_match.h"

#include <algorithm>
#include <limits>

#include "matcher/composite_scorers.h"
#include "matcher/lazy_database.h"

namespace svitok::matcher {

namespace {

// Reads through the calling thread's database.
class Reader final : public ConditionReader {
 public:
  Reader(const LazyDatabase& database, ConditionCache& cache, const SegmentView& segment)
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
  const LazyDatabase& database_;
  ConditionCache& cache_;
  std::uint32_t documents_;
};

}  // namespace

SegmentMatch::SegmentMatch(MatchContext& context, std::size_t number, const LazyDatabase& database)
    : context_(context), segment_((*context.segments)[number]), admission_(segment_.dead) {
  const Reader reader(database, *segment_.conditions, segment_);
  for (const MatchNode* node : context_.required) admission_.require(reader.condition(*node));
  for (const MatchNode* node : context_.excluded) {
    if (auto excluded = make_scorer(segment_, *node, reader, nullptr)) {
      admission_.require(std::make_unique<ExclusionCondition>(std::move(excluded), segment_.text->documents()));
    }
  }
  scorer_ = make_scorer(segment_, *context_.scored, reader, &selection_);
  if (scorer_) estimate();
}

void SegmentMatch::estimate() {
  estimate_ = admission_.estimate(std::min(scorer_->cost(), segment_.text->documents()));
  context_.estimate += estimate_;
  const MatchNode::Kind kind = context_.scored->kind;
  const bool is_counted = kind == MatchNode::Kind::kTerm || kind == MatchNode::Kind::kEverything;
  if (!is_counted || segment_.dead != nullptr || !context_.required.empty() || !context_.excluded.empty()) {
    context_.estimate_is_exact = false;
  }
}

void SegmentMatch::next() {
  if (!scorer_) return;
  const Score least = context_.top.least();
  scorer_->next(least);
  settle(least);
}

void SegmentMatch::skip_to(std::uint32_t target) {
  if (!scorer_ || scorer_->is_at_or_after(target)) return;
  const Score least = context_.top.least();
  scorer_->skip_to(target, least);
  settle(least);
}

// Goes on from where the scorer is to a document that matters.
void SegmentMatch::settle(Score least) {
  for (; scorer_->doc() != kEnd; scorer_->next(std::max(least, context_.top.least()))) {
    if (!scorer_->selects() && !admission_.admits(scorer_->doc())) continue;
    score_ = scorer_->score();
    if (score_ < least) continue;
    if (!scorer_->selects()) context_.top.offer(score_);
    return;
  }
}

}  // namespace svitok::matcher
