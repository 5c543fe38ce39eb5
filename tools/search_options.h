// The command line of svitok-search as a plain struct.
#pragma once

#include <svitok/searcher.h>

#include <optional>
#include <string>
#include <vector>

#include "output.h"

namespace tools {

struct SearchToolOptions {
  bool help = false;
  bool version = false;
  std::string index;
  std::string query;  ///< The arguments, joined by blanks.
  bool has_query = false;
  svitok::SearchOptions search;
  bool json = false;
  bool explain = false;
  When color = When::kAuto;
  std::optional<std::string> batch = {};    ///< A file of queries; "-" is standard input.
  std::optional<std::string> analyze = {};  ///< A text; "-" means the lines of standard input.
  unsigned threads = 0;                     ///< For a batch. 0: one a core.
};

/// Throws UsageError.
[[nodiscard]] SearchToolOptions parse_search_options(const std::vector<std::string>& arguments);

[[nodiscard]] std::string search_help();

}  // namespace tools
