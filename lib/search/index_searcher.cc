#include "search/index_searcher.h"

#include <algorithm>
#include <chrono>
#include <set>

#include "base/date.h"
#include "matcher/docs_file.h"
#include "segment/field_weights.h"

namespace svitok::search {

namespace {

constexpr std::size_t kMostHits = 10'000;
constexpr std::size_t kGreatestOffset = 100'000;
// There is an analyser a thread that searches; queries and passages are short.
constexpr text::AnalyzerOptions kAnalyzerMemory{.cache_bytes = std::size_t{8} << 20U,
                                                .word_bytes = std::size_t{8} << 20U};

matcher::MatchNode language_filter(const std::string& language) {
  matcher::MatchNode node;
  node.kind = matcher::MatchNode::Kind::kFilter;
  node.filter = matcher::filter_term("lang", text::normalize(language));
  return node;
}

// The date range of the options; diagnoses what is no date.
matcher::MatchNode date_range(const SearchOptions& options, std::vector<Diagnostic>& diagnostics) {
  matcher::MatchNode node;
  node.kind = matcher::MatchNode::Kind::kRange;
  node.slot = matcher::kDateSlot;
  const auto read = [&diagnostics](const std::string& text) {
    const auto span = base::parse_date(text);
    if (!span && !text.empty())
      diagnostics.push_back({0, 0, "\"" + text + "\" is not a date; write 2020, 2020-06 or 2020-06-09"});
    return span;
  };
  if (const auto since = read(options.since)) node.low = static_cast<double>(since->first);
  if (const auto until = read(options.until)) node.high = static_cast<double>(until->last);
  return node;
}

std::uint64_t microseconds_since(std::chrono::steady_clock::time_point start) {
  return static_cast<std::uint64_t>(
      std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - start).count());
}

query::Names all_names(const segment::Snapshot& snapshot) {
  query::Names names;
  for (const Field& field : snapshot.manifest().fields) names.text_fields.push_back(field.name);
  std::set<std::string> attributes = {"lang", "type"};
  for (const segment::LiveSegment& live : snapshot.segments()) {
    const std::lock_guard lock(live.segment->docs_mutex);
    for (std::string& name : live.segment->docs().filter_names()) attributes.insert(std::move(name));
  }
  names.attributes.assign(attributes.begin(), attributes.end());
  return names;
}

}  // namespace

class IndexSearcher::Borrowed {
 public:
  explicit Borrowed(const IndexSearcher& from) : from_(from) {
    const std::lock_guard lock(from_.mutex_);
    if (!from_.analyzers_.empty()) {
      analyzer_ = std::move(from_.analyzers_.back());
      from_.analyzers_.pop_back();
    }
  }
  ~Borrowed() {
    if (!analyzer_) return;
    const std::lock_guard lock(from_.mutex_);
    from_.analyzers_.push_back(std::move(analyzer_));
  }
  Borrowed(const Borrowed&) = delete;
  Borrowed& operator=(const Borrowed&) = delete;

  [[nodiscard]] text::Analyzer& get() {
    if (!analyzer_) analyzer_ = std::make_unique<text::Analyzer>(kAnalyzerMemory);
    return *analyzer_;
  }

 private:
  const IndexSearcher& from_;
  std::unique_ptr<text::Analyzer> analyzer_;
};

IndexSearcher::IndexSearcher(std::filesystem::path path) : path_(std::move(path)) {
  open(segment::Snapshot::open(path_));
}

void IndexSearcher::open(std::shared_ptr<const segment::Snapshot> snapshot) {
  other_analyzer_ =
      segment::difference(snapshot->manifest().analyzer, {text::kAnalyzerVersion, text::dictionaries_fingerprint()});
  std::vector<matcher::MatchSegment> segments;
  for (const segment::LiveSegment& live : snapshot->segments()) {
    segments.push_back({&live.segment->docs(), &live.segment->text(), *live.dead});
  }
  names_.reset();
  matcher_ =
      std::make_unique<matcher::Matcher>(std::move(segments), segment::scaled_weights(snapshot->manifest().fields));
  reranker_ = std::make_unique<Reranker>(*snapshot, matcher_->average_length());
  snapshot_ = std::move(snapshot);
}

// Attributes are known to the segments' databases alone, which a query without a colon has no need of.
const query::Names& IndexSearcher::names_for(std::string_view query) const {
  static const query::Names none;
  if (query.find(':') == std::string_view::npos) return none;
  const std::lock_guard lock(mutex_);
  if (!names_) names_ = all_names(*snapshot_);
  return *names_;
}

bool IndexSearcher::refresh() {
  auto snapshot = segment::Snapshot::open(path_, snapshot_.get());
  if (snapshot->manifest().generation == snapshot_->manifest().generation) return false;
  open(std::move(snapshot));
  return true;
}

Plan IndexSearcher::plan(const query::ParsedQuery& parsed, const SearchOptions& options, text::Analyzer& analyzer,
                         bool explains) const {
  Planner planner(*snapshot_, analyzer, options.limits, explains);
  Plan plan = planner.plan(parsed.root);
  if (!options.lang.empty()) Planner::restrict(plan, language_filter(options.lang));
  if (!options.since.empty() || !options.until.empty()) Planner::restrict(plan, date_range(options, plan.diagnostics));
  return plan;
}

