// Results for a person: escaped for a terminal, coloured when asked.
#pragma once

#include <svitok/results.h>

#include <cstddef>
#include <string>

namespace tools {

/// The hits, numbered from `offset` + 1, and a line with the total and the time.
[[nodiscard]] std::string results_text(const svitok::Results& results, std::size_t offset, bool color);

}  // namespace tools
