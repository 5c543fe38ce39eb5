// From a syntax tree to a match: words become keys, keys become terms with weights, prefixes become the words they
// stand for.
//
// Weights are idf times boost with idf = ln(1 + (N - df + 0.5) / (df + 0.5)) over all documents of the snapshot.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "matcher/match.h"
#include "query/query.h"
#include "search/rerank.h"
#include "segment/snapshot.h"
#include "snippet/snippet.h"
#include "text/analyzer.h"

namespace svitok::search {

struct Plan {
  matcher::MatchNode query;
  double scale = matcher::kScale;
  snippet::Wanted wanted;
  std::vector<Diagnostic> diagnostics;
  std::vector<std::string> notes;  ///< One line a term: how it was understood.
  std::vector<AskedWord> asked;    ///< The words that score, for the reranker.
};

/// Plans one query; belongs to one thread. Borrows everything it is given.
class Planner {
 public:
  /// `explains`: whether the plan gets notes.
  Planner(const segment::Snapshot& snapshot, text::Analyzer& analyzer, const QueryLimits& limits, bool explains);

  /// REQUIRES: a tree within the limits, as query::parse() gives it. Called once.
  [[nodiscard]] Plan plan(const query::Node& root);
  /// Narrows a plan to documents that also match `condition`.
  static void restrict(Plan& plan, matcher::MatchNode condition);

 private:
  using MatchNode = matcher::MatchNode;

  /// A word of the query: what the analyser made of one token.
  struct QueryToken {
    std::string surface;
    std::vector<std::string> keys;
    std::uint32_t position = 0;
    bool extra = false;
    bool stop = false;
  };
  [[nodiscard]] std::vector<QueryToken> tokens_of(std::string_view text);
  [[nodiscard]] matcher::TermRef resolve(std::string_view key) const;
  [[nodiscard]] double idf(std::uint64_t documents) const;

  [[nodiscard]] MatchNode plan_node(const query::Node& node, float boost, bool keep_stop_words);
  [[nodiscard]] MatchNode plan_group(const query::Node& group, float boost);
  [[nodiscard]] MatchNode plan_words(const query::Node& node, float boost, bool keep_stop_words);
  [[nodiscard]] MatchNode plan_exact(const query::Node& node, float boost);
  [[nodiscard]] MatchNode plan_prefix(const query::Node& node, float boost);
  [[nodiscard]] MatchNode plan_phrase(const query::Node& node, float boost);
  [[nodiscard]] MatchNode plan_near(const query::Node& node, float boost);
  [[nodiscard]] MatchNode plan_filter(const query::Node& node) const;
  [[nodiscard]] MatchNode plan_range(const query::Node& node);

  void note_asked(const QueryToken& token, const MatchNode& scored, float boost);
  [[nodiscard]] MatchNode term_node(const std::string& key, float boost);
  [[nodiscard]] MatchNode exact_node(const std::string& surface, float boost);
  [[nodiscard]] MatchNode word_node(const QueryToken& token, const query::Node& node, float boost);
  [[nodiscard]] MatchNode phrase_node(const std::vector<QueryToken>& tokens, const std::string& field, float boost);
  [[nodiscard]] std::vector<matcher::TermRef> alternatives(const QueryToken& token, double& word_idf);
  [[nodiscard]] std::optional<std::uint32_t> field_number(const std::string& field) const;
  [[nodiscard]] bool holds_content(const query::Node& group);
  [[nodiscard]] std::optional<std::vector<std::vector<postings::FormInfo>>> expand_few(const std::string& prefix) const;
  [[nodiscard]] std::vector<std::vector<postings::FormInfo>> expand(const std::string& prefix, const query::Node& node);
  [[nodiscard]] static MatchNode combine(MatchNode::Kind kind, std::vector<MatchNode> parts);
  [[nodiscard]] static MatchNode pair(MatchNode::Kind kind, MatchNode first, MatchNode second);
  void complain(const query::Node& node, std::string message);
  template <typename Make>
  void note(Make make) {
    if (explains_) plan_.notes.push_back(make());
  }

  const segment::Snapshot& snapshot_;
  text::Analyzer& analyzer_;
  const QueryLimits& limits_;
  bool explains_;
  double documents_;
  Plan plan_;
  bool negative_ = false;           // Inside of what must not match.
  std::uint32_t words_before_ = 0;  // Positions in the query before the node that is being planned.
};

}  // namespace svitok::search
