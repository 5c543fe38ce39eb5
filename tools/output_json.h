// Results as JSON. Always valid UTF-8: what is not becomes U+FFFD.
#pragma once

#include <svitok/results.h>
#include <svitok/searcher.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tools {

/// One object and a line end: schema, query, total, took_us, hits[], diagnostics[]; explain when given.
[[nodiscard]] std::string results_json(std::string_view query, const svitok::Results& results,
                                       const std::optional<std::string>& explanation);

/// One object a line: text start end position lemma keys[].
[[nodiscard]] std::string tokens_json_lines(const std::vector<svitok::AnalyzedToken>& tokens);

/// The same objects as one array, and a line end.
[[nodiscard]] std::string tokens_json_array(const std::vector<svitok::AnalyzedToken>& tokens);

}  // namespace tools
