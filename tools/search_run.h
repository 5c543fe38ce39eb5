// What svitok-search does, given its options.
#pragma once

#include "output.h"
#include "search_options.h"

namespace tools {

/// Returns the exit code. Throws svitok::Error when the index cannot be read.
[[nodiscard]] int run_search(const SearchToolOptions& options, Output& output);

}  // namespace tools
