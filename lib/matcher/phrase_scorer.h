// Words at given places: phrases, NEAR, and words of one field. It counts as a term whose frequency is the number of
// places where it stands, each weighted as its field is.
//
// Positions are dear to read, so they are read last: only for documents that have all the words and whose frequencies
// allow a score that matters (a phrase stands nowhere more often than its rarest word does).
#pragma once

#include <cstdint>
#include <vector>

#include "matcher/scorer.h"

namespace svitok::matcher {

/// One place: a term, or several of which any may stand there.
class PhraseSlot {
 public:
  PhraseSlot(std::vector<postings::Cursor> cursors, std::uint32_t offset)
      : cursors_(std::move(cursors)), offset_(offset) {}

  [[nodiscard]] std::uint32_t doc() const;
  void skip_to(std::uint32_t target);
  /// Of the alternatives that stand in `doc`, summed.
  [[nodiscard]] std::uint32_t freq(std::uint32_t doc);
  /// Fills positions() for `doc`: ascending, less the slot's offset; places before the start of the text are left out.
  void load_positions(std::uint32_t doc);
  [[nodiscard]] const std::vector<std::uint32_t>& positions() const noexcept { return positions_; }
  [[nodiscard]] std::uint32_t cost() const;
  /// decode_bound() summed over the alternatives.
  [[nodiscard]] float bound() const;
  [[nodiscard]] float bound(std::uint32_t first, std::uint32_t last);
  [[nodiscard]] std::uint32_t block_end(std::uint32_t doc);

 private:
  std::vector<postings::Cursor> cursors_;
  std::uint32_t offset_;
  std::vector<std::uint32_t> positions_;
  std::vector<std::uint32_t> more_;
};

class PhraseScorer final : public Scorer {
 public:
  /// `node`: kPhrase or kNear; borrowed. `slots`: one or more.
  PhraseScorer(const SegmentView& segment, const MatchNode& node, std::vector<PhraseSlot> slots);

  void skip_to(std::uint32_t target, Score least) override;
  [[nodiscard]] Score score() override { return score_of(freq_, doc_); }
  [[nodiscard]] Score bound() const override { return greatest_; }
  [[nodiscard]] Score bound(std::uint32_t first, std::uint32_t last) override;
  [[nodiscard]] std::uint32_t block_end(std::uint32_t doc) override;
  [[nodiscard]] std::uint32_t cost() const override { return slots_[0].cost(); }

 private:
  [[nodiscard]] bool align(std::uint32_t target, Score least);
  [[nodiscard]] bool matches(Score least);
  [[nodiscard]] std::uint32_t count_phrases();
  [[nodiscard]] std::uint32_t count_near();
  [[nodiscard]] std::uint32_t weight_at(std::uint32_t first, std::uint32_t last) const;
  [[nodiscard]] Score score_of(std::uint32_t freq, std::uint32_t doc) const {
    return static_cast<Score>(node_.weight * (*segment_.impacts)(freq, segment_.length_codes[doc]) + 0.5F);
  }
  [[nodiscard]] Score bound_score(float impact) const {
    return static_cast<Score>(node_.weight * std::min(1.0F, impact * segment_.bound_ratio) + 1.5F);
  }

  const SegmentView& segment_;
  const MatchNode& node_;
  std::vector<PhraseSlot> slots_;  // The rarest first.
  Score greatest_;
  std::uint32_t freq_ = 0;
};

}  // namespace svitok::matcher
