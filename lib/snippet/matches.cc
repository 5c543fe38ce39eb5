#include "snippet/matches.h"

#include <algorithm>
#include <utility>

namespace svitok::snippet {

namespace {

// Weights beyond this, and those that are no numbers, count as this; sums of 2^32 of them fit.
constexpr double kHeaviest = 65536.0;

std::uint64_t fixed_point(double weight) noexcept {
  if (!(weight < kHeaviest)) weight = kHeaviest;
  return static_cast<std::uint64_t>(std::max(weight, 0.0) * 65536.0);
}

bool begins_earlier(const Match& one, const Match& other) noexcept { return one.begin < other.begin; }

}  // namespace

MatchFinder::MatchFinder(Wanted wanted) : wanted_(std::move(wanted)) {
  double heaviest = 1.0;
  for (const Wanted::Key& key : wanted_.keys) {
    heaviest = std::max(heaviest, key.weight);
    const auto [place, is_new] = keys_.try_emplace(key.key, static_cast<std::uint32_t>(weights_.size()));
    if (is_new) add_item(key.weight);
    weights_[place->second] = std::max(weights_[place->second], fixed_point(key.weight));
  }
  // What was asked for letter by letter is as good as the rarest word.
  for (const std::string& surface : wanted_.surfaces) {
    if (surfaces_.try_emplace(surface, static_cast<std::uint32_t>(weights_.size())).second) add_item(heaviest);
  }
  first_prefix_ = static_cast<std::uint32_t>(weights_.size());
  for (std::size_t i = 0; i < wanted_.prefixes.size(); ++i) add_item(heaviest);
}

std::uint32_t MatchFinder::add_item(double weight) {
  weights_.push_back(fixed_point(weight));
  return static_cast<std::uint32_t>(weights_.size() - 1);
}

void MatchFinder::find(text::Analyzer& analyzer, std::string_view text, std::vector<Match>& matches) {
  analyzer.start(text);
  for (auto batch = analyzer.next(); !batch.empty(); batch = analyzer.next()) {
    if (generation_ != analyzer.generation()) {
      verdicts_.fill({});
      generation_ = analyzer.generation();
    }
    for (const text::Token& token : batch) {
      const std::uint32_t item = item_of(*token.word);
      if (item != kNothing) matches.push_back({token.begin, token.end, item});
    }
  }
  if (!std::is_sorted(matches.begin(), matches.end(), begins_earlier)) {
    std::stable_sort(matches.begin(), matches.end(), begins_earlier);
  }
}

std::uint32_t MatchFinder::item_of(const text::Word& word) {
  Verdict& verdict = verdicts_[word.id() % verdicts_.size()];
  if (verdict.word != word.id()) verdict = {word.id(), find_item(word)};
  return verdict.item;
}

std::uint32_t MatchFinder::find_item(const text::Word& word) const {
  std::uint32_t item = kNothing;
  for (const std::string_view key : word.keys()) {
    const auto found = keys_.find(key);
    if (found != keys_.end()) item = heavier(item, found->second);
  }
  const auto found = surfaces_.find(word.surface());
  if (found != surfaces_.end()) item = heavier(item, found->second);
  for (std::uint32_t i = 0; i < wanted_.prefixes.size(); ++i) {
    if (word.surface().starts_with(wanted_.prefixes[i])) item = heavier(item, first_prefix_ + i);
  }
  return item;
}

std::uint32_t MatchFinder::heavier(std::uint32_t one, std::uint32_t other) const noexcept {
  return one == kNothing || weights_[other] > weights_[one] ? other : one;
}

}  // namespace svitok::snippet
