// One run of characters or one phrase to a leaf of the tree: boosts, stars, tildes, filters, dates. Knows nothing of
// groups and operators. Pure; thread-safe.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "query/diagnostics.h"
#include "query/names.h"
#include "query/query.h"

namespace svitok::query {

/// Bytes of the query as typed, and where they stand.
struct Piece {
  std::string_view raw;
  std::size_t begin = 0;

  [[nodiscard]] std::size_t end() const { return begin + raw.size(); }
  [[nodiscard]] Piece from(std::size_t offset) const { return {raw.substr(offset), begin + offset}; }
};

/// What stood before a piece.
struct Prefix {
  const Name* name = nullptr;  ///< The field or attribute it is asked of; null: all text fields.
  bool exact = false;          ///< `=`
};

/// A run. Empty when it holds nothing to search for, or a date that cannot be read.
[[nodiscard]] std::optional<Node> read_run(Piece piece, Prefix prefix, Diagnostics& diagnostics);

/// What quotation marks hold. Empty when that is nothing, or no date where a date is wanted.
[[nodiscard]] std::optional<Node> read_phrase(Piece inner, Prefix prefix, std::size_t most_words,
                                              Diagnostics& diagnostics);

/// A run as it stands, as words of no field.
[[nodiscard]] Node plain_words(Piece piece);

/// Says so when the first `colon` bytes of a run are no name of the index but look meant as one: "titel:press", not
/// "http://x" or "12:30". `goes_on`: a phrase or a group follows the run directly.
void doubt_name(Piece run, std::size_t colon, bool goes_on, const NameTable& names, Diagnostics& diagnostics);

/// The boost at the end of a run, and the run without it: "word^2" to "word" and 2. What has none stays whole.
struct Boosted {
  Piece piece;
  std::optional<float> boost;
};
[[nodiscard]] Boosted take_boost(Piece piece, Diagnostics& diagnostics);

inline constexpr float kLeastBoost = 0.01F;
inline constexpr float kMostBoost = 100.0F;

}  // namespace svitok::query
