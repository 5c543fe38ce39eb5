#include "matcher/phrase_scorer.h"

#include <limits>

namespace svitok::matcher {

std::uint32_t PhraseSlot::doc() const {
  std::uint32_t first = kEnd;
  for (const auto& cursor : cursors_) first = std::min(first, cursor.doc());
  return first;
}

void PhraseSlot::skip_to(std::uint32_t target) {
  for (auto& cursor : cursors_) cursor.skip_to(target);
}

std::uint32_t PhraseSlot::freq(std::uint32_t doc) {
  std::uint32_t sum = 0;
  for (auto& cursor : cursors_) {
    if (cursor.doc() == doc) sum += cursor.freq();
  }
  return sum;
}

void PhraseSlot::load_positions(std::uint32_t doc) {
  positions_.clear();
  for (auto& cursor : cursors_) {
    if (cursor.doc() != doc) continue;
    cursor.positions(more_);
    positions_.insert(positions_.end(), more_.begin(), more_.end());
  }
  if (cursors_.size() > 1) {
    std::sort(positions_.begin(), positions_.end());
    positions_.erase(std::unique(positions_.begin(), positions_.end()), positions_.end());
  }
  if (offset_ == 0) return;
  std::erase_if(positions_, [this](std::uint32_t position) { return position < offset_; });
  for (std::uint32_t& position : positions_) position -= offset_;
}

std::uint32_t PhraseSlot::cost() const {
  std::uint64_t sum = 0;
  for (const auto& cursor : cursors_) sum += cursor.documents();
  return static_cast<std::uint32_t>(std::min<std::uint64_t>(sum, kEnd - 1));
}

float PhraseSlot::bound() const {
  float sum = 0;
  for (const auto& cursor : cursors_) sum += postings::decode_bound(cursor.bound());
  return sum;
}

float PhraseSlot::bound(std::uint32_t first, std::uint32_t last) {
  float sum = 0;
  for (auto& cursor : cursors_) sum += postings::decode_bound(cursor.bound(first, last));
  return sum;
}

std::uint32_t PhraseSlot::block_end(std::uint32_t doc) {
  std::uint32_t end = kEnd - 1;
  for (auto& cursor : cursors_) end = std::min(end, cursor.block_end(doc));
  return end;
}

PhraseScorer::PhraseScorer(const SegmentView& segment, const MatchNode& node, std::vector<PhraseSlot> slots)
    : segment_(segment), node_(node), slots_(std::move(slots)) {
  std::stable_sort(slots_.begin(), slots_.end(),
                   [](const PhraseSlot& a, const PhraseSlot& b) { return a.cost() < b.cost(); });
  float least = 1.0F;
  float sum = 0;
  for (const PhraseSlot& slot : slots_) {
    const float bound = slot.bound();
    least = std::min(least, bound);
    sum += bound;
  }
  greatest_ = bound_score(node_.kind == MatchNode::Kind::kPhrase ? least : sum);
}

void PhraseScorer::skip_to(std::uint32_t target, Score least) {
  if (doc_ == kEnd || least > greatest_) {
    doc_ = kEnd;
    return;
  }
  while (align(target, least)) {
    if (matches(least)) return;
    target = doc_ + 1;
  }
}

// Moves to the next document >= target that has a term for every slot; false at the end.
bool PhraseScorer::align(std::uint32_t target, Score least) {
  for (doc_ = target;;) {
    slots_[0].skip_to(doc_);
    doc_ = slots_[0].doc();
    if (doc_ == kEnd) return false;
    if (least > 0) {
      const std::uint32_t end = block_end(doc_);
      if (bound(doc_, end) < least) {
        doc_ = end + 1;
        continue;
      }
    }
    std::size_t i = 1;
    for (; i < slots_.size(); ++i) {
      slots_[i].skip_to(doc_);
      if (slots_[i].doc() != doc_) break;
    }
    if (i == slots_.size()) return true;
    doc_ = slots_[i].doc();
    if (doc_ == kEnd) return false;
  }
}

// Whether the aligned document has the phrase and may score `least`; sets freq_.
bool PhraseScorer::matches(Score least) {
  if (least > 0 && node_.kind == MatchNode::Kind::kPhrase) {
    std::uint32_t most = std::numeric_limits<std::uint32_t>::max();
    for (PhraseSlot& slot : slots_) most = std::min(most, slot.freq(doc_));
    if (score_of(most, doc_) < least) return false;
  }
  for (PhraseSlot& slot : slots_) slot.load_positions(doc_);
  freq_ = node_.kind == MatchNode::Kind::kPhrase ? count_phrases() : count_near();
  return freq_ != 0 && score() >= least;
}

// The weight of the field that holds positions first..last; 0 if it is not the field wanted.
std::uint32_t PhraseScorer::weight_at(std::uint32_t first, std::uint32_t last) const {
  const postings::PostingsFile& text = *segment_.text;
  std::uint32_t field = 0;
  while (field + 1 < text.fields() && first >= text.field_start(doc_, field + 1)) ++field;
  if (last >= text.field_start(doc_, field + 1)) return 0;
  return node_.field && *node_.field != field ? 0 : (*segment_.field_weights)[field];
}

std::uint32_t PhraseScorer::count_phrases() {
  std::uint32_t freq = 0;
  std::vector<std::size_t> at(slots_.size());
  const std::uint32_t width = node_.offsets.empty() ? 0 : node_.offsets.back();
  for (const std::uint32_t place : slots_[0].positions()) {
    std::size_t i = 1;
    for (; i < slots_.size(); ++i) {
      const auto& positions = slots_[i].positions();
      while (at[i] < positions.size() && positions[at[i]] < place) ++at[i];
      if (at[i] == positions.size()) return freq;
      if (positions[at[i]] != place) break;
    }
    if (i == slots_.size()) freq += weight_at(place, place + width);
  }
  return freq;
}

// Counts, for every place of the hindmost word, whether all words stand within `distance` of it: the smallest windows
// that end at successive places.
std::uint32_t PhraseScorer::count_near() {
  std::uint32_t freq = 0;
  std::vector<std::size_t> at(slots_.size());
  while (true) {
    std::size_t first = 0;
    std::uint32_t last = 0;
    for (std::size_t i = 0; i < slots_.size(); ++i) {
      if (at[i] == slots_[i].positions().size()) return freq;
      const std::uint32_t here = slots_[i].positions()[at[i]];
      if (here < slots_[first].positions()[at[first]]) first = i;
      last = std::max(last, here);
    }
    const std::uint32_t begin = slots_[first].positions()[at[first]];
    if (last - begin <= node_.distance) freq += weight_at(begin, last);
    ++at[first];
  }
}

// A phrase stands nowhere more often than each of its words; words near each other do not more often than all of them
// together, and impacts grow less than frequencies do.
Score PhraseScorer::bound(std::uint32_t first, std::uint32_t last) {
  float least = 1.0F;
  float sum = 0;
  for (PhraseSlot& slot : slots_) {
    const float bound = slot.bound(first, last);
    least = std::min(least, bound);
    sum += bound;
  }
  return bound_score(node_.kind == MatchNode::Kind::kPhrase ? least : sum);
}

std::uint32_t PhraseScorer::block_end(std::uint32_t doc) {
  std::uint32_t end = kEnd - 1;
  for (PhraseSlot& slot : slots_) end = std::min(end, slot.block_end(doc));
  return end;
}

}  // namespace svitok::matcher
