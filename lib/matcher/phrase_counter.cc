#include "matcher/phrase_counter.h"

#include <algorithm>
#include <array>

#include "base/clones.h"

namespace svitok::matcher {

namespace {

using postings::all_lanes;
using postings::all_of_lane;
using postings::Lanes;

// Vectors of four places of the first slot that are held in registers.
constexpr std::size_t kMostFours = 2;
// Places that have a mark: at first, and at the most. What is longer is compared list by list.
constexpr std::size_t kFewMarks = 1U << 12U;
constexpr std::size_t kMostMarks = 1U << 16U;

}  // namespace

PhraseCounter::PhraseCounter(const SegmentView& segment, const MatchNode& node, std::vector<PhraseSlot>& slots)
    : segment_(segment), node_(node), slots_(slots), width_(node.offsets.empty() ? 0 : node.offsets.back()) {
  has_alternatives_ = std::ranges::any_of(slots, [](const PhraseSlot& slot) { return slot.terms() != 1; });
}

SVITOK_CLONES std::uint32_t PhraseCounter::count(std::uint32_t doc, const postings::Place* places) {
  if (node_.kind == MatchNode::Kind::kPhrase) {
    std::uint32_t freq = 0;
    if (count_few(doc, places, freq) || count_by_marks(doc, places, freq)) return freq;
  }
  for (PhraseSlot& slot : slots_) {
    slot.load_positions(places);
    places += slot.terms();
    if (slot.positions().empty()) return 0;
  }
  at_.assign(slots_.size(), 0);
  return node_.kind == MatchNode::Kind::kPhrase ? count_phrases(doc) : count_near(doc);
}

// Where the first slot has few places, they are held in registers, and every place of the other slots is compared with
// all of them at once. False: they are too many, or some slot has alternatives.
bool PhraseCounter::count_few(std::uint32_t doc, const postings::Place* places, std::uint32_t& freq) {
  if (has_alternatives_ || places[0].count > 4 * kMostFours) return false;
  std::array<Lanes, kMostFours> first;
  first.fill(all_lanes(postings::kNoPosition));
  std::size_t fours = 0;
  slots_[0].visit_fours(places[0], [&](Lanes positions) {
    if (fours < kMostFours) first[fours] = positions;
    ++fours;
  });
  if (fours > kMostFours) return false;  // They lie across chunks.
  freq = fours > 1 ? count_after<2>(first.data(), doc, places) : count_after<1>(first.data(), doc, places);
  return true;
}

// Counts phrases whose first slot stands at `first`.
template <std::size_t kFours>
std::uint32_t PhraseCounter::count_after(const Lanes* first, std::uint32_t doc, const postings::Place* places) {
  const std::uint32_t offset = slots_[0].offset();
  Lanes left[kFours];  // Which of the first still stand in what may be a phrase.
  for (std::size_t i = 0; i < kFours; ++i)
    left[i] = static_cast<Lanes>(first[i] != postings::kNoPosition) & static_cast<Lanes>(first[i] >= all_lanes(offset));
  for (std::size_t slot = 1; slot < slots_.size(); ++slot) {
    Lanes wanted[kFours];
    Lanes found[kFours] = {};
    for (std::size_t i = 0; i < kFours; ++i) wanted[i] = first[i] + (slots_[slot].offset() - offset);
    slots_[slot].visit_fours(places[slot], [&](Lanes positions) {
      for (std::size_t i = 0; i < kFours; ++i) {
        found[i] |= static_cast<Lanes>(wanted[i] == all_of_lane<0>(positions)) |
                    static_cast<Lanes>(wanted[i] == all_of_lane<1>(positions)) |
                    static_cast<Lanes>(wanted[i] == all_of_lane<2>(positions)) |
                    static_cast<Lanes>(wanted[i] == all_of_lane<3>(positions));
      }
    });
    for (std::size_t i = 0; i < kFours; ++i) left[i] &= found[i];
  }
  std::uint32_t freq = 0;
  for (std::size_t i = 0; i < kFours; ++i) {
    if (!postings::any_lane(left[i])) continue;
    for (std::size_t lane = 0; lane < 4; ++lane) {
      if (left[i][lane] == 0) continue;
      const std::uint32_t begin = first[i][lane] - offset;
      freq += weight_at(doc, begin, begin + width_);
    }
  }
  return freq;
}

// A mark where the first slot puts the phrase's place, raised by every further slot that finds it as the slot before
// has left it: what the last one raises is a phrase. A few instructions a position, and none that depend on which list
// is ahead. False: the document is too long for it.
bool PhraseCounter::count_by_marks(std::uint32_t doc, const postings::Place* places, std::uint32_t& freq) {
  if (slots_.size() < 2 || slots_.size() > 64 || !mark_first(places)) return false;
  const std::size_t last = marks_.size() - 1;  // Beyond all places of the first slot.
  std::uint16_t* const marks = marks_.data();
  places = make_room_for_phrases(places);
  std::uint32_t* next = nullptr;
  for (std::size_t i = 1; i < slots_.size(); ++i) {
    const std::uint32_t shift = width_ - slots_[i].offset();
    const std::uint32_t wanted = mark_ + static_cast<std::uint32_t>(i) - 1;
    next = found_.data();
    slots_[i].visit_positions(places, [=, &next](std::uint32_t position) {
      const std::size_t at = std::min(std::size_t{position} + shift, last);
      const std::uint32_t raise = marks[at] == wanted ? 1 : 0;
      marks[at] = static_cast<std::uint16_t>(marks[at] + raise);
      *next = static_cast<std::uint32_t>(at);
      next += raise;
    });
    places += slots_[i].terms();
  }
  for (const std::uint32_t* found = found_.data(); found != next; ++found)
    freq += weight_at(doc, *found - width_, *found);
  return true;
}

// Of found_: every mark of the first slot, at `places`, is found once at the most, and one more is written. Returns the
// places of the second one.
const postings::Place* PhraseCounter::make_room_for_phrases(const postings::Place* places) {
  std::size_t most = 1;
  const postings::Place* const end = places + slots_[0].terms();
  for (; places != end; ++places) most += places->count;
  if (found_.size() < most) found_.resize(most);
  return end;
}

// False: there is a place beyond all marks.
bool PhraseCounter::mark_first(const postings::Place* places) {
  const std::uint32_t shift = width_ - slots_[0].offset();
  while (true) {
    mark_ += static_cast<std::uint32_t>(slots_.size());
    if (marks_.empty() || mark_ > UINT16_MAX - slots_.size()) {
      marks_.assign(std::max(marks_.size(), kFewMarks), 0);
      mark_ = 1;
    }
    const std::size_t last = marks_.size() - 1;
    std::uint16_t* const marks = marks_.data();
    std::size_t most = 0;
    slots_[0].visit_positions(places, [&most, marks, last, shift, mark = mark_](std::uint32_t position) {
      const std::size_t at = std::size_t{position} + shift;
      most = std::max(most, at);
      marks[std::min(at, last)] = static_cast<std::uint16_t>(mark);
    });
    if (most < last) return true;
    if (marks_.size() == kMostMarks) return false;
    marks_.resize(kMostMarks);
  }
}

// The weight of the field that holds positions first..last; 0 if it is not the field wanted.
std::uint32_t PhraseCounter::weight_at(std::uint32_t doc, std::uint32_t first, std::uint32_t last) const {
  const postings::FieldStarts& starts = segment_.field_starts;
  std::uint32_t field = 0;
  while (first >= starts(doc, field + 1)) ++field;
  if (last >= starts(doc, field + 1)) return 0;
  return node_.field && *node_.field != field ? 0 : (*segment_.field_weights)[field];
}

std::uint32_t PhraseCounter::count_phrases(std::uint32_t doc) {
  std::uint32_t freq = 0;
  const std::uint32_t offset = slots_[0].offset();
  for (const std::uint32_t position : slots_[0].positions()) {
    if (position < offset) continue;
    const std::uint32_t place = position - offset;
    std::size_t i = 1;
    for (; i < slots_.size(); ++i) {
      const std::vector<std::uint32_t>& positions = slots_[i].positions();
      const std::uint32_t wanted = place + slots_[i].offset();
      std::size_t& at = at_[i];
      while (at < positions.size() && positions[at] < wanted) ++at;
      if (at == positions.size()) return freq;
      if (positions[at] != wanted) break;
    }
    if (i == slots_.size()) freq += weight_at(doc, place, place + width_);
  }
  return freq;
}

// Counts, for every place of the hindmost word, whether all words stand within `distance` of it: the smallest windows
// that end at successive places.
std::uint32_t PhraseCounter::count_near(std::uint32_t doc) {
  std::uint32_t freq = 0;
  while (true) {
    std::size_t first = 0;
    std::uint32_t last = 0;
    for (std::size_t i = 0; i < slots_.size(); ++i) {
      if (at_[i] == slots_[i].positions().size()) return freq;
      const std::uint32_t here = slots_[i].positions()[at_[i]];
      if (here < slots_[first].positions()[at_[first]]) first = i;
      last = std::max(last, here);
    }
    const std::uint32_t begin = slots_[first].positions()[at_[first]];
    if (last - begin <= node_.distance) freq += weight_at(doc, begin, last);
    ++at_[first];
  }
}

}  // namespace svitok::matcher
