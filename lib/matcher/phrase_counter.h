// Counts in one document how often words stand in a row, or near each other, each time weighted as the field is.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "matcher/phrase_slot.h"
#include "matcher/scorer.h"
#include "postings/lanes.h"

namespace svitok::matcher {

/// Not thread-safe.
class PhraseCounter {
 public:
  /// `node`: kPhrase or kNear. Borrows all three; `slots` may be put into another order before the first count().
  PhraseCounter(const SegmentView& segment, const MatchNode& node, std::vector<PhraseSlot>& slots);

  /// `places`: those of the slots' terms in `doc`, one a term. Ascending documents are cheapest.
  [[nodiscard]] std::uint32_t count(std::uint32_t doc, const postings::Place* places);

 private:
  [[nodiscard]] bool count_few(std::uint32_t doc, const postings::Place* places, std::uint32_t& freq);
  template <std::size_t kFours>
  [[nodiscard]] std::uint32_t count_after(const postings::Lanes* first, std::uint32_t doc,
                                          const postings::Place* places);
  [[nodiscard]] bool count_by_marks(std::uint32_t doc, const postings::Place* places, std::uint32_t& freq);
  [[nodiscard]] const postings::Place* make_room_for_phrases(const postings::Place* places);
  [[nodiscard]] bool mark_first(const postings::Place* places);
  [[nodiscard]] std::uint32_t count_phrases(std::uint32_t doc);
  [[nodiscard]] std::uint32_t count_near(std::uint32_t doc);
  [[nodiscard]] std::uint32_t weight_at(std::uint32_t doc, std::uint32_t first, std::uint32_t last) const;

  const SegmentView& segment_;
  const MatchNode& node_;
  std::vector<PhraseSlot>& slots_;
  std::uint32_t width_;  // From the first place of a phrase to its last.
  bool has_alternatives_;
  // For each place, plus the last offset, a number of this document's if the phrase's first words are there, and which
  // number for how many of them. So nothing need be cleared between documents.
  std::vector<std::uint16_t> marks_;
  std::uint32_t mark_ = 0;            // The present document's number for the first word alone.
  std::vector<std::uint32_t> found_;  // Where the present slot has raised marks.
  std::vector<std::size_t> at_;       // How far each slot's list has been compared.
};

}  // namespace svitok::matcher
