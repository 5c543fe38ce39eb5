#include "matcher/ranked_scorer.h"

#include <span>
#include <utility>

#include "base/clones.h"
#include "matcher/set_bits.h"

namespace svitok::matcher {

namespace {

// A term with fewer blocks is read through as fast as it is looked into.
constexpr std::uint32_t kLeastBlocksToPrime = 8;
// More are looked into where conditions admit few of their documents.
constexpr std::size_t kBlocksToBeginWith = 3;
constexpr std::size_t kMostBlocksToBeginWith = 8;

std::uint64_t documents_of(const auto& group) {
  std::uint64_t sum = 0;
  for (const auto& bounded : group) sum += bounded.term->cost();
  return sum;
}

}  // namespace

RankedScorer::RankedScorer(const SegmentView& segment, std::vector<Terms> required, Terms optional,
                           const Selection* selection)
    : WindowScorer(selection), segment_(segment) {
  const auto take = [this](Terms& terms, Group& group) {
    for (auto& term : terms) {
      greatest_ += term->bound();
      group.push_back({std::move(term), 0});
    }
  };
  for (Terms& terms : required) take(terms, required_.emplace_back());
  take(optional, optional_);
  std::stable_sort(required_.begin(), required_.end(),
                   [](const Group& a, const Group& b) { return documents_of(a) < documents_of(b); });
  admits_in_bulk_ = selection != nullptr && selection->admission->has_conditions() && selection->admission->any_order();
}

// Whether documents may be looked at out of order, and `term`'s best blocks have as many that count as are wanted.
bool RankedScorer::can_begin_with_best(const TermScorer& term) const {
  if (selection_ == nullptr || selection_->top->size() == 0 || !selection_->admission->any_order()) return false;
  return term.cursor().blocks() != 0 && selection_->top->size() <= blocks_to_begin_with() * postings::kBlock;
}

std::size_t RankedScorer::blocks_to_begin_with() const {
  const std::uint32_t all = segment_.text->documents();
  return std::min(kMostBlocksToBeginWith,
                  kBlocksToBeginWith * all / std::max(1U, selection_->admission->estimate(all)));
}

// Sets floor_. Only where a document with one term counts.
void RankedScorer::prime() {
  primed_ = true;
  if (required_.size() > 1) return;
  for (const Bounded& bounded : required_.empty() ? optional_ : required_[0]) {
    const TermScorer& term = *bounded.term;
    if (term.cursor().blocks() >= kLeastBlocksToPrime && term.bound() > floor_ && can_begin_with_best(term))
      prime(term);
  }
}

void RankedScorer::prime(const TermScorer& term) {
  TopScores top(selection_->top->size());
  postings::Cursor cursor = term.another_cursor();
  for (const std::uint32_t block : cursor.best_blocks(blocks_to_begin_with()))
    search_block(term, cursor, block, floor_, top);
  found_.clear();
  floor_ = std::max(floor_, top.least());
}

// Appends to found_ the documents of a block that are among the best by this term alone; offers them to `top`.
SVITOK_CLONES void RankedScorer::search_block(const TermScorer& term, postings::Cursor& cursor, std::uint32_t block,
                                              Score least, TopScores& top) {
  const Score needed = std::max(least, top.least());
  if (term.bound_of_block(block) < needed) return;
  term.set(filter_, needed);
  cursor.visit_block(block, [&](std::span<const std::uint32_t> docs, const std::uint32_t* freqs) {
    ScoreFilter::Passing passing;
    std::size_t count = term.pass(filter_, docs, freqs, passing);
    if (admits_in_bulk_) count = selection_->admission->keep(docs.data(), std::span(passing).first(count));
    for (const std::uint8_t i : std::span(passing).first(count)) {
      const Candidate candidate{docs[i], term.contribution(docs[i], freqs[i])};
      if (candidate.score < std::max(least, top.least()) || !selection_->admission->admits(candidate.doc)) continue;
      top.offer(candidate.score);
      found_.push_back(candidate);
    }
  });
}

// The only term, if its blocks can be searched best first; else null.
TermScorer* RankedScorer::only_term() const {
  const Group& first = required_.empty() ? optional_ : required_[0];
  const std::size_t terms = required_.size() > 1 ? 0 : first.size() + (required_.empty() ? 0 : optional_.size());
  return terms == 1 && can_begin_with_best(*first[0].term) ? first[0].term.get() : nullptr;
}

// Goes through all of a term's blocks, the greatest bound first, until none is left that can have a document among the
// best. What is found is offered to the real top scores only when all of it is in order.
void RankedScorer::search_best_first(TermScorer& term, Score least) {
  postings::Cursor& cursor = term.cursor();
  TopScores top = *selection_->top;
  const std::vector<std::uint32_t> first = cursor.best_blocks(blocks_to_begin_with());
  for (const std::uint32_t block : first) search_block(term, cursor, block, least, top);
  for (const std::uint32_t block : cursor.blocks_from(term.least_bound(std::max(least, top.least())))) {
    if (term.bound_of_block(block) < std::max(least, top.least())) break;
    if (std::ranges::find(first, block) == first.end()) search_block(term, cursor, block, least, top);
  }
  std::sort(found_.begin(), found_.end(), [](const Candidate& a, const Candidate& b) { return a.doc < b.doc; });
}

// The first document from `from` on that may match. Cursors of terms that are not essential lag behind.
std::uint32_t RankedScorer::first_document(std::uint32_t from) const {
  if (from >= segment_.text->documents()) return kEnd;
  std::uint32_t first = kEnd;
  for (const Bounded& bounded : required_.empty() ? optional_ : required_[0]) {
    const std::uint32_t doc = bounded.term->cursor().doc();
    if (doc != kEnd) first = std::min(first, std::max(doc, from));
  }
  return first;
}

// Windows end where the finest of the essential terms' blocks does, within reason.
std::uint32_t RankedScorer::window_end(std::uint32_t start) {
  if (required_.size() == 1 || required_.empty()) {
    std::uint32_t end = start + kWindow - 1;
    for (const Bounded& bounded : required_.empty() ? optional_ : required_[0])
      end = std::min(end, bounded.term->block_end(start));
    return std::max(end, start + kLeastWindow - 1);
  }
  // A single term needs no array of sums, so its blocks may be as wide as they are.
  std::uint32_t end = required_[0].size() == 1 ? kEnd - 2 : start + kWindow - 1;
  for (const Bounded& bounded : required_[0]) end = std::min(end, bounded.term->block_end(start));
  return end;
}

// False if no document in the window can match and score `least`.
bool RankedScorer::set_bounds(std::uint32_t start, std::uint32_t end, Score least) {
  left_ = 0;
  const auto set = [&](Group& group) {
    std::uint64_t sum = 0;
    for (Bounded& bounded : group) sum += bounded.bound = bounded.term->bound(start, end);
    left_ += sum;
    return sum != 0;
  };
  for (Group& group : required_) {
    if (!set(group)) return false;
  }
  return (set(optional_) || !required_.empty()) && left_ >= least;
}

// Sorts by bound, ascending, and returns how many are not essential.
std::size_t RankedScorer::sort_optional(Score least) {
  if (optional_.size() > 1) {
    std::sort(optional_.begin(), optional_.end(), [](const Bounded& a, const Bounded& b) { return a.bound < b.bound; });
  }
  if (!required_.empty()) return optional_.size();
  std::size_t others = 0;
  std::uint64_t sum = 0;
  while (others < optional_.size() && (optional_[others].bound == 0 || sum + optional_[others].bound < least)) {
    sum += optional_[others++].bound;
  }
  return others;
}

std::uint32_t RankedScorer::search_window(std::uint32_t from, Score least) {
  if (TermScorer* const term = from == 0 ? only_term() : nullptr; term != nullptr) {
    if (least <= greatest_) search_best_first(*term, least);
    return kEnd;
  }
  if (!primed_) prime();
  least = std::max(least, floor_);
  if (least > greatest_) return kEnd;
  const std::uint32_t start = first_document(from);
  if (start == kEnd) return kEnd;
  const std::uint32_t end = window_end(start);
  if (!set_bounds(start, end, least)) return end + 1;
  std::size_t others = sort_optional(least);
  take_all(required_.empty() ? std::span(optional_).subspan(others) : std::span(required_[0]), start, end, least);
  for (std::size_t i = 1; i < required_.size() && !found_.empty(); ++i) require(required_[i], least);
  while (others-- > 0 && !found_.empty()) {
    if (optional_[others].bound == 0) break;
    left_ -= optional_[others].bound;
    look_up(*optional_[others].term, least);
  }
  return end + 1;
}

// The essential terms' postings of the window become candidates.
SVITOK_CLONES void RankedScorer::take_all(std::span<Bounded> essential, std::uint32_t start, std::uint32_t end,
                                          Score least) {
  for (const Bounded& bounded : essential) left_ -= bounded.bound;
  if (essential.size() == 1) return take_one(*essential[0].term, start, end, least);
  sums_.resize(kWindow);
  for (Bounded& bounded : essential) {
    TermScorer& term = *bounded.term;
    term.cursor().skip_to(start);
    term.cursor().visit_below(end + 1, [this, &term, start](std::uint32_t doc, std::uint32_t freq) {
      const std::uint32_t offset = doc - start;
      sums_[offset] += term.contribution(doc, freq);
      touched_[offset / 64] |= std::uint64_t{1} << offset % 64;
    });
  }
  const Score needed = less(least, left_);
  std::array<std::uint16_t, kWindow + kSetBitsAtOnce> offsets;
  const std::size_t count = take_set_bits(std::span(touched_).first((end - start) / 64 + 1), offsets.data());
  found_.resize(count);
  std::size_t kept = 0;
  for (const std::uint16_t offset : std::span(offsets).first(count)) {
    const Score sum = std::exchange(sums_[offset], 0);
    found_[kept] = {start + offset, sum};
    kept += sum >= needed ? 1U : 0U;
  }
  found_.resize(kept);
}

SVITOK_CLONES void RankedScorer::take_one(TermScorer& term, std::uint32_t start, std::uint32_t end, Score least) {
  const Score needed = less(least, left_);
  term.set(filter_, needed);
  term.cursor().skip_to(start);
  term.cursor().visit_runs_below(end + 1, [&](std::span<const std::uint32_t> docs, const std::uint32_t* freqs) {
    ScoreFilter::Passing passing;
    std::size_t count = term.pass(filter_, docs, freqs, passing);
    if (admits_in_bulk_) count = selection_->admission->keep(docs.data(), std::span(passing).first(count));
    std::size_t kept = found_.size();
    found_.resize(kept + count);
    for (const std::uint8_t i : std::span(passing).first(count)) {
      const Candidate candidate{docs[i], term.contribution(docs[i], freqs[i])};
      found_[kept] = candidate;
      kept += candidate.score >= needed ? 1U : 0U;
    }
    found_.resize(kept);
  });
}

// Keeps the candidates that have a term of the group and can still make it.
void RankedScorer::require(Group& group, Score least) {
  for (const Bounded& bounded : group) left_ -= bounded.bound;
  if (group.size() == 1) return require(*group[0].term, least);
  std::erase_if(found_, [&](Candidate& found) {
    std::uint64_t most = found.score + left_;
    for (const Bounded& bounded : group) most += bounded.term->bound_at(found.doc);
    if (most < least) return true;
    bool has_one = false;
    for (const Bounded& bounded : group) {
      postings::Cursor& cursor = bounded.term->cursor();
      cursor.skip_to(found.doc);
      if (cursor.doc() != found.doc) continue;
      found.score += bounded.term->score();
      has_one = true;
    }
    return !has_one;
  });
}

// The same for one term.
SVITOK_CLONES void RankedScorer::require(TermScorer& term, Score least) {
  drop_hopeless(term, least);
  auto out = found_.begin();
  term.cursor().look_up(found_.begin(), found_.end(), [&](Candidate found, bool is_here, std::uint32_t freq) {
    *out = {found.doc, found.score + term.contribution(found.doc, freq)};
    out += static_cast<std::ptrdiff_t>(is_here);
  });
  found_.erase(out, found_.end());
}

// Adds what the term contributes, and drops the candidates that cannot make it.
SVITOK_CLONES void RankedScorer::look_up(TermScorer& term, Score least) {
  drop_hopeless(term, least);
  term.cursor().look_up(found_.begin(), found_.end(), [&](Candidate& found, bool is_here, std::uint32_t freq) {
    found.score += term.contribution(found.doc, freq) * static_cast<Score>(is_here);
  });
}

// Drops the candidates that `term` cannot help to `least`, by the bounds of its blocks. Here and where terms are looked
// up, nothing branches on a single candidate, for that could not be predicted.
void RankedScorer::drop_hopeless(TermScorer& term, Score least) {
  auto out = found_.begin();
  for (auto found = found_.begin(); found != found_.end();) {
    const Score needed = less(least, left_ + term.bound_at(found->doc));
    const std::uint32_t last = term.block_end(found->doc);
    for (; found != found_.end() && found->doc <= last; ++found) {
      const Candidate candidate = *found;  // Read once: after the store, reading waits for it.
      *out = candidate;
      out += static_cast<std::ptrdiff_t>(candidate.score >= needed);
    }
  }
  found_.erase(out, found_.end());
}

// Of the windows behind position() the cursors know nothing any more, but their documents' scores are known.
Score RankedScorer::bound(std::uint32_t first, std::uint32_t last) {
  const Score found = found_bound(first, last);
  if (last < position()) return found;
  first = std::max(first, position());
  std::uint64_t sum = 0;
  for (const Group& group : required_) {
    std::uint64_t of_group = 0;
    for (const Bounded& bounded : group) of_group += bounded.term->bound(first, last);
    if (of_group == 0) return found;
    sum += of_group;
  }
  for (const Bounded& bounded : optional_) sum += bounded.term->bound(first, last);
  return std::max(found, static_cast<Score>(sum));
}

std::uint32_t RankedScorer::block_end(std::uint32_t doc) {
  std::uint32_t end = kEnd - 1;
  for (const Bounded& bounded : required_.empty() ? optional_ : required_[0])
    end = std::min(end, bounded.term->block_end(doc));
  return end;
}

std::uint32_t RankedScorer::cost() const {
  const std::uint64_t sum = documents_of(required_.empty() ? optional_ : required_[0]);
  return static_cast<std::uint32_t>(std::min<std::uint64_t>(sum, segment_.text->documents()));
}

}  // namespace svitok::matcher
