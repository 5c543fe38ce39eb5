#include "matcher/composite_scorers.h"

namespace svitok::matcher {

namespace {

Score sum_of_bounds(const std::vector<std::unique_ptr<Scorer>>& members) {
  Score sum = 0;
  for (const auto& member : members) sum += member->bound();
  return sum;
}

std::uint32_t first_block_end(const std::vector<std::unique_ptr<Scorer>>& members, std::uint32_t doc) {
  std::uint32_t end = kEnd - 1;
  for (const auto& member : members) end = std::min(end, member->block_end(doc));
  return end;
}

// A bound is 0 also where a member has no document, but conditions have no other.
Score sum_of_bounds(const std::vector<std::unique_ptr<Scorer>>& members, std::uint32_t first, std::uint32_t last) {
  Score sum = 0;
  for (const auto& member : members) sum += member->bound(first, last);
  return sum;
}

}  // namespace

AllScorer::AllScorer(std::vector<std::unique_ptr<Scorer>> members)
    : members_(std::move(members)), greatest_(sum_of_bounds(members_)) {
  std::stable_sort(members_.begin(), members_.end(),
                   [](const auto& a, const auto& b) { return a->cost() < b->cost(); });
}

void AllScorer::skip_to(std::uint32_t target, Score least) {
  if (least > greatest_) {
    doc_ = kEnd;
    return;
  }
  for (doc_ = target; doc_ != kEnd;) {
    Scorer& lead = *members_[0];
    if (!lead.is_at_or_after(doc_)) lead.skip_to(doc_, less(least, greatest_ - lead.bound()));
    doc_ = lead.doc();
    if (doc_ == kEnd || !may_reach(least)) continue;
    const std::uint32_t next = align(least);
    if (next == doc_) return;
    doc_ = next;
  }
}

// False, and doc_ moved on, if no document of the stretch that doc_ is in scores enough.
bool AllScorer::may_reach(Score least) {
  if (least == 0 || doc_ < checked_) return true;
  const std::uint32_t end = block_end(doc_);
  if (bound(doc_, end) < least) {
    doc_ = end + 1;
    return false;
  }
  checked_ = end + 1;
  return true;
}

// Moves the others to doc_, and returns where the first that is not there has got to.
std::uint32_t AllScorer::align(Score least) {
  for (std::size_t i = 1; i < members_.size(); ++i) {
    Scorer& member = *members_[i];
    if (member.doc() == doc_) continue;
    if (!member.is_at_or_after(doc_)) member.skip_to(doc_, less(least, greatest_ - member.bound()));
    if (member.doc() != doc_) return member.doc();
  }
  return doc_;
}

Score AllScorer::score() {
  Score sum = 0;
  for (const auto& member : members_) sum += member->score();
  return sum;
}

Score AllScorer::bound(std::uint32_t first, std::uint32_t last) { return sum_of_bounds(members_, first, last); }

std::uint32_t AllScorer::block_end(std::uint32_t doc) { return first_block_end(members_, doc); }

SumScorer::SumScorer(std::vector<std::unique_ptr<Scorer>> members)
    : members_(std::move(members)), greatest_(sum_of_bounds(members_)) {
  std::stable_sort(members_.begin(), members_.end(),
                   [](const auto& a, const auto& b) { return a->bound() < b->bound(); });
}

void SumScorer::skip_to(std::uint32_t target, Score least) {
  while (others_ < members_.size() && bound_of_others_ + members_[others_]->bound() < least) {
    bound_of_others_ += members_[others_++]->bound();
  }
  for (;; target = doc_ + 1) {
    doc_ = next_of_essential(target, least);
    if (doc_ == kEnd) return;
    score_ = sum_at(doc_, least);
    if (score_ >= least) return;
  }
}

std::uint32_t SumScorer::next_of_essential(std::uint32_t target, Score least) {
  std::uint32_t first = kEnd;
  for (std::size_t i = others_; i < members_.size(); ++i) {
    Scorer& member = *members_[i];
    if (!member.is_at_or_after(target)) member.skip_to(target, less(least, greatest_ - member.bound()));
    first = std::min(first, member.doc());
  }
  return first;
}

// Exact if it reaches `least`.
Score SumScorer::sum_at(std::uint32_t doc, Score least) {
  Score sum = 0;
  for (std::size_t i = members_.size(); i-- > others_;) {
    if (members_[i]->doc() == doc) sum += members_[i]->score();
  }
  std::uint64_t left = bound_of_others_;
  for (std::size_t i = others_; i-- > 0 && sum + left >= least;) {
    Scorer& member = *members_[i];
    left -= member.bound();
    if (!member.is_at_or_after(doc)) member.skip_to(doc, 0);
    if (member.doc() == doc) sum += member.score();
  }
  return sum;
}

Score SumScorer::bound(std::uint32_t first, std::uint32_t last) { return sum_of_bounds(members_, first, last); }

std::uint32_t SumScorer::block_end(std::uint32_t doc) { return first_block_end(members_, doc); }

std::uint32_t SumScorer::cost() const {
  std::uint64_t sum = 0;
  for (const auto& member : members_) sum += member->cost();
  return static_cast<std::uint32_t>(std::min<std::uint64_t>(sum, kEnd - 1));
}

void MaybeScorer::skip_to(std::uint32_t target, Score least) {
  for (;; target = doc_ + 1) {
    required_->skip_to(target, less(least, optional_->bound()));
    doc_ = required_->doc();
    if (doc_ == kEnd) return;
    if (!optional_->is_at_or_after(doc_)) optional_->skip_to(doc_, less(least, required_->bound()));
    if (score() >= least) return;
  }
}

Score MaybeScorer::score() { return required_->score() + (optional_->doc() == doc_ ? optional_->score() : 0); }

Score MaybeScorer::bound(std::uint32_t first, std::uint32_t last) {
  return required_->bound(first, last) + optional_->bound(first, last);
}

std::uint32_t MaybeScorer::block_end(std::uint32_t doc) {
  return std::min(required_->block_end(doc), optional_->block_end(doc));
}

void WithoutScorer::skip_to(std::uint32_t target, Score least) {
  for (;; target = doc_ + 1) {
    included_->skip_to(target, least);
    doc_ = included_->doc();
    if (doc_ == kEnd) return;
    if (!excluded_->is_at_or_after(doc_)) excluded_->skip_to(doc_, 0);
    if (excluded_->doc() != doc_) return;
  }
}

void ConditionScorer::skip_to(std::uint32_t target, Score least) {
  doc_ = least > 0 || target >= condition_->documents() ? kEnd : condition_->next(target);
  if (doc_ >= condition_->documents()) doc_ = kEnd;
}

}  // namespace svitok::matcher
