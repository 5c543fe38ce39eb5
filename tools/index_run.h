// What svitok-index does, given its options.
#pragma once

#include "index_options.h"
#include "output.h"

namespace tools {

/// Returns the exit code. Throws svitok::Error when nothing could be done: no such index, locked, damaged, disk full.
[[nodiscard]] int run_index(const IndexOptions& options, Output& output);

}  // namespace tools
