// Searches an index.
//
//   const svitok::Searcher searcher("news.idx");
//   for (const svitok::Hit& hit : searcher.search("встреча министров").hits) std::cout << hit.id << '\n';
//
// A Searcher is a snapshot: it sees the index as of its opening, or of its last refresh(), whatever a Writer does
// meanwhile. search() may be called from any number of threads at once; refresh() wants to be alone.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "svitok/results.h"
#include "svitok/schema.h"
#include "svitok/version.h"

namespace svitok {

enum class Sort { kRelevance, kNewest, kOldest };

struct SearchOptions {
  std::size_t limit = 10;  ///< Hits returned, at most 10,000.
  std::size_t offset = 0;  ///< Hits skipped first, at most 100,000.
  std::string lang;        ///< Only this language, e.g. "ru"; empty: all.
  std::string since;       ///< Only documents of this date or later: 2020, 2020-06, 2020-06-09; empty: all.
  std::string until;       ///< Only documents of this date or earlier, inclusive.
  Sort sort = Sort::kRelevance;
  /// Several words asked by relevance: the first twenty documents gain in score where the words stand together, where
  /// they make up the title, and where none is missing. Off, a score is the sum of the words' alone.
  bool rerank = true;
  bool snippets = true;             ///< Fill Hit::snippet.
  bool fields = true;               ///< Fetch title and attributes; off, a hit has its id and score alone.
  std::size_t snippet_chars = 240;  ///< Length aimed at, in characters.
  bool exact_total = false;         ///< Count every match; off, the total may be an estimate and the search faster.
  QueryLimits limits;
};

/// One segment as `--stats` shows it.
struct SegmentStats {
  std::string name;
  std::uint64_t documents = 0;  ///< Live.
  std::uint64_t removed = 0;    ///< Removed or replaced, not yet merged away.
  std::uint64_t bytes = 0;      ///< On disk, all its files.
};

struct IndexStats {
  std::uint64_t generation = 0;  ///< Number of the manifest.
  std::uint64_t documents = 0;
  std::uint64_t removed = 0;
  std::uint64_t bytes = 0;
  std::uint64_t terms = 0;  ///< Distinct keys, summed over segments.
  Fields fields;
  std::vector<SegmentStats> segments;
};

/// A token as the analyser sees it; what `svitok-search --analyze` prints.
struct AnalyzedToken {
  std::string text;       ///< The original bytes.
  std::size_t begin = 0;  ///< Byte offset into the original.
  std::size_t end = 0;
  std::uint32_t position = 0;
  std::string lemma;              ///< Empty for a token that has none (a number, say).
  std::vector<std::string> keys;  ///< What matching uses; the one that counts first.
};

/// Analyses a text exactly as indexing and searching do. Any bytes. Thread-safe.
[[nodiscard]] SVITOK_EXPORT std::vector<AnalyzedToken> analyze(std::string_view text);

/// Whether the dictionaries were found: a sentence for each that is missing, empty when all are there.
[[nodiscard]] SVITOK_EXPORT std::vector<std::string> missing_dictionaries();

class SVITOK_EXPORT Searcher {
 public:
  /// Opens the index at `path`. Throws IoError (no index there), VersionError, CorruptionError.
  explicit Searcher(const std::filesystem::path& path);
  ~Searcher();
  Searcher(Searcher&&) noexcept;
  Searcher& operator=(Searcher&&) noexcept;

  /// Answers a query. Never throws for what `query` says; throws CorruptionError or IoError when the index cannot be
  /// read.
  [[nodiscard]] Results search(std::string_view query, const SearchOptions& options = {}) const;

  /// How a query was understood, for a person: one line a node.
  [[nodiscard]] std::string explain(std::string_view query, const SearchOptions& options = {}) const;

  /// Moves to the newest commit; true if there was one.
  bool refresh();

  [[nodiscard]] IndexStats stats() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

/// Reads every byte of the index at `path` and checks it; returns one sentence a fault, naming the file. Empty: sound.
/// Throws IoError when there is no index.
[[nodiscard]] SVITOK_EXPORT std::vector<std::string> verify_index(const std::filesystem::path& path);

}  // namespace svitok
