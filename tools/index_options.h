// The command line of svitok-index as a plain struct.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "output.h"

namespace tools {

struct IndexOptions {
  bool help = false;
  bool version = false;
  std::string index;
  std::vector<std::string> paths;
  std::vector<std::string> json_lines;  ///< Files of JSON lines; "-" is standard input.
  unsigned threads = 0;                 ///< 0: one a core.
  std::size_t memory_bytes = 0;
  std::size_t max_file_bytes = 0;
  double commit_every_seconds = 0;  ///< 0: only at the end.
  bool hidden = false;
  bool prune = false;
  bool merge = false;
  bool verify = false;
  bool stats = false;
  bool json = false;
  bool quiet = false;
  When progress = When::kAuto;

  [[nodiscard]] bool has_input() const { return !paths.empty() || !json_lines.empty(); }
};

/// Throws UsageError.
[[nodiscard]] IndexOptions parse_index_options(const std::vector<std::string>& arguments);

[[nodiscard]] std::string index_help();

}  // namespace tools
