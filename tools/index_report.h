// What a run of svitok-index did: counted, told to a person on stderr, and as JSON on stdout.
#pragma once

#include <svitok/searcher.h>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tools {

struct FailedInput {
  std::string input;  ///< A path, or FILE:LINE.
  std::string reason;
};

struct IndexReport {
  /// Inputs named here, at most; all are counted, and named on stderr.
  static constexpr std::size_t kMaxErrors = 1000;

  std::uint64_t added = 0;
  std::uint64_t updated = 0;
  std::uint64_t unchanged = 0;
  std::uint64_t removed = 0;
  std::uint64_t failed = 0;
  std::uint64_t bytes = 0;  ///< Of the inputs that were read.
  std::vector<FailedInput> errors;
  std::chrono::steady_clock::duration took{};
  std::optional<svitok::IndexStats> stats;         ///< The index afterwards, when it could be opened.
  std::optional<std::vector<std::string>> faults;  ///< Of --verify.

  [[nodiscard]] std::uint64_t put() const { return added + updated; }
  [[nodiscard]] bool anything_done() const { return put() + unchanged + removed > 0; }
};

/// "12,345".
[[nodiscard]] std::string with_commas(std::uint64_t number);

/// "3.2 s: 100 documents added, 2 updated, ...; 4.5 MB, 1.4 MB/s".
[[nodiscard]] std::string summary_text(const IndexReport& report);

/// Lines for --stats.
[[nodiscard]] std::string stats_text(const svitok::IndexStats& stats);

/// The object that --json prints.
[[nodiscard]] std::string report_json(const IndexReport& report, std::string_view index, bool with_stats);

}  // namespace tools
