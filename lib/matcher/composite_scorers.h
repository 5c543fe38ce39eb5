// Scorers made of scorers: all of them, any of them, one and perhaps another, one without another; and what a condition
// admits. For members of mixed kinds; terms alone have RankedScorer.
#pragma once

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
  [[nodiscard]] Score bound() const override { return greatest_; }
  [[nodiscard]] Score bound(std::uint32_t first, std::uint32_t last) override;
  [[nodiscard]] std::uint32_t block_end(std::uint32_t doc) override;
  [[nodiscard]] std::uint32_t cost() const override { return members_[0]->cost(); }

 private:
  [[nodiscard]] bool may_reach(Score least);
  [[nodiscard]] std::uint32_t align(Score least);

  std::vector<std::unique_ptr<Scorer>> members_;  // The rarest first.
  Score greatest_ = 0;
  std::uint32_t checked_ = 0;  // Up to here the bounds are known to suffice.
};

/// Documents that any member matches.
class SumScorer final : public Scorer {
 public:
  explicit SumScorer(std::vector<std::unique_ptr<Scorer>> members);

  void skip_to(std::uint32_t target, Score least) override;
  [[nodiscard]] Score score() override { return score_; }
  [[nodiscard]] Score bound() const override { return greatest_; }
  [[nodiscard]] Score bound(std::uint32_t first, std::uint32_t last) override;
  [[nodiscard]] std::uint32_t block_end(std::uint32_t doc) override;
  [[nodiscard]] std::uint32_t cost() const override;

 private:
  [[nodiscard]] std::uint32_t next_of_essential(std::uint32_t target, Score least);
  [[nodiscard]] Score sum_at(std::uint32_t doc, Score least);

  std::vector<std::unique_ptr<Scorer>> members_;  // By bound, ascending.
  Score greatest_ = 0;
  std::size_t others_ = 0;  // So many of the first are not essential: together they do not reach the threshold.
  std::uint64_t bound_of_others_ = 0;
  Score score_ = 0;
};

/// Documents of one scorer; those of another add to the score.
class MaybeScorer final : public Scorer {
 public:
  MaybeScorer(std::unique_ptr<Scorer> required, std::unique_ptr<Scorer> optional)
      : required_(std::move(required)), optional_(std::move(optional)) {}

  void skip_to(std::uint32_t target, Score least) override;
  [[nodiscard]] Score score() override;
  [[nodiscard]] Score bound() const override { return required_->bound() + optional_->bound(); }
  [[nodiscard]] Score bound(std::uint32_t first, std::uint32_t last) override;
  [[nodiscard]] std::uint32_t block_end(std::uint32_t doc) override;
  [[nodiscard]] std::uint32_t cost() const override { return required_->cost(); }

 private:
  std::unique_ptr<Scorer> required_;
  std::unique_ptr<Scorer> optional_;
};

/// Documents of one scorer that another does not match.
class WithoutScorer final : public Scorer {
 public:
  WithoutScorer(std::unique_ptr<Scorer> included, std::unique_ptr<Scorer> excluded)
      : included_(std::move(included)), excluded_(std::move(excluded)) {}

  void skip_to(std::uint32_t target, Score least) override;
  [[nodiscard]] Score score() override { return included_->score(); }
  [[nodiscard]] Score bound() const override { return included_->bound(); }
  [[nodiscard]] Score bound(std::uint32_t first, std::uint32_t last) override { return included_->bound(first, last); }
  [[nodiscard]] std::uint32_t block_end(std::uint32_t doc) override { return included_->block_end(doc); }
  [[nodiscard]] std::uint32_t cost() const override { return included_->cost(); }

 private:
  std::unique_ptr<Scorer> included_;
  std::unique_ptr<Scorer> excluded_;
};

/// Documents that a condition admits, with score 0.
class ConditionScorer final : public Scorer {
 public:
  explicit ConditionScorer(std::unique_ptr<Condition> condition)
      : condition_(std::move(condition)), cost_(condition_->count()) {}

  void skip_to(std::uint32_t target, Score least) override;
  [[nodiscard]] Score score() override { return 0; }
  [[nodiscard]] Score bound() const override { return 0; }
  [[nodiscard]] Score bound(std::uint32_t /*first*/, std::uint32_t /*last*/) override { return 0; }
  [[nodiscard]] std::uint32_t block_end(std::uint32_t /*doc*/) override { return kEnd - 1; }
  [[nodiscard]] std::uint32_t cost() const override { return cost_; }

 private:
  std::unique_ptr<Condition> condition_;
  std::uint32_t cost_;
};

/// What a scorer matches is not admitted.
class ExclusionCondition final : public Condition {
 public:
  ExclusionCondition(std::unique_ptr<Scorer> excluded, std::uint32_t documents)
      : excluded_(std::move(excluded)), documents_(documents) {}
  [[nodiscard]] bool admits(std::uint32_t doc) override {
    if (!excluded_->is_at_or_after(doc)) excluded_->skip_to(doc, 0);
    return excluded_->doc() != doc;
  }
  [[nodiscard]] std::uint32_t count() override { return documents_ - std::min(documents_, excluded_->cost()); }
  [[nodiscard]] bool any_order() const override { return false; }
  [[nodiscard]] std::uint32_t documents() const override { return documents_; }

 private:
  std::unique_ptr<Scorer> excluded_;
  std::uint32_t documents_;
};

}  // namespace svitok::matcher
