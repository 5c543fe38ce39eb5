// Documents with any of several terms, best first where it matters: the ranked set.
//
// A document reaches the k-th best score t only if the terms it has can together. So the terms whose bounds sum to less
// than t are not essential: a document with none of the others cannot count (MaxScore; Turtle and Flood, IP&M 1995).
// Here this is done a window of documents at a time with the bounds of the blocks that the window touches (block-max;
// Ding and Suel, SIGIR 2011): the essential terms' postings are added up in an array, in bulk; the others are looked up
// only for documents that can still make it, the greatest bound first; a window whose bounds sum to less than t is not
// looked at.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "matcher/scorer.h"

namespace svitok::matcher {

class AnyScorer final : public Scorer {
 public:
  /// `terms`: one or more. `top`: as for make_scorer().
  AnyScorer(const SegmentView& segment, std::vector<std::unique_ptr<TermScorer>> terms, TopScores* top);

  void skip_to(std::uint32_t target, Score least) override;
  [[nodiscard]] Score score() override { return found_[at_].score; }
  [[nodiscard]] Score bound() const override { return greatest_; }
  [[nodiscard]] Score bound(std::uint32_t first, std::uint32_t last) override;
  [[nodiscard]] std::uint32_t block_end(std::uint32_t doc) override;
  [[nodiscard]] std::uint32_t cost() const override;
  [[nodiscard]] bool offers() const noexcept override { return true; }

 private:
  static constexpr std::uint32_t kWindow = 4096;
  static constexpr std::uint32_t kLeastWindow = 512;
  struct Candidate {
    std::uint32_t doc;
    Score score;
  };
  struct Bounded {
    TermScorer* term;
    Score bound;
  };

  [[nodiscard]] std::uint32_t first_document() const;
  [[nodiscard]] std::uint32_t window_end(std::uint32_t start);
  void search_window(std::uint32_t start, std::uint32_t end, Score least);
  void add_up(std::uint32_t start, std::uint32_t end, std::size_t essential);
  void look_up_others(std::size_t essential, Score least);

  const SegmentView& segment_;
  TopScores* top_;
  std::vector<std::unique_ptr<TermScorer>> terms_;
  std::vector<Bounded> order_;    // By bound, ascending, in the present window.
  std::vector<Candidate> found_;  // Of the last window, ascending.
  std::size_t at_ = 0;
  std::uint32_t position_ = 0;  // Where the next window begins.
  Score greatest_ = 0;
  std::array<Score, kWindow> sums_{};
  std::array<std::uint64_t, kWindow / 64> touched_{};
};

}  // namespace svitok::matcher
