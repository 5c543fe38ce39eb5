// Scorers made of scorers, and of many cursors: all of them, any of them, several words as one term.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "matcher/scorer.h"

namespace svitok::matcher {

/// Documents that all members match. The member with the fewest documents leads and the others follow by galloping;
/// stretches in which the members' bounds sum to less than the threshold are passed over.
class AllScorer final : public Scorer {
 public:
  explicit AllScorer(std::vector<std::unique_ptr<Scorer>> members);

  void skip_to(std::uint32_t target, Score least) override;
  [[nodiscard]] Score score() override;
  [[nodiscard]] Score bound() const override;
  [[nodiscard]] Score bound(std::uint32_t first, std::uint32_t last) override;
  [[nodiscard]] std::uint32_t block_end(std::uint32_t doc) override;
  [[nodiscard]] std::uint32_t cost() const override { return members_[0]->cost(); }

 private:
  std::vector<std::unique_ptr<Scorer>> members_;  // The rarest first.
};

/// Documents that any member matches. For members of mixed kinds; sets of plain terms have AnyScorer.
class SumScorer final : public Scorer {
 public:
  explicit SumScorer(std::vector<std::unique_ptr<Scorer>> members) : members_(std::move(members)) {}

  void skip_to(std::uint32_t target, Score least) override;
  [[nodiscard]] Score score() override;
  [[nodiscard]] Score bound() const override;
  [[nodiscard]] Score bound(std::uint32_t first, std::uint32_t last) override;
  [[nodiscard]] std::uint32_t block_end(std::uint32_t doc) override;
  [[nodiscard]] std::uint32_t cost() const override;

 private:
  std::vector<std::unique_ptr<Scorer>> members_;
};

/// Documents with any of many terms that count as one: their frequencies are added, a window of documents at a time.
class SynonymScorer final : public Scorer {
 public:
  SynonymScorer(const SegmentView& segment, std::vector<postings::Cursor> cursors, float weight);

  void skip_to(std::uint32_t target, Score least) override;
  [[nodiscard]] Score score() override;
  [[nodiscard]] Score bound() const override { return greatest_; }
  [[nodiscard]] Score bound(std::uint32_t /*first*/, std::uint32_t /*last*/) override { return greatest_; }
  [[nodiscard]] std::uint32_t block_end(std::uint32_t /*doc*/) override { return kEnd - 1; }
  [[nodiscard]] std::uint32_t cost() const override { return cost_; }

 private:
  static constexpr std::uint32_t kWindow = 4096;
  [[nodiscard]] bool fill_window(std::uint32_t target);
  [[nodiscard]] std::uint32_t touched_from(std::uint32_t offset) const;

  const SegmentView& segment_;
  std::vector<postings::Cursor> cursors_;
  float weight_;
  Score greatest_;
  std::uint32_t cost_ = 0;
  std::uint32_t start_ = kEnd;  // Of the window; kEnd: none yet.
  std::array<std::uint32_t, kWindow> freqs_{};
  std::array<std::uint64_t, kWindow / 64> touched_{};
};

}  // namespace svitok::matcher
