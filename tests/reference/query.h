// A query as a tree of its own, apart from the library's: made at random, written out in the query language, and
// answered by the naive engine and by plain Xapian.
#pragma once

#include <random>
#include <string>
#include <vector>

namespace svitok::reference {

enum class Kind { kWord, kExact, kPrefix, kPhrase, kNear, kFilter, kDates, kGroup };
enum class Occur { kShould, kMust, kMustNot };

struct Query {
  Kind kind = Kind::kGroup;
  Occur occur = Occur::kShould;
  int boost = 1;
  std::string field;               ///< A text field, or the attribute of a kFilter; empty: all text fields.
  std::vector<std::string> words;  ///< One, but for kPhrase and kNear. kDates: since and until, either may be empty.
  std::uint32_t distance = 0;      ///< kNear.
  std::vector<Query> children;     ///< kGroup.
};

/// In the query language. A group is written with its parentheses unless it is the outermost.
[[nodiscard]] std::string to_text(const Query& query, bool outermost = true);

/// What random queries are made of.
struct QueryParts {
  std::vector<std::string> words;  ///< Without blanks or what the language reads as operators.
  std::vector<std::string> fields;
  std::vector<std::string> groups;  ///< Values of the attribute "group".
};

/// The shapes a random query may take; each is tried in turn.
enum class Shape { kWords, kRequired, kExcluded, kPhrases, kNear, kExact, kPrefix, kFields, kFilters, kNested, kMixed };
inline constexpr int kShapes = 11;

[[nodiscard]] Query random_query(Shape shape, const QueryParts& parts, std::mt19937& random);

}  // namespace svitok::reference
