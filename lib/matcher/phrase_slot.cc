#include "matcher/phrase_slot.h"

#include <algorithm>

#include "postings/impact.h"

namespace svitok::matcher {

using postings::kEnd;

PhraseSlot::PhraseSlot(const std::vector<Term>& terms, std::uint32_t offset) : offset_(offset) {
  cursors_.reserve(terms.size());
  position_cursors_.reserve(terms.size());
  for (const Term& term : terms) {
    cursors_.push_back(term.file->cursor(term.info));
    position_cursors_.emplace_back(term.file->file(), term.info);
  }
}

void PhraseSlot::restart() {
  for (auto& cursor : cursors_) cursor.restart();
}

std::uint32_t PhraseSlot::doc() const {
  std::uint32_t first = kEnd;
  for (const auto& cursor : cursors_) first = std::min(first, cursor.doc());
  return first;
}

std::uint32_t PhraseSlot::freq(std::uint32_t doc, postings::Place* places) {
  std::uint32_t sum = 0;
  for (auto& cursor : cursors_) {
    const bool here = cursor.doc() == doc;
    *places++ = here ? cursor.place() : postings::Place{};
    if (here) sum += cursor.freq();
  }
  return sum;
}

void PhraseSlot::load_positions(const postings::Place* places) {
  positions_.clear();
  for (auto& cursor : position_cursors_) cursor.append(*places++, positions_);
  if (cursors_.size() > 1) {
    std::sort(positions_.begin(), positions_.end());
    positions_.erase(std::unique(positions_.begin(), positions_.end()), positions_.end());
  }
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

}  // namespace svitok::matcher