matcher::MatchResult IndexSearcher::match(const Plan& plan, const SearchOptions& options) const {
  matcher::MatchOptions match;
  match.first = std::min(options.offset, kGreatestOffset);
  match.count = std::min(options.limit, kMostHits);
  match.exact_total = options.exact_total;
  match.by_date = options.sort != Sort::kRelevance;
  match.newest_first = options.sort == Sort::kNewest;
  match.scale = plan.scale;
  // One word alone stands with no other, and its search is to cost what its ten documents do.
  const bool rerank = options.rerank && !match.by_date && plan.asked.size() > 1 && match.first < kReranked;
  return rerank ? match_and_rerank(plan, match) : matcher_->run(plan.query, match);
}

// The page wanted of the documents in their new order.
matcher::MatchResult IndexSearcher::match_and_rerank(const Plan& plan, matcher::MatchOptions match) const {
  const std::size_t first = match.first;
  const std::size_t end = first + match.count;
  match.first = 0;
  match.count = std::max(end, kReranked);
  matcher::MatchResult found = matcher_->run(plan.query, match);
  std::vector<matcher::Match>& matches = found.matches;
  reranker_->run(plan.asked, std::span(matches).first(std::min(matches.size(), kReranked)));
  matches.resize(std::min(matches.size(), end));
  matches.erase(matches.begin(), matches.begin() + static_cast<std::ptrdiff_t>(std::min(matches.size(), first)));
  return found;
}

Results IndexSearcher::search(std::string_view query, const SearchOptions& options) const {
  const auto start = std::chrono::steady_clock::now();
  Borrowed analyzer(*this);
  query::ParsedQuery parsed = query::parse(query, names_for(query), options.limits);
  Plan plan = this->plan(parsed, options, analyzer.get(), false);
  const matcher::MatchResult found = match(plan, options);
  Results results;
  results.total = found.total;
  results.total_is_exact = found.total_is_exact;
  results.diagnostics = std::move(parsed.diagnostics);
  if (!other_analyzer_.empty())
    results.diagnostics.push_back({0, 0, other_analyzer_ + ": until then some words are not found"});
  std::move(plan.diagnostics.begin(), plan.diagnostics.end(), std::back_inserter(results.diagnostics));
  fetch(results, found.matches, plan, options, analyzer.get());
  results.took_us = microseconds_since(start);
  return results;
}

void IndexSearcher::fetch(Results& results, const std::vector<matcher::Match>& matches, Plan& plan,
                          const SearchOptions& options, text::Analyzer& analyzer) const {
  results.hits.resize(matches.size());
  for (std::size_t i = 0; i < matches.size(); ++i) {
    const store::Store& store = snapshot_->segments()[matches[i].segment].segment->store();
    results.hits[i].id = store.key(matches[i].doc);
    results.hits[i].score = matches[i].score;
  }
  if (!options.fields && !options.snippets) return;
  snippet::Highlighter highlighter(analyzer, std::move(plan.wanted));
  snippet::SnippetOptions snippet_options;
  snippet_options.chars = options.snippet_chars;
  const Fields& fields = snapshot_->manifest().fields;
  const bool has_title = fields[0].name == "title";
  for (std::size_t segment = 0; segment < snapshot_->segments().size(); ++segment) {
    std::vector<std::uint32_t> docs;
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < matches.size(); ++i) {
      if (matches[i].segment != segment) continue;
      docs.push_back(matches[i].doc);
      places.push_back(i);
    }
    std::vector<store::StoredDocument> stored = snapshot_->segments()[segment].segment->store().documents(docs);
    for (std::size_t i = 0; i < stored.size(); ++i) {
      Hit& hit = results.hits[places[i]];
      const std::string* body = nullptr;
      for (const auto& [field, text] : stored[i].texts) {
        if (has_title && field == 0) {
          if (hit.title.empty()) hit.title = text;
        } else if (body == nullptr) {
          body = &text;
        }
      }
      if (options.snippets) hit.snippet = highlighter.snippet(body != nullptr ? *body : hit.title, snippet_options);
      hit.attributes = std::move(stored[i].attributes);
    }
  }
}

std::string IndexSearcher::explain(std::string_view query, const SearchOptions& options) const {
  Borrowed analyzer(*this);
  const query::ParsedQuery parsed = query::parse(query, names_for(query), options.limits);
  const Plan plan = this->plan(parsed, options, analyzer.get(), true);
  std::string text = query::to_string(parsed.root) + "\n";
  for (const std::string& note : plan.notes) text += note + "\n";
  return text;
}

IndexStats IndexSearcher::stats() const {
  IndexStats stats;
  stats.generation = snapshot_->manifest().generation;
  stats.fields = snapshot_->manifest().fields;
  for (const segment::LiveSegment& live : snapshot_->segments()) {
    const segment::SegmentInfo& info = live.segment->info();
    stats.segments.push_back({info.name, live.live_documents(), live.dead->size(), info.bytes()});
    stats.documents += live.live_documents();
    stats.removed += live.dead->size();
    stats.bytes += info.bytes();
    stats.terms += live.segment->text().terms();
  }
  return stats;
}

}  // namespace svitok::search
