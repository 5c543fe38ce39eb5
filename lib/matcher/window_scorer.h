// A scorer that works ahead: it scores a window of documents in bulk and then hands out those that matter.
#pragma once

#include <cstdint>
#include <vector>

#include "matcher/scorer.h"

namespace svitok::matcher {

class WindowScorer : public Scorer {
 public:
  void skip_to(std::uint32_t target, Score least) final;
  [[nodiscard]] Score score() final { return found_[at_].score; }
  [[nodiscard]] bool selects() const noexcept final { return selection_ != nullptr; }

 protected:
  struct Candidate {
    std::uint32_t doc;
    Score score;
  };

  explicit WindowScorer(const Selection* selection) : selection_(selection) {}

  /// Looks for documents from `from` on that may score `least`, appends those of one window to found_, ascending, and
  /// returns where the next window begins; kEnd: there are no more.
  virtual std::uint32_t search_window(std::uint32_t from, Score least) = 0;

  /// An upper bound of the scores in [first, last] of the documents that are found already.
  [[nodiscard]] Score found_bound(std::uint32_t first, std::uint32_t last) const;
  /// Where the next window begins at the earliest.
  [[nodiscard]] std::uint32_t position() const noexcept { return position_; }

  const Selection* selection_;
  std::vector<Candidate> found_;  // Of the last window, ascending.

 private:
  void select(Score least);

  std::size_t at_ = 0;
  std::uint32_t position_ = 0;
};

}  // namespace svitok::matcher
