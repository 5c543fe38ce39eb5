// What a search returns.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "svitok/query.h"

namespace svitok {

/// Bytes [begin, end) of a text.
struct TextRange {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool operator==(const TextRange&) const = default;
};

/// A passage of the stored text around what matched.
struct Snippet {
  std::string text;                   ///< UTF-8; passages are joined with " … ".
  std::vector<TextRange> highlights;  ///< What matched, in `text`; ascending, disjoint, on character boundaries.
};

/// One document found.
struct Hit {
  std::string id;     ///< The key it was put under.
  double score = 0;   ///< Sum of idf times impact, and SearchOptions::rerank's gains; comparable within one search.
  std::string title;  ///< The first field of the schema if it is named "title", else empty.
  Snippet snippet;    ///< Empty when SearchOptions::snippets is off.
  std::vector<std::pair<std::string, std::string>>
      attributes;  ///< "lang", "date", "url" and whatever was set, in its order.

  /// The first attribute of that name; empty when there is none.
  [[nodiscard]] std::string_view attribute(std::string_view name) const {
    for (const auto& [key, value] : attributes) {
      if (key == name) return value;
    }
    return {};
  }
};

struct Results {
  std::vector<Hit> hits;    ///< Best first, from SearchOptions::offset.
  std::uint64_t total = 0;  ///< Documents that match: exact or estimated, as `total_is_exact` says.
  bool total_is_exact = true;
  std::uint64_t took_us = 0;            ///< Wall time in microseconds.
  std::vector<Diagnostic> diagnostics;  ///< What was not taken literally; empty most of the time.
};

}  // namespace svitok
