// Terms, required and not, best first where it matters: the ranked set, conjunctions, and the one within the other.
//
// A document reaches the k-th best score t only if the terms it has can together. Where nothing is required, the terms
// whose bounds sum to less than t are not essential: a document with none of the others cannot count (MaxScore; Turtle
// and Flood, IP&M 1995). Where something is, the rarest of the required groups is the only essential one. Here this is
// done a window of documents at a time with the bounds of the blocks that the window touches (block-max; Ding and Suel,
// SIGIR 2011): the essential terms' postings are taken in bulk; the others are looked up only for documents that can
// still make it, by the bounds of the very blocks that would be unpacked; a window whose bounds sum to less than t is
// not looked at.
//
// At first no t is known, and what comes first is not best. So the blocks with the greatest bounds of a frequent term
// are looked into beforehand: if k documents there score t or more by this term alone, the k-th best does not score
// less. A term that is alone is gone through in that order to the end, so that no block is unpacked whose bound is
// below the k-th best score of all.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "matcher/window_scorer.h"

namespace svitok::matcher {

class RankedScorer final : public WindowScorer {
 public:
  using Terms = std::vector<std::unique_ptr<TermScorer>>;

  /// Documents that have one term at least of each of the `required` groups, or of `optional` when there are none. No
  /// group is empty; there is one at least, or a term in `optional`.
  RankedScorer(const SegmentView& segment, std::vector<Terms> required, Terms optional, const Selection* selection);

  [[nodiscard]] Score bound() const override { return greatest_; }
  [[nodiscard]] Score bound(std::uint32_t first, std::uint32_t last) override;
  [[nodiscard]] std::uint32_t block_end(std::uint32_t doc) override;
  [[nodiscard]] std::uint32_t cost() const override;

 private:
  static constexpr std::uint32_t kWindow = 4096;
  static constexpr std::uint32_t kLeastWindow = 512;
  struct Bounded {
    std::unique_ptr<TermScorer> term;
    Score bound = 0;  // In the present window.
  };
  using Group = std::vector<Bounded>;

  std::uint32_t search_window(std::uint32_t from, Score least) override;
  [[nodiscard]] bool can_begin_with_best(const TermScorer& term) const;
  [[nodiscard]] std::size_t blocks_to_begin_with() const;
  void prime();
  void prime(const TermScorer& term);
  void search_block(const TermScorer& term, postings::Cursor& cursor, std::uint32_t block, Score least, TopScores& top);
  [[nodiscard]] TermScorer* only_term() const;
  void search_best_first(TermScorer& term, Score least);
  [[nodiscard]] std::uint32_t first_document(std::uint32_t from) const;
  [[nodiscard]] std::uint32_t window_end(std::uint32_t start);
  [[nodiscard]] bool set_bounds(std::uint32_t start, std::uint32_t end, Score least);
  [[nodiscard]] std::size_t sort_optional(Score least);
  void take_all(std::span<Bounded> essential, std::uint32_t start, std::uint32_t end, Score least);
  void take_one(TermScorer& term, std::uint32_t start, std::uint32_t end, Score least);
  void require(Group& group, Score least);
  void require(TermScorer& term, Score least);
  void look_up(TermScorer& term, Score least);
  void drop_hopeless(TermScorer& term, Score least);

  const SegmentView& segment_;
  std::vector<Group> required_;  // The rarest first.
  Group optional_;
  Score greatest_ = 0;
  Score floor_ = 0;  // The k best documents score this or more.
  bool primed_ = false;
  bool admits_in_bulk_ = false;  // Conditions are cheaper to ask before documents are scored.
  std::uint64_t left_ = 0;       // What the terms not looked at yet can add in the present window.
  ScoreFilter filter_;
  std::vector<Score> sums_;
  std::array<std::uint64_t, kWindow / 64> touched_{};
};

}  // namespace svitok::matcher
