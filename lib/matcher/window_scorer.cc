#include "matcher/window_scorer.h"

namespace svitok::matcher {

void WindowScorer::skip_to(std::uint32_t target, Score least) {
  while (at_ < found_.size() && (found_[at_].doc < target || found_[at_].score < least)) ++at_;
  position_ = std::max(position_, target);
  while (at_ == found_.size()) {
    if (position_ == kEnd) {
      doc_ = kEnd;
      return;
    }
    found_.clear();
    at_ = 0;
    const Score now = selection_ == nullptr ? least : std::max(least, selection_->top->least());
    position_ = search_window(position_, now);
    select(now);
  }
  doc_ = found_[at_].doc;
}

// Keeps what may be a hit, and of that what is still among the best when all of it has been seen.
void WindowScorer::select(Score least) {
  if (selection_ == nullptr) {
    std::erase_if(found_, [least](const Candidate& found) { return found.score < least; });
    return;
  }
  TopScores& top = *selection_->top;
  std::erase_if(found_, [&](const Candidate& found) {
    if (found.score < std::max(least, top.least()) || !selection_->admission->admits(found.doc)) return true;
    top.offer(found.score);
    return false;
  });
  const Score now = top.least();
  if (now > least) std::erase_if(found_, [now](const Candidate& found) { return found.score < now; });
}

Score WindowScorer::found_bound(std::uint32_t first, std::uint32_t last) const {
  Score greatest = 0;
  for (std::size_t i = at_; i < found_.size() && found_[i].doc <= last; ++i) {
    if (found_[i].doc >= first) greatest = std::max(greatest, found_[i].score);
  }
  return greatest;
}

}  // namespace svitok::matcher
