// Many surface forms that count as one term: documents with any of them, with the sum of their frequencies. What a
// prefix and an `=exact` word stand for.
//
// Most of the words that begin with a prefix are rare, so their keys' lists are read at once and sorted by the window
// that they fall in. The frequent ones have cursors. A window's frequencies are added up in an array.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "matcher/window_scorer.h"
#include "postings/form_cursor.h"

namespace svitok::matcher {

class SynonymScorer final : public WindowScorer {
 public:
  /// `forms`: one key or more. Borrows both.
  SynonymScorer(const SegmentView& segment, const std::vector<postings::KeyForms>& forms, float weight,
                const Selection* selection);

  [[nodiscard]] Score bound() const override { return greatest_; }
  [[nodiscard]] Score bound(std::uint32_t first, std::uint32_t last) override;
  [[nodiscard]] std::uint32_t block_end(std::uint32_t doc) override { return doc / kWindow * kWindow + kWindow - 1; }
  [[nodiscard]] std::uint32_t cost() const override { return cost_; }

 private:
  static constexpr std::uint32_t kWindow = 4096;

  std::uint32_t search_window(std::uint32_t from, Score least) override;
  struct Posting {
    std::uint32_t doc;
    std::uint32_t freq;
  };
  void sort_by_window(const std::vector<Posting>& postings);
  [[nodiscard]] std::uint32_t first_window(std::uint32_t from) const;
  void add_up(std::uint32_t start, std::uint32_t from);
  void score_all(std::uint32_t start, Score least);
  void add(std::uint32_t offset, std::uint32_t freq) {
    freqs_[offset] += freq;
    touched_[offset / 64] |= std::uint64_t{1} << offset % 64;
  }
  [[nodiscard]] Score score_of(std::uint32_t freq, std::uint32_t doc) const {
    return static_cast<Score>(weight_ * (*segment_.impacts)(freq, segment_.length_codes[doc]) + 0.5F);
  }

  const SegmentView& segment_;
  std::vector<postings::FormCursor> cursors_;
  std::vector<Posting> rare_;              // By window, and within one in any order.
  std::vector<std::uint32_t> rare_begin_;  // Where a window's begin; one more than there are windows.
  float weight_;
  Score greatest_;
  ScoreFilter filter_;
  std::uint32_t cost_ = 0;
  std::array<std::uint32_t, kWindow> freqs_{};
  std::array<std::uint64_t, kWindow / 64> touched_{};
};

}  // namespace svitok::matcher
