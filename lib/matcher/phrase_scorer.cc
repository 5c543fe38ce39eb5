#include "matcher/phrase_scorer.h"

#include "base/clones.h"

namespace svitok::matcher {

namespace {

// So many documents are gathered at a time where the best are not looked for first.
constexpr std::size_t kMostPromises = 256;
// So many stretches are gathered from first, and so many of their documents looked into first, at the least; each time
// after that four times as many.
constexpr std::size_t kFirstStretches = 4;
constexpr std::size_t kFirstBatch = 32;
// So many documents ahead it is fetched where their fields begin.
constexpr std::size_t kAhead = 4;

}  // namespace

PhraseScorer::PhraseScorer(const SegmentView& segment, const MatchNode& node, std::vector<PhraseSlot> slots,
                           const Selection* selection)
    : WindowScorer(selection),
      segment_(segment),
      node_(node),
      slots_(std::move(slots)),
      counter_(segment, node, slots_) {
  std::stable_sort(slots_.begin(), slots_.end(),
                   [](const PhraseSlot& a, const PhraseSlot& b) { return a.cost() < b.cost(); });
  float least = 1.0F;
  float sum = 0;
  for (const PhraseSlot& slot : slots_) {
    const float bound = slot.bound();
    least = std::min(least, bound);
    sum += bound;
  }
  for (const PhraseSlot& slot : slots_) terms_ += slot.terms();
  greatest_ = bound_score(is_phrase() ? least : sum);
}

std::uint32_t PhraseScorer::search_window(std::uint32_t from, Score least) {
  if (least > greatest_) return kEnd;
  if (selection_ != nullptr && selection_->top->size() != 0 && selection_->admission->any_order()) {
    search_best_first(from, least);
    return kEnd;
  }
  promises_.clear();
  places_.clear();
  while (promises_.size() < kMostPromises && from != kEnd) {
    const Stretch stretch = next_stretch(from);
    if (stretch.bound >= least && stretch.bound > 0) gather(stretch, least);
    from = stretch.last + 1;
  }
  if (!promises_.empty()) check(0, promises_.size(), least);
  return from;
}

// The rarest slot's block from `from` on. At the end of all blocks there is one without bound that ends at kEnd - 1.
PhraseScorer::Stretch PhraseScorer::next_stretch(std::uint32_t from) {
  const std::uint32_t last = slots_[0].block_end(from);
  return {from, last, last == kEnd - 1 ? 0 : stretch_bound(from, last)};
}

// Goes through the whole segment, where most is promised first. What is found is offered to the real top scores only
// when all of it is in order.
void PhraseScorer::search_best_first(std::uint32_t from, Score least) {
  std::vector<Stretch> stretches;
  while (from != kEnd) {
    const Stretch stretch = next_stretch(from);
    if (stretch.bound >= least && stretch.bound > 0) stretches.push_back(stretch);
    from = stretch.last + 1;
  }
  std::sort(stretches.begin(), stretches.end(), [](const Stretch& a, const Stretch& b) { return a.bound > b.bound; });
  TopScores top = *selection_->top;
  std::size_t taken = 0;
  for (std::size_t take = kFirstStretches; taken < stretches.size(); take *= 4) {
    const Score enough = std::max(least, top.least());
    const auto begin = stretches.begin() + static_cast<std::ptrdiff_t>(taken);
    auto end = stretches.begin() + static_cast<std::ptrdiff_t>(std::min(stretches.size(), taken + take));
    end = std::find_if(begin, end, [enough](const Stretch& stretch) { return stretch.bound < enough; });
    if (begin == end) break;
    std::sort(begin, end, [](const Stretch& a, const Stretch& b) { return a.first < b.first; });
    for (PhraseSlot& slot : slots_) slot.restart();
    if (taken == 0) {
      search_first({begin, end}, top, least);
    } else {
      for (auto stretch = begin; stretch != end; ++stretch) search_one(*stretch, top, least);
    }
    taken += static_cast<std::size_t>(end - begin);
  }
  std::sort(found_.begin(), found_.end(), [](const Candidate& a, const Candidate& b) { return a.doc < b.doc; });
}

void PhraseScorer::search_first(std::span<const Stretch> stretches, TopScores& top, Score least) {
  promises_.clear();
  places_.clear();
  for (const Stretch& stretch : stretches) gather(stretch, least);
  check_best_first(top, least);
}

// Once there is a threshold, the best of a stretch are not worth the search for them.
void PhraseScorer::search_one(const Stretch& stretch, TopScores& top, Score least) {
  const Score enough = std::max(least, top.least());
  if (stretch.bound < enough) return;
  promises_.clear();
  places_.clear();
  gather(stretch, enough);
  const std::size_t found = found_.size();
  check(0, promises_.size(), enough);
  offer(top, found);
}

void PhraseScorer::offer(TopScores& top, std::size_t first) const {
  for (std::size_t i = first; i < found_.size(); ++i) {
    if (selection_->admission->admits(found_[i].doc)) top.offer(found_[i].score);
  }
}

// Appends a stretch's documents that have all slots to promises_, ascending.
void PhraseScorer::gather(const Stretch& stretch, Score least) {
  const std::size_t first = promises_.size();
  // Of words near each other the rarest tells nothing yet.
  const Score enough = is_phrase() ? least : 0;
  filter_.set(*segment_.impacts, node_.weight, enough);
  gather_from_lead(stretch);
  std::size_t term = slots_[0].terms();
  for (std::size_t i = 1; i < slots_.size() && promises_.size() > first; ++i) {
    intersect(slots_[i], term, first);
    term += slots_[i].terms();
  }
}

void PhraseScorer::gather_from_lead(const Stretch& stretch) {
  PhraseSlot& lead = slots_[0];
  lead.skip_to(stretch.first);
  if (postings::Cursor* const only = lead.only_cursor(); only != nullptr) return gather_from_only(*only, stretch);
  for (std::uint32_t doc = lead.doc(); doc <= stretch.last; doc = lead.doc()) {
    const std::size_t at = places_.size();
    places_.resize(at + terms_);
    const std::uint32_t freq = lead.freq(doc, &places_[at]);
    if (filter_.may_pass(freq, segment_.length_codes[doc])) {
      promises_.push_back({doc, freq, static_cast<std::uint32_t>(at)});
    } else {
      places_.resize(at);
    }
    lead.skip_to(doc + 1);
  }
}

SVITOK_CLONES void PhraseScorer::gather_from_only(postings::Cursor& cursor, const Stretch& stretch) {
  cursor.visit_runs_below(stretch.last + 1, [&](std::span<const std::uint32_t> docs, const std::uint32_t* freqs,
                                                const postings::PlaceRun& places) {
    ScoreFilter::Passing passing;
    const std::size_t count = filter_.pass(docs, freqs, segment_.length_codes, passing);
    std::size_t at = places_.size();
    places_.resize(at + count * terms_);
    for (const std::uint8_t i : std::span(passing).first(count)) {
      promises_.push_back({docs[i], freqs[i], static_cast<std::uint32_t>(at)});
      places_[at] = places[i];
      at += terms_;
    }
  });
}

// Keeps the promises from `first` on that have the slot as well, whose terms are the `term`-th and following.
SVITOK_CLONES void PhraseScorer::intersect(PhraseSlot& slot, std::size_t term, std::size_t first) {
  const auto begin = promises_.begin() + static_cast<std::ptrdiff_t>(first);
  auto out = begin;
  const auto keep_if = [&](const Promise& promise, bool is_here, std::uint32_t freq) {
    const std::uint32_t most = is_phrase() ? std::min(promise.freq, freq) : promise.freq + freq;
    const bool passes = filter_.may_pass(most, segment_.length_codes[promise.doc]);
    *out = {promise.doc, most, promise.places};
    out += static_cast<std::ptrdiff_t>(is_here & passes);
  };
  if (postings::Cursor* const only = slot.only_cursor(); only != nullptr) {
    only->look_up(begin, promises_.end(),
                  [&](const Promise& promise, bool is_here, std::uint32_t freq, const postings::Place& place) {
                    places_[promise.places + term] = place;
                    keep_if(promise, is_here, freq);
                  });
  } else {
    for (auto promise = begin; promise != promises_.end(); ++promise) {
      slot.skip_to(promise->doc);
      const std::uint32_t freq = slot.freq(promise->doc, &places_[promise->places + term]);
      keep_if(*promise, slot.doc() == promise->doc, freq);
    }
  }
  promises_.erase(out, promises_.end());
}

// Of the promises from `first` on, moves the best to the front, `count` if there are so many. Both parts stay ascending
// by document. Returns the end of the first one.
std::size_t PhraseScorer::best_to_front(std::size_t first, std::size_t count) {
  if (promises_.size() - first <= count) return promises_.size();
  scores_.clear();
  for (std::size_t i = first; i < promises_.size(); ++i)
    scores_.push_back(score_of(promises_[i].freq, promises_[i].doc));
  ordered_ = scores_;
  const auto cut = ordered_.begin() + static_cast<std::ptrdiff_t>(count - 1);
  std::nth_element(ordered_.begin(), cut, ordered_.end(), std::greater<>());
  const Score best = *cut;
  rest_.clear();
  std::size_t out = first;
  for (std::size_t i = first; i < promises_.size(); ++i) {
    if (scores_[i - first] >= best && out - first < count) {
      promises_[out++] = promises_[i];
    } else {
      rest_.push_back(promises_[i]);
    }
  }
  std::copy(rest_.begin(), rest_.end(), promises_.begin() + static_cast<std::ptrdiff_t>(out));
  return out;
}

// The best of what is found in a batch is the threshold for the next one.
void PhraseScorer::check_best_first(TopScores& top, Score least) {
  std::size_t batch = std::max(kFirstBatch, 2 * top.size());
  for (std::size_t first = 0; first < promises_.size(); batch *= 4) {
    const std::size_t last = best_to_front(first, batch);
    const std::size_t found = found_.size();
    check(first, last, std::max(least, top.least()));
    offer(top, found);
    const Score now = std::max(least, top.least());
    const auto too_little = [&](const Promise& promise) { return score_of(promise.freq, promise.doc) < now; };
    promises_.erase(std::remove_if(promises_.begin() + static_cast<std::ptrdiff_t>(last), promises_.end(), too_little),
                    promises_.end());
    first = last;
  }
}

// Reads the positions of promises [first, last), which are ascending, and keeps what holds.
SVITOK_CLONES void PhraseScorer::check(std::size_t first, std::size_t last, Score least) {
  for (std::size_t i = first; i < last; ++i) {
    if (i + kAhead < last) segment_.field_starts.prefetch(promises_[i + kAhead].doc);
    const std::uint32_t doc = promises_[i].doc;
    const std::uint32_t freq = counter_.count(doc, &places_[promises_[i].places]);
    if (freq == 0) continue;
    const Score score = score_of(freq, doc);
    if (score >= least) found_.push_back({doc, score});
  }
}

// A phrase stands nowhere more often than each of its words; words near each other do not more often than all of them
// together, and impacts grow less than frequencies do.
Score PhraseScorer::bound(std::uint32_t first, std::uint32_t last) {
  const Score found = found_bound(first, last);
  return last < position() ? found : std::max(found, stretch_bound(std::max(first, position()), last));
}

Score PhraseScorer::stretch_bound(std::uint32_t first, std::uint32_t last) {
  float least = 1.0F;
  float sum = 0;
  for (PhraseSlot& slot : slots_) {
    const float bound = slot.bound(first, last);
    if (bound == 0) return 0;
    least = std::min(least, bound);
    sum += bound;
  }
  return bound_score(is_phrase() ? least : sum);
}

std::uint32_t PhraseScorer::block_end(std::uint32_t doc) {
  std::uint32_t end = kEnd - 1;
  for (PhraseSlot& slot : slots_) end = std::min(end, slot.block_end(doc));
  return end;
}

}  // namespace svitok::matcher
