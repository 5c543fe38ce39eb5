// From what a person typed to a syntax tree and diagnostics. Knows no index and no analyser; never throws for its
// input.
//
// The language (docs/query.md): words (any of them, best first), +must, -not, AND OR NOT and parentheses, "a phrase",
// =exact, field:word, field:"phrase", field:(group), prefix*, word^2, a NEAR/5 b, fuzzy~, name:value filters,
// date:2020-06, date:2020-01-01..2020-06-30.
// What cannot be a given construct is read as words, with a diagnostic where a person would wonder.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "svitok/query.h"

namespace svitok::query {

enum class Kind : unsigned char {
  kWords,   ///< `text` is one run of non-space characters, or a number grouped by spaces (74 000), escapes resolved;
            ///< the analyser decides what tokens it holds.
  kExact,   ///< `text` by surface form, not by key.
  kPrefix,  ///< `text` is the prefix, without the star.
  kFuzzy,   ///< `text` within a small edit distance.
  kPhrase,  ///< `text` between the quotes; tokens in order, adjacent.
  kNear,    ///< `children` (kWords, kExact, kPrefix, kPhrase) within `distance` positions, in any order.
  kFilter,  ///< Attribute `field` equals `text`.
  kRange,   ///< Attribute `field` from `text` to `upper`; either may be empty (open). `date:2020-06` has both equal.
  kGroup,   ///< `children` with their `occur`.
  kAll,     ///< `*` alone, or what a group that only excludes starts from: every document.
};

/// How a child counts in its group.
enum class Occur : unsigned char {
  kShould,   ///< Adds to the score; a group without a kMust child needs one of these.
  kMust,     ///< Has to match, adds to the score.
  kMustNot,  ///< Must not match.
};

struct Node {
  Kind kind = Kind::kGroup;
  Occur occur = Occur::kShould;
  float boost = 1.0F;     ///< `^2`; 0.01 to 100.
  std::size_t begin = 0;  ///< Bytes [begin, end) of the query that this is.
  std::size_t end = 0;
  std::size_t distance = 0;  ///< kNear.
  std::string field;         ///< Text field or attribute; empty: all text fields.
  std::string text;
  std::string upper;           ///< kRange.
  std::vector<Node> children;  ///< kGroup, kNear.

  bool operator==(const Node&) const = default;
};

struct ParsedQuery {
  Node root;  ///< Always a kGroup; without children when nothing was asked.
  std::vector<Diagnostic> diagnostics;
};

/// What `name:` before a word may be. A name that is neither a field nor an attribute is no field: the run is read as
/// words
/// ("http://x", "12:30"), with a diagnostic when it looks meant ("titel:press").
struct Names {
  std::vector<std::string> text_fields;  ///< E.g. title, text.
  std::vector<std::string> attributes;   ///< Usable in filters and ranges, e.g. lang, type; "date" is always one.
};

/// `text`: any bytes. Invalid UTF-8 is read as U+FFFD, which no word contains. Thread-safe; linear in the size of
/// `text`. The tree says by itself what is meant: a group of kMustNot children has a kAll child; a filter that
/// restricts is kMust, and words beside it that have to match are kMust too. A group has two children or more, save the
/// root. Leaves other than kAll are at most limits.terms; a limits.depth above 256 counts as 256.
[[nodiscard]] ParsedQuery parse(std::string_view text, const Names& names, const QueryLimits& limits = {});

/// The tree as one line of text for tests and --explain: `(should "word" must title:«a phrase» not [lang=ru])`, and
/// ="exact", "prefix"*, "fuzzy"~, near/5("a" "b"), [date=2020..2021], * for all documents, ^2 after what is boosted.
[[nodiscard]] std::string to_string(const Node& node);

}  // namespace svitok::query
