// The searcher behind svitok::Searcher: a snapshot, its matcher, and analysers lent to the threads that ask.
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "matcher/match.h"
#include "query/query.h"
#include "search/planner.h"
#include "search/rerank.h"
#include "segment/snapshot.h"
#include "svitok/searcher.h"
#include "text/analyzer.h"

namespace svitok::search {

/// search() and explain() from any number of threads; refresh() alone.
class IndexSearcher {
 public:
  explicit IndexSearcher(std::filesystem::path path);

  [[nodiscard]] Results search(std::string_view query, const SearchOptions& options) const;
  [[nodiscard]] std::string explain(std::string_view query, const SearchOptions& options) const;
  bool refresh();
  [[nodiscard]] IndexStats stats() const;

 private:
  /// An analyser, given back when the borrower is done.
  class Borrowed;

  void open(std::shared_ptr<const segment::Snapshot> snapshot);
  [[nodiscard]] matcher::MatchResult match(const Plan& plan, const SearchOptions& options) const;
  [[nodiscard]] matcher::MatchResult match_and_rerank(const Plan& plan, matcher::MatchOptions match) const;
  [[nodiscard]] Plan plan(const query::ParsedQuery& parsed, const SearchOptions& options, text::Analyzer& analyzer,
                          bool explains) const;
  /// The names that `query` may mean. Valid until refresh().
  [[nodiscard]] const query::Names& names_for(std::string_view query) const;
  void fetch(Results& results, const std::vector<matcher::Match>& matches, Plan& plan, const SearchOptions& options,
             text::Analyzer& analyzer) const;

  std::filesystem::path path_;
  std::string other_analyzer_;  ///< Why words of queries and documents may not meet; empty: they do.
  std::shared_ptr<const segment::Snapshot> snapshot_;
  std::unique_ptr<matcher::Matcher> matcher_;
  std::unique_ptr<Reranker> reranker_;
  mutable std::mutex mutex_;
  mutable std::optional<query::Names> names_;  ///< Once a query has asked for one.
  mutable std::vector<std::unique_ptr<text::Analyzer>> analyzers_;
};

}  // namespace svitok::search
