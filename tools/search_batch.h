// Many queries in one run, for measuring relevance: lines of {"id", "text"} in, TREC run lines out.
#pragma once

#include "output.h"
#include "search_options.h"

namespace tools {

/// Answers come in the order of the queries, whatever the number of threads. A line that is no query is named on
/// stderr and passed over. Returns the exit code.
[[nodiscard]] int run_batch(const SearchToolOptions& options, Output& output);

}  // namespace tools
