// Walks the documents of one segment that match, in order, with their scores, leaving out what cannot reach the k-th
// best.
//
// Every scorer follows one contract. It stands before its first document until next() or skip_to() is called. Both take
// a threshold, which never goes down: documents that score less may be left out, and mostly are. score() is exact for
// the present document. A scorer made of others hands down what is left of its threshold when the greatest scores of
// the others are taken off: a document that a member leaves out then cannot reach the whole's.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "matcher/conditions.h"
#include "matcher/match_node.h"
#include "postings/impact.h"

namespace svitok::matcher {

using postings::kEnd;

/// What scorers need of a segment. Borrowed; outlives them.
struct SegmentView {
  const postings::PostingsFile* text = nullptr;
  const std::uint8_t* length_codes = nullptr;
  postings::FieldStarts field_starts;
  ConditionCache* conditions = nullptr;
  const postings::ImpactTable* impacts = nullptr;  ///< For the average length of the whole snapshot.
  float bound_ratio = 1.0F;  ///< How much greater an impact may be than the segment's own bounds say.
  const std::vector<std::uint32_t>* field_weights = nullptr;  ///< Scaled to integers, as the inverter had them.
  const std::vector<bool>* dead = nullptr;                    ///< Null: none are dead.
  std::uint32_t number = 0;                                   ///< Of the segment in the snapshot.

  [[nodiscard]] bool is_dead(std::uint32_t doc) const { return dead != nullptr && (*dead)[doc]; }
};

/// The k best scores seen in all segments: while fewer than k are known everything may be among them.
class TopScores {
 public:
  /// k == 0: no limit is known, offer() does nothing.
  explicit TopScores(std::size_t k) : k_(k) {}
  void offer(Score score) {
    if (best_.size() < k_) {
      best_.push_back(score);
      std::push_heap(best_.begin(), best_.end(), std::greater<>());
    } else if (k_ != 0 && score > best_.front()) {
      replace_least(score);
    }
  }
  [[nodiscard]] std::size_t size() const noexcept { return k_; }
  /// No document that scores less can be among the k best.
  [[nodiscard]] Score least() const { return k_ != 0 && best_.size() == k_ ? best_.front() : 0; }

 private:
  // The least goes and `score` comes: half the work of one after the other, which is all that the library offers.
  void replace_least(Score score) {
    std::size_t hole = 0;
    for (std::size_t child = 1; child < k_; child = 2 * hole + 1) {
      child += child + 1 < k_ && best_[child + 1] < best_[child] ? 1U : 0U;
      if (best_[child] >= score) break;
      best_[hole] = best_[child];
      hole = child;
    }
    best_[hole] = score;
  }

  std::size_t k_;
  std::vector<Score> best_;  // A heap, the least at the front.
};

/// Tells in a nanosecond which postings score too little, all of the same weight.
class ScoreFilter {
 public:
  void set(const postings::ImpactTable& impacts, float weight, Score least) {
    if (weight == weight_ && least == least_) return;
    weight_ = weight;
    least_ = least;
    if (least == 0) return freqs_.fill(0);
    impacts.least_freqs(weight > 0 ? (static_cast<float>(least) - 1.0F) / weight : 1.0F, freqs_);
  }
  /// False: certainly less than `least`.
  [[nodiscard]] bool may_pass(std::uint32_t freq, std::uint8_t length_code) const {
    return freq >= freqs_[length_code];
  }
  /// Writes down which of a run of documents may pass, and gives their number. Without a branch on it, for it cannot be
  /// predicted.
  using Passing = std::array<std::uint8_t, postings::kBlock>;
  [[nodiscard]] std::size_t pass(std::span<const std::uint32_t> docs, const std::uint32_t* freqs,
                                 const std::uint8_t* length_codes, Passing& passing) const {
    std::size_t count = 0;
    for (std::size_t i = 0; i < docs.size(); ++i) {
      passing[count] = static_cast<std::uint8_t>(i);
      count += static_cast<std::size_t>(may_pass(freqs[i], length_codes[docs[i]]));
    }
    return count;
  }

 private:
  float weight_ = -1;
  Score least_ = 0;
  std::array<std::uint32_t, 256> freqs_{};
};

class Scorer {
 public:
  Scorer() = default;
  virtual ~Scorer() = default;
  Scorer(const Scorer&) = delete;
  Scorer& operator=(const Scorer&) = delete;

  [[nodiscard]] std::uint32_t doc() const noexcept { return doc_; }
  /// Moves to the first document >= `target` (and after the present one, if it has not been left) that may score
  /// `least` or more.
  virtual void skip_to(std::uint32_t target, Score least) = 0;
  void next(Score least) { skip_to(doc_ == kBefore ? 0 : doc_ + 1, least); }
  [[nodiscard]] bool is_at_or_after(std::uint32_t target) const noexcept { return doc_ >= target && doc_ != kBefore; }
  [[nodiscard]] virtual Score score() = 0;

