// Diagnostics and options of a query. The language itself is described in docs/query.md.
#pragma once

#include <cstddef>
#include <string>

namespace svitok {

/// Something in a typed query that was not taken literally, or not at all. A query always runs; a diagnostic says what
/// was done.
struct Diagnostic {
  std::size_t begin = 0;  ///< Byte offset into the query where it starts.
  std::size_t end = 0;    ///< Byte offset one past its end.
  std::string message;    ///< One sentence for a person, no full stop.
};

/// Structural limits, checked before anything is matched. Passing one gives a diagnostic, and the rest is searched.
struct QueryLimits {
  std::size_t bytes = 4096;       ///< Longer queries are cut at a character.
  std::size_t terms = 256;        ///< Words, phrases and prefixes together.
  std::size_t depth = 64;         ///< Nested parentheses.
  std::size_t phrase = 64;        ///< Words of a phrase, and the widest NEAR.
  std::size_t expansions = 1000;  ///< Words that one prefix stands for; the most frequent are kept.
};

}  // namespace svitok
