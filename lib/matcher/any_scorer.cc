#include "matcher/any_scorer.h"

#include <bit>

namespace svitok::matcher {

AnyScorer::AnyScorer(const SegmentView& segment, std::vector<std::unique_ptr<TermScorer>> terms, TopScores* top)
    : segment_(segment), top_(top), terms_(std::move(terms)) {
  for (const auto& term : terms_) {
    greatest_ += term->bound();
    order_.push_back({term.get(), 0});
  }
}

// The first document from position_ on that may match. Cursors of terms that are not essential lag behind.
std::uint32_t AnyScorer::first_document() const {
  if (position_ >= segment_.text->documents()) return kEnd;
  std::uint32_t first = kEnd;
  for (const auto& term : terms_) {
    if (term->cursor().doc() != kEnd) first = std::min(first, std::max(term->cursor().doc(), position_));
  }
  return first;
}

// Windows end where the finest of the terms' blocks does, within reason.
std::uint32_t AnyScorer::window_end(std::uint32_t start) {
  std::uint32_t end = start + kWindow - 1;
  for (const auto& term : terms_) end = std::min(end, term->block_end(start));
  return std::max(end, start + kLeastWindow - 1);
}

void AnyScorer::skip_to(std::uint32_t target, Score least) {
  while (at_ < found_.size() && (found_[at_].doc < target || found_[at_].score < least)) ++at_;
  position_ = std::max(position_, target);
  while (at_ == found_.size()) {
    const std::uint32_t start = first_document();
    if (start == kEnd) {
      doc_ = kEnd;
      return;
    }
    const std::uint32_t end = window_end(start);
    search_window(start, end, top_ == nullptr ? least : std::max(least, top_->least()));
    position_ = end + 1;
  }
  doc_ = found_[at_].doc;
}

void AnyScorer::search_window(std::uint32_t start, std::uint32_t end, Score least) {
  found_.clear();
  at_ = 0;
  for (Bounded& bounded : order_) bounded.bound = bounded.term->bound(start, end);
  std::sort(order_.begin(), order_.end(), [](const Bounded& a, const Bounded& b) { return a.bound < b.bound; });
  std::size_t essential = 0;
  Score sum = 0;
  while (essential < order_.size() && (order_[essential].bound == 0 || sum + order_[essential].bound < least)) {
    sum += order_[essential++].bound;
  }
  if (essential == order_.size()) return;
  add_up(start, end, essential);
  look_up_others(essential, least);
  std::erase_if(found_,
                [this, least](const Candidate& found) { return found.score < least || segment_.is_dead(found.doc); });
  if (top_ == nullptr) return;
  for (const Candidate& found : found_) top_->offer(found.score);
  const Score now = top_->least();
  if (now > least) std::erase_if(found_, [now](const Candidate& found) { return found.score < now; });
}

// The essential terms' postings of the window become candidates.
void AnyScorer::add_up(std::uint32_t start, std::uint32_t end, std::size_t essential) {
  const std::uint32_t limit = end + 1;
  if (essential + 1 == order_.size()) {
    TermScorer& term = *order_[essential].term;
    term.cursor().skip_to(start);
    term.cursor().visit_below(limit, [this, &term](std::uint32_t doc, std::uint32_t freq) {
      found_.push_back({doc, term.contribution(doc, freq)});
    });
    return;
  }
  for (std::size_t i = essential; i < order_.size(); ++i) {
    TermScorer& term = *order_[i].term;
    term.cursor().skip_to(start);
    term.cursor().visit_below(limit, [this, &term, start](std::uint32_t doc, std::uint32_t freq) {
      const std::uint32_t offset = doc - start;
      sums_[offset] += term.contribution(doc, freq);
      touched_[offset / 64] |= std::uint64_t{1} << offset % 64;
    });
  }
  for (std::uint32_t word = 0; word <= (end - start) / 64; ++word) {
    for (std::uint64_t bits = touched_[word]; bits != 0; bits &= bits - 1) {
      const std::uint32_t offset = word * 64 + static_cast<std::uint32_t>(std::countr_zero(bits));
      found_.push_back({start + offset, sums_[offset]});
      sums_[offset] = 0;
    }
    touched_[word] = 0;
  }
}

// The other terms, the greatest bound first; before each, candidates that cannot make it any more are dropped.
void AnyScorer::look_up_others(std::size_t essential, Score least) {
  Score left = 0;
  for (std::size_t i = 0; i < essential; ++i) left += order_[i].bound;
  for (std::size_t i = essential; i-- > 0 && !found_.empty();) {
    if (order_[i].bound == 0) return;
    std::erase_if(found_, [least, left](const Candidate& found) { return found.score + left < least; });
    TermScorer& term = *order_[i].term;
    for (Candidate& found : found_) {
      term.cursor().skip_to(found.doc);
      if (term.cursor().doc() == found.doc) found.score += term.score();
    }
    left -= order_[i].bound;
  }
}

Score AnyScorer::bound(std::uint32_t first, std::uint32_t last) {
  Score sum = 0;
  for (const auto& term : terms_) sum += term->bound(first, last);
  return sum;
}

std::uint32_t AnyScorer::block_end(std::uint32_t doc) {
  std::uint32_t end = kEnd - 1;
  for (const auto& term : terms_) end = std::min(end, term->block_end(doc));
  return end;
}

std::uint32_t AnyScorer::cost() const {
  std::uint32_t sum = 0;
  for (const auto& term : terms_)
    sum = static_cast<std::uint32_t>(std::min<std::uint64_t>(std::uint64_t{sum} + term->cost(), kEnd));
  return sum;
}

}  // namespace svitok::matcher
