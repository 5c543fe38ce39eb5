// Where a text has what is wanted: tokens whose word has a wanted key, surface or prefix.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "snippet/snippet.h"
#include "text/analyzer.h"

namespace svitok::snippet {

/// Bytes [begin, end) of a text, and which wanted item stands there.
struct Match {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::uint32_t item = 0;
};

/// Belongs to one thread and one analyser.
class MatchFinder {
 public:
  explicit MatchFinder(Wanted wanted);

  /// Appends the matches of `text` in order of their beginnings. REQUIRES: text.size() < 2^32 - 1.
  void find(text::Analyzer& analyzer, std::string_view text, std::vector<Match>& matches);

  /// The weight of every item, in fixed point, so that sums are exact and equal passages compare equal.
  [[nodiscard]] const std::vector<std::uint64_t>& weights() const noexcept { return weights_; }

 private:
  static constexpr std::uint32_t kNothing = UINT32_MAX;
  // A word's verdict is remembered under its id: a small direct-mapped table, since a text repeats its frequent words
  // and a table of all the analyser's words would cost more to clear than it saves.
  struct Verdict {
    std::uint32_t word = UINT32_MAX;
    std::uint32_t item = kNothing;
  };

  [[nodiscard]] std::uint32_t item_of(const text::Word& word);
  [[nodiscard]] std::uint32_t find_item(const text::Word& word) const;
  [[nodiscard]] std::uint32_t heavier(std::uint32_t one, std::uint32_t other) const noexcept;
  std::uint32_t add_item(double weight);

  Wanted wanted_;
  std::vector<std::uint64_t> weights_;
  std::unordered_map<std::string_view, std::uint32_t> keys_;      // Views into wanted_, which never changes.
  std::unordered_map<std::string_view, std::uint32_t> surfaces_;  // The same.
  std::uint32_t first_prefix_ = 0;                                // Items of the prefixes begin here.
  std::uint32_t generation_ = 0;                                  // Of the verdicts.
  std::array<Verdict, 2048> verdicts_{};
};

}  // namespace svitok::snippet