  /// An upper bound of the score of any document.
  [[nodiscard]] virtual Score bound() const = 0;
  /// An upper bound of the score of the documents in [first, last]. `first` must not go down.
  [[nodiscard]] virtual Score bound(std::uint32_t first, std::uint32_t last) = 0;
  /// The last document up to which bound(doc, .) stays about what it is. `doc` must not go down.
  [[nodiscard]] virtual std::uint32_t block_end(std::uint32_t doc) = 0;
  /// About how many documents match.
  [[nodiscard]] virtual std::uint32_t cost() const = 0;
  /// Whether it has asked Selection::admission and offered its scores to Selection::top; else its user does.
  [[nodiscard]] virtual bool selects() const noexcept { return false; }

 protected:
  static constexpr std::uint32_t kBefore = kEnd - 1;
  std::uint32_t doc_ = kBefore;
};

/// A term's cursor with what it takes to score it.
class TermScorer final : public Scorer {
 public:
  TermScorer(const SegmentView& segment, const TermRef& term, float weight);

  void skip_to(std::uint32_t target, Score least) override;
  [[nodiscard]] Score score() override { return contribution(cursor_.doc(), cursor_.freq()); }
  [[nodiscard]] Score bound() const override { return greatest_; }
  [[nodiscard]] Score bound(std::uint32_t first, std::uint32_t last) override {
    return bound_score(cursor_.bound(first, last));
  }
  [[nodiscard]] std::uint32_t block_end(std::uint32_t doc) override { return cursor_.block_end(doc); }
  [[nodiscard]] std::uint32_t cost() const override { return cursor_.documents(); }

  /// An upper bound of the score of `doc` and of those in its block. `doc` must not go down.
  [[nodiscard]] Score bound_at(std::uint32_t doc) { return bound_score(cursor_.bound_at(doc)); }
  /// The same of one block.
  [[nodiscard]] Score bound_of_block(std::uint32_t block) const { return bound_score(cursor_.bound_of_block(block)); }
  /// The least bound (postings::encode_bound) with which a block may have a document that scores `least`.
  [[nodiscard]] std::uint32_t least_bound(Score least) const {
    std::uint32_t low = 0;
    std::uint32_t high = 1U + UINT16_MAX;
    while (low < high) {
      const std::uint32_t middle = (low + high) / 2;
      if (bound_score(static_cast<std::uint16_t>(middle)) < least) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
  /// Another cursor on the same postings.
  [[nodiscard]] postings::Cursor another_cursor() const { return file_->cursor(info_); }
  [[nodiscard]] postings::Cursor& cursor() noexcept { return cursor_; }
  [[nodiscard]] const postings::Cursor& cursor() const noexcept { return cursor_; }
  /// Makes `filter` one for contributions of `least` or more.
  void set(ScoreFilter& filter, Score least) const { filter.set(*impacts_, weight_, least); }
  [[nodiscard]] std::size_t pass(const ScoreFilter& filter, std::span<const std::uint32_t> docs,
                                 const std::uint32_t* freqs, ScoreFilter::Passing& passing) const {
    return filter.pass(docs, freqs, codes_, passing);
  }
  [[nodiscard]] Score contribution(std::uint32_t doc, std::uint32_t freq) const {
    return static_cast<Score>(weight_ * (*impacts_)(freq, codes_[doc]) + 0.5F);
  }

 private:
  [[nodiscard]] Score bound_score(std::uint16_t bound) const {
    if (bound == 0) return 0;
    return static_cast<Score>(weight_ * std::min(1.0F, postings::decode_bound(bound) * ratio_) + 1.5F);
  }

  const postings::PostingsFile* file_;
  const postings::TermInfo& info_;
  postings::Cursor cursor_;
  const postings::ImpactTable* impacts_;
  const std::uint8_t* codes_;
  float weight_;
  float ratio_;
  Score greatest_;
};

/// Where scorers get conditions from: the segment as the calling thread has it open.
class ConditionReader {
 public:
  virtual ~ConditionReader() = default;
  /// REQUIRES: a kFilter, kRange or kEverything.
  [[nodiscard]] virtual std::unique_ptr<Condition> condition(const MatchNode& node) const = 0;
};

/// What a scorer for the whole of a match may use to leave documents out. Borrowed.
struct Selection {
  TopScores* top = nullptr;
  const Admission* admission = nullptr;
};

[[nodiscard]] constexpr bool is_condition(MatchNode::Kind kind) {
  return kind == MatchNode::Kind::kFilter || kind == MatchNode::Kind::kRange || kind == MatchNode::Kind::kEverything;
}

/// What is left of a threshold when others contribute `others` at the most.
[[nodiscard]] constexpr Score less(Score least, std::uint64_t others) {
  return least > others ? static_cast<Score>(least - others) : 0;
}

/// A scorer for `node` in this segment, which it borrows; null if nothing in it can match. `selection`: given for the
/// whole of a match; null if `node` is part of a larger one, whose scores are not these.
[[nodiscard]] std::unique_ptr<Scorer> make_scorer(const SegmentView& segment, const MatchNode& node,
                                                  const ConditionReader& conditions, const Selection* selection);

}  // namespace svitok::matcher
