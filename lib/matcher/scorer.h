// Walks the documents of one segment that match a text plan, in order, with their scores, leaving out what cannot reach
// the k-th best.
//
// Every scorer follows one contract. It stands before its first document until next() or skip_to() is called. Both take
// a threshold: documents that score less may be left out, and mostly are. score() is exact for the present document.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <queue>
#include <vector>

#include "matcher/text_query.h"
#include "postings/impact.h"

namespace svitok::matcher {

using postings::kEnd;

/// What scorers need of a segment. Borrowed; outlives them.
struct SegmentView {
  const postings::PostingsFile* text = nullptr;
  const postings::PostingsFile* words = nullptr;
  const std::uint8_t* length_codes = nullptr;
  const postings::ImpactTable* impacts = nullptr;  ///< For the average length of the whole snapshot.
  float bound_ratio = 1.0F;  ///< How much greater an impact may be than the segment's own bounds say.
  const std::vector<std::uint32_t>* field_weights = nullptr;  ///< Scaled to integers, as the inverter had them.
  const std::vector<bool>* dead = nullptr;                    ///< Null: none are dead.
  std::uint32_t number = 0;                                   ///< Of the segment in the snapshot.

  [[nodiscard]] bool is_dead(std::uint32_t doc) const { return dead != nullptr && (*dead)[doc]; }
};

/// The k best scores seen in a segment: while fewer than k are known everything may be among them.
class TopScores {
 public:
  /// k == 0: no limit is known, offer() does nothing.
  explicit TopScores(std::size_t k) : k_(k) {}
  void offer(Score score) {
    if (k_ == 0) return;
    if (best_.size() == k_) {
      if (score <= best_.top()) return;
      best_.pop();
    }
    best_.push(score);
  }
  /// No document that scores less can be among the k best.
  [[nodiscard]] Score least() const { return k_ != 0 && best_.size() == k_ ? best_.top() : 0; }

 private:
  std::size_t k_;
  std::priority_queue<Score, std::vector<Score>, std::greater<>> best_;
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
  [[nodiscard]] virtual Score score() = 0;

  /// An upper bound of the score of any document.
  [[nodiscard]] virtual Score bound() const = 0;
  /// An upper bound of the score of the documents in [first, last]. `first` must not go down.
  [[nodiscard]] virtual Score bound(std::uint32_t first, std::uint32_t last) = 0;
  /// The last document up to which bound(doc, .) stays about what it is. `doc` must not go down.
  [[nodiscard]] virtual std::uint32_t block_end(std::uint32_t doc) = 0;
  /// About how many documents match.
  [[nodiscard]] virtual std::uint32_t cost() const = 0;
  /// Whether it offers the scores that it finds to the TopScores it was made with; else its user does.
  [[nodiscard]] virtual bool offers() const noexcept { return false; }

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

  [[nodiscard]] postings::Cursor& cursor() noexcept { return cursor_; }
  [[nodiscard]] Score contribution(std::uint32_t doc, std::uint32_t freq) const {
    return static_cast<Score>(weight_ * (*impacts_)(freq, codes_[doc]) + 0.5F);
  }

 private:
  [[nodiscard]] Score bound_score(std::uint16_t bound) const {
    if (bound == 0) return 0;
    return static_cast<Score>(weight_ * std::min(1.0F, postings::decode_bound(bound) * ratio_) + 1.5F);
  }

  postings::Cursor cursor_;
  const postings::ImpactTable* impacts_;
  const std::uint8_t* codes_;
  float weight_;
  float ratio_;
  Score greatest_;
};

/// A scorer for the plan in this segment; null if nothing in it can match. `top` is offered the scores of live documents
/// by scorers that work ahead; it outlives the scorer; null if the plan is part of a larger one, whose scores are not
/// these.
[[nodiscard]] std::unique_ptr<Scorer> make_scorer(const SegmentView& segment, const TextNode& node, TopScores* top);

}  // namespace svitok::matcher
