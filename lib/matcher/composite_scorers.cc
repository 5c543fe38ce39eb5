#include "matcher/composite_scorers.h"

#include <bit>

namespace svitok::matcher {

AllScorer::AllScorer(std::vector<std::unique_ptr<Scorer>> members) : members_(std::move(members)) {
  std::stable_sort(members_.begin(), members_.end(),
                   [](const auto& a, const auto& b) { return a->cost() < b->cost(); });
}

void AllScorer::skip_to(std::uint32_t target, Score least) {
  std::uint32_t checked = 0;  // Up to here the bounds are known to suffice.
  for (doc_ = target;;) {
    members_[0]->skip_to(doc_, 0);
    doc_ = members_[0]->doc();
    if (doc_ == kEnd) return;
    if (least > 0 && doc_ >= checked) {
      const std::uint32_t end = block_end(doc_);
      if (bound(doc_, end) < least) {
        doc_ = end + 1;
        continue;
      }
      checked = end == kEnd ? kEnd : end + 1;
    }
    std::size_t i = 1;
    for (; i < members_.size(); ++i) {
      if (members_[i]->doc() == doc_) continue;
      members_[i]->skip_to(doc_, 0);
      if (members_[i]->doc() != doc_) break;
    }
    if (i == members_.size()) return;
    doc_ = members_[i]->doc();
    if (doc_ == kEnd) return;
  }
}

Score AllScorer::score() {
  Score sum = 0;
  for (const auto& member : members_) sum += member->score();
  return sum;
}

Score AllScorer::bound() const {
  Score sum = 0;
  for (const auto& member : members_) sum += member->bound();
  return sum;
}

Score AllScorer::bound(std::uint32_t first, std::uint32_t last) {
  Score sum = 0;
  for (const auto& member : members_) sum += member->bound(first, last);
  return sum;
}

std::uint32_t AllScorer::block_end(std::uint32_t doc) {
  std::uint32_t end = kEnd - 1;
  for (const auto& member : members_) end = std::min(end, member->block_end(doc));
  return end;
}

void SumScorer::skip_to(std::uint32_t target, Score least) {
  while (true) {
    doc_ = kEnd;
    for (const auto& member : members_) {
      if (member->doc() == kEnd) continue;
      if (member->doc() < target || member->doc() == kBefore) member->skip_to(target, 0);
      doc_ = std::min(doc_, member->doc());
    }
    if (doc_ == kEnd || least == 0 || score() >= least) return;
    target = doc_ + 1;
  }
}

Score SumScorer::score() {
  Score sum = 0;
  for (const auto& member : members_) {
    if (member->doc() == doc_) sum += member->score();
  }
  return sum;
}

Score SumScorer::bound() const {
  Score sum = 0;
  for (const auto& member : members_) sum += member->bound();
  return sum;
}

Score SumScorer::bound(std::uint32_t first, std::uint32_t last) {
  Score sum = 0;
  for (const auto& member : members_) sum += member->bound(first, last);
  return sum;
}

std::uint32_t SumScorer::block_end(std::uint32_t doc) {
  std::uint32_t end = kEnd - 1;
  for (const auto& member : members_) end = std::min(end, member->block_end(doc));
  return end;
}

std::uint32_t SumScorer::cost() const {
  std::uint64_t sum = 0;
  for (const auto& member : members_) sum += member->cost();
  return static_cast<std::uint32_t>(std::min<std::uint64_t>(sum, kEnd - 1));
}

SynonymScorer::SynonymScorer(const SegmentView& segment, std::vector<postings::Cursor> cursors, float weight)
    : segment_(segment), cursors_(std::move(cursors)), weight_(weight), greatest_(static_cast<Score>(weight + 1.5F)) {
  std::uint64_t sum = 0;
  for (const auto& cursor : cursors_) sum += cursor.documents();
  cost_ = static_cast<std::uint32_t>(std::min<std::uint64_t>(sum, segment.text->documents()));
}

// Adds up the frequencies of the window that begins at the first document >= target; false if there is none.
bool SynonymScorer::fill_window(std::uint32_t target) {
  freqs_.fill(0);
  touched_.fill(0);
  std::uint32_t first = kEnd;
  for (auto& cursor : cursors_) {
    cursor.skip_to(target);
    first = std::min(first, cursor.doc());
  }
  if (first == kEnd) return false;
  start_ = first;
  for (auto& cursor : cursors_) {
    cursor.visit_below(first + kWindow, [this](std::uint32_t doc, std::uint32_t freq) {
      const std::uint32_t offset = doc - start_;
      freqs_[offset] += freq;
      touched_[offset / 64] |= std::uint64_t{1} << offset % 64;
    });
  }
  std::erase_if(cursors_, [](const postings::Cursor& cursor) { return cursor.doc() == kEnd; });
  return true;
}

// The first touched offset >= `offset`; kWindow if there is none.
std::uint32_t SynonymScorer::touched_from(std::uint32_t offset) const {
  if (offset >= kWindow) return kWindow;
  std::uint32_t word = offset / 64;
  std::uint64_t bits = touched_[word] & UINT64_MAX << offset % 64;
  while (bits == 0) {
    if (++word == kWindow / 64) return kWindow;
    bits = touched_[word];
  }
  return word * 64 + static_cast<std::uint32_t>(std::countr_zero(bits));
}

void SynonymScorer::skip_to(std::uint32_t target, Score least) {
  if (doc_ == kEnd || least > greatest_) {
    doc_ = kEnd;
    return;
  }
  while (true) {
    std::uint32_t offset = kWindow;
    if (start_ != kEnd && target < start_ + kWindow) offset = touched_from(std::max(target, start_) - start_);
    if (offset == kWindow) {
      if (!fill_window(start_ == kEnd ? target : std::max(target, start_ + kWindow))) {
        doc_ = kEnd;
        return;
      }
      continue;
    }
    doc_ = start_ + offset;
    if (least == 0 || score() >= least) return;
    target = doc_ + 1;
  }
}

Score SynonymScorer::score() {
  return static_cast<Score>(weight_ * (*segment_.impacts)(freqs_[doc_ - start_], segment_.length_codes[doc_]) + 0.5F);
}

}  // namespace svitok::matcher
