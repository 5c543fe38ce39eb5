#include "matcher/posting_sources.h"

#include <algorithm>
#include <cmath>

namespace svitok::matcher {

namespace {

// The least score that makes a weight of `min_wt`; rounded down, so that rounding loses nothing.
Score least_score(double min_wt, double scale) {
  const double score = std::floor(min_wt * scale);
  return score <= 0 ? 0 : static_cast<Score>(std::min(score, 4294967295.0));
}

}  // namespace

std::size_t MatchContext::segment_of(const Xapian::Database& database) const {
  const auto found = std::find(uuids->begin(), uuids->end(), database.get_uuid());
  if (found == uuids->end()) throw Xapian::InvalidOperationError("a source was given a database that is no segment");
  return static_cast<std::size_t>(found - uuids->begin());
}

void TextSource::init(const Xapian::Database& database) {
  segment_ = &(*context_.segments)[context_.segment_of(database)];
  top_ = TopScores(context_.top);
  scorer_ = make_scorer(*segment_, *plan_, &top_);
  set_maxweight(scorer_ ? static_cast<double>(scorer_->bound()) / context_.scale : 0.0);
}

Xapian::doccount TextSource::get_termfreq_est() const {
  return scorer_ ? std::min(scorer_->cost(), segment_->text->documents()) : 0;
}

Xapian::doccount TextSource::get_termfreq_max() const { return scorer_ ? segment_->text->documents() : 0; }

void TextSource::next(double min_wt) {
  if (!scorer_) return;
  const Score least = std::max(least_score(min_wt, context_.scale), top_.least());
  scorer_->next(least);
  settle(least);
}

void TextSource::skip_to(Xapian::docid did, double min_wt) {
  if (!scorer_) return;
  const Score least = std::max(least_score(min_wt, context_.scale), top_.least());
  // Xapian may ask for the document that the source is at.
  if (scorer_->doc() >= did - 1 && scorer_->doc() < segment_->text->documents()) return;
  scorer_->skip_to(did - 1, least);
  settle(least);
}

// Goes on from where the scorer is to a live document that matters.
void TextSource::settle(Score least) {
  for (; scorer_->doc() != kEnd; scorer_->next(least)) {
    if (segment_->is_dead(scorer_->doc())) continue;
    score_ = scorer_->score();
    if (score_ < least) continue;
    if (!scorer_->offers()) top_.offer(score_);
    return;
  }
}

void DeadSource::init(const Xapian::Database& database) {
  dead_ = &(*context_.dead)[context_.segment_of(database)];
  at_ = 0;
  started_ = false;
}

void DeadSource::next(double /*min_wt*/) {
  if (started_) ++at_;
  started_ = true;
}

void DeadSource::skip_to(Xapian::docid did, double /*min_wt*/) {
  started_ = true;
  at_ = static_cast<std::size_t>(
      std::lower_bound(dead_->begin() + static_cast<std::ptrdiff_t>(at_), dead_->end(), did - 1) - dead_->begin());
}

}  // namespace svitok::matcher
