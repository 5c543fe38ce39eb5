// Brings an index up to date with files, folders and lines of JSON: what svitok-index does between opening the index
// and reporting.
#pragma once

#include <svitok/reader.h>
#include <svitok/writer.h>

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>

#include "index_options.h"
#include "index_report.h"
#include "progress.h"
#include "walk.h"

namespace tools {

/// One thread at a time. An input that fails is named on stderr, counted in the report, and costs only itself; what
/// stops the whole run (a full disk, say) throws svitok::Error.
class Indexer {
 public:
  Indexer(const IndexOptions& options, svitok::Writer& writer, IndexReport& report, Progress& progress);

  void add_path(const std::string& path);
  void add_json_lines(const std::string& path);

  /// Removes the documents of files under `paths` that are gone. A path that is itself a folder and gone removes
  /// nothing: it may be a disk that is not mounted.
  void prune(const std::vector<std::string>& paths);

  /// Publishes what is new.
  void commit();

 private:
  void add_file(const FoundFile& found);
  void add_line(const std::string& input, std::string_view line);
  void put(svitok::Document document, bool replaces);
  void fail(const std::string& input, std::string reason);
  bool forget_if_gone(const std::string& path);

  using Clock = std::chrono::steady_clock;

  const IndexOptions& options_;
  svitok::Writer& writer_;
  IndexReport& report_;
  Progress& progress_;
  svitok::ReadOptions read_options_;
  WalkOptions walk_options_;
  /// Hashes of the keys replaced since the last commit: their fingerprints in the index are out of date.
  std::unordered_set<std::uint64_t> replaced_;
  Clock::duration commit_interval_;
  Clock::time_point next_commit_;
};

}  // namespace tools
