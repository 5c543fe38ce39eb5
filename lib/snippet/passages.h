// Which pieces of a text to show: those with most of what was asked for. Thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "snippet/matches.h"
#include "snippet/snippet.h"
#include "svitok/results.h"

namespace svitok::snippet {

/// Overlapping and touching matches as one range each: what is marked. `matches` in order of their beginnings.
[[nodiscard]] std::vector<TextRange> unite(const std::vector<Match>& matches);

/// The best passages of `text`, ascending and apart, cut at words; the beginning of the text when there are no matches.
/// `matches` in order of their beginnings; `marks` = unite(matches); `weights` one an item.
[[nodiscard]] std::vector<TextRange> choose_passages(std::string_view text, const std::vector<Match>& matches,
                                                     const std::vector<TextRange>& marks,
                                                     const std::vector<std::uint64_t>& weights,
                                                     const SnippetOptions& options);

}  // namespace svitok::snippet
