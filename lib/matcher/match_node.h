// What is to be matched, as a tree: which terms, phrases and conditions, in which combination, with which weights.
// Knows all segments of a snapshot but holds no cursor, so one tree serves every segment and thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "postings/postings_file.h"
#include "postings/words_file.h"

namespace svitok::matcher {

/// Scores are integers, so that sums are exact in any order: a contribution is weight times impact, rounded. A weight
/// is idf times boost times MatchOptions::scale.
using Score = std::uint32_t;

/// One key in every segment.
struct TermRef {
  std::vector<postings::TermInfo> infos;  ///< One a segment; documents == 0: not there.

  [[nodiscard]] std::uint64_t documents() const noexcept {
    std::uint64_t sum = 0;
    for (const postings::TermInfo& info : infos) sum += info.documents;
    return sum;
  }
};

struct MatchNode {
  enum class Kind : std::uint8_t {
    kNothing,
    kEverything,  ///< Every document, score 0.
    kFilter,      ///< Documents with the filter term `filter`, score 0.
    kRange,       ///< Documents whose number in `slot` is within [low, high]; an absent bound is open. Score 0.
    kTerm,        ///< terms[0].
    kSynonym,     ///< Documents with any form of `synonyms`, which count as one term with the sum of their frequencies.
    kPhrase,      ///< `slots` at successive positions (slot i at offsets[i]), in one field if `field` says so.
    kNear,        ///< One of each of `slots`, in any order, at most `distance` positions apart from first to last.
    kAny,         ///< Documents with any of `children`; the sum of theirs.
    kAll,         ///< Documents with all of `children`; the sum of theirs.
    kMaybe,       ///< children[0]; those of children[1] add to the score.
    kWithout,     ///< children[0] without those of children[1].
  };
  Kind kind = Kind::kNothing;
  float weight = 0;  ///< kTerm, kSynonym, kPhrase, kNear: idf times boost times the scale; 0: matches without scoring.
  std::vector<MatchNode> children;
  std::vector<TermRef> terms;
  std::vector<std::vector<postings::KeyForms>> synonyms;  ///< One list a segment, each key once.
  std::vector<std::vector<TermRef>> slots;                ///< Alternatives for each place.
  std::vector<std::uint32_t> offsets;
  std::uint32_t distance = 0;
  std::optional<std::uint32_t> field;
  std::string filter;
  std::uint32_t slot = 0;
  std::optional<double> low;
  std::optional<double> high;
};

/// The least sum of weights that could overflow Score, with room for roundings.
inline constexpr double kGreatestScore = 2'000'000'000.0;
/// A weight is multiplied by this, or by a smaller power of two where the sum of all would pass kGreatestScore.
inline constexpr double kScale = 65536.0;

}  // namespace svitok::matcher
