// Words at given places: phrases, NEAR, and words of one field. It counts as a term whose frequency is the number of
// places where it stands, each weighted as its field is.
//
// Positions are dear to read, so they are read last and seldom. Documents that have all the words are gathered, each
// with the score that it can have at the most: a phrase stands nowhere more often than its rarest word does. This is
// done in the stretches with the greatest bounds first, and of what is gathered in the first of them the most promising
// are looked into first; what they score is the threshold for the rest, of which mostly little is left.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "matcher/phrase_counter.h"
#include "matcher/phrase_slot.h"
#include "matcher/window_scorer.h"

namespace svitok::matcher {

class PhraseScorer final : public WindowScorer {
 public:
  /// `node`: kPhrase or kNear; borrowed. `slots`: one or more.
  PhraseScorer(const SegmentView& segment, const MatchNode& node, std::vector<PhraseSlot> slots,
               const Selection* selection);

  [[nodiscard]] Score bound() const override { return greatest_; }
  [[nodiscard]] Score bound(std::uint32_t first, std::uint32_t last) override;
  [[nodiscard]] std::uint32_t block_end(std::uint32_t doc) override;
  [[nodiscard]] std::uint32_t cost() const override { return slots_[0].cost(); }

 private:
  struct Promise {
    std::uint32_t doc;
    std::uint32_t freq;    ///< At the most.
    std::uint32_t places;  ///< Where its places begin in places_.
  };

  /// Documents first..last, and the greatest score there.
  struct Stretch {
    std::uint32_t first;
    std::uint32_t last;
    Score bound;
  };

  std::uint32_t search_window(std::uint32_t from, Score least) override;
  void search_best_first(std::uint32_t from, Score least);
  [[nodiscard]] Stretch next_stretch(std::uint32_t from);
  [[nodiscard]] Score stretch_bound(std::uint32_t first, std::uint32_t last);
  void gather(const Stretch& stretch, Score least);
  void gather_from_lead(const Stretch& stretch);
  void gather_from_only(postings::Cursor& cursor, const Stretch& stretch);
  void intersect(PhraseSlot& slot, std::size_t term, std::size_t first);
  void search_first(std::span<const Stretch> stretches, TopScores& top, Score least);
  void search_one(const Stretch& stretch, TopScores& top, Score least);
  void check_best_first(TopScores& top, Score least);
  void check(std::size_t first, std::size_t last, Score least);
  void offer(TopScores& top, std::size_t first) const;
  [[nodiscard]] std::size_t best_to_front(std::size_t first, std::size_t count);
  [[nodiscard]] bool is_phrase() const { return node_.kind == MatchNode::Kind::kPhrase; }
  [[nodiscard]] Score score_of(std::uint32_t freq, std::uint32_t doc) const {
    return static_cast<Score>(node_.weight * (*segment_.impacts)(freq, segment_.length_codes[doc]) + 0.5F);
  }
  [[nodiscard]] Score bound_score(float impact) const {
    return static_cast<Score>(node_.weight * std::min(1.0F, impact * segment_.bound_ratio) + 1.5F);
  }

  const SegmentView& segment_;
  const MatchNode& node_;
  std::vector<PhraseSlot> slots_;  // The rarest first.
  std::size_t terms_ = 0;          // Of all slots.
  PhraseCounter counter_;
  std::vector<Promise> promises_;
  std::vector<postings::Place> places_;  // Of every promise, one of each of the slots' terms.
  std::vector<Promise> rest_;
  std::vector<Score> scores_;
  std::vector<Score> ordered_;
  ScoreFilter filter_;
  Score greatest_;
};

}  // namespace svitok::matcher
