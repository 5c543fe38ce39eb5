#include "engine_svitok.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "svitok/svitok.h"

namespace svitok::bench {

Document document_of(Article article) {
  Document document(std::move(article.id));
  document.add("title", std::move(article.title)).add("text", std::move(article.text));
  if (!article.lang.empty()) document.set("lang", std::move(article.lang));
  if (!article.date.empty()) document.set("date", std::move(article.date));
  if (!article.group.empty()) document.set("group", std::move(article.group));
  return document;
}

std::string query_text(const Ask& ask) {
  std::string text;
  switch (ask.kind) {
    case Ask::Kind::kAny:
      text = joined(ask.words);
      break;
    case Ask::Kind::kAll:
      text = joined(ask.words, " AND ");
      break;
    case Ask::Kind::kPhrase:
      text = '"' + joined(ask.words) + '"';
      break;
    case Ask::Kind::kPrefix:
      text = joined(ask.words) + '*';
      break;
  }
  return ask.group.empty() ? text : text + " +group:" + ask.group;
}

SearchOptions search_options(const Ask& ask, std::size_t limit) {
  SearchOptions options;
  options.limit = limit;
  options.snippets = false;
  options.fields = false;
  options.since = ask.since;
  options.until = ask.until;
  return options;
}

namespace {

class SvitokEngine : public Engine {
 public:
  SvitokEngine(std::filesystem::path folder, EngineOptions options)
      : folder_(std::move(folder)), options_(std::move(options)) {}

  void begin() override {
    WriterOptions options;
    options.threads = options_.threads;
    options.memory_bytes = options_.memory;
    for (const auto& [name, weight] : options_.fields) options.fields.push_back({name, weight});
    writer_.emplace(folder_, options);
  }

  void add(Article article) override { writer_->put(document_of(std::move(article))); }

  void commit() override { writer_->commit(); }

  void optimise() override {
    writer_->merge();
    writer_.reset();
  }

  void open() override { searcher_.emplace(folder_); }

  std::size_t ask(const Ask& ask, std::size_t limit, std::vector<std::string>* ids) override {
    const Results results = searcher_->search(query_text(ask), options_for(ask, limit));
    if (ids != nullptr) {
      for (const Hit& hit : results.hits) ids->push_back(hit.id);
    }
    return results.hits.size();
  }

  std::optional<bool> is_as_exhaustive(const Ask& ask, std::size_t limit) override {
    SearchOptions options = options_for(ask, limit);
    const Results fast = searcher_->search(query_text(ask), options);
    options.exact_total = true;  // Every match is scored, for it has to be counted.
    const Results all = searcher_->search(query_text(ask), options);
    return std::equal(fast.hits.begin(), fast.hits.end(), all.hits.begin(), all.hits.end(),
                      [](const Hit& a, const Hit& b) { return a.id == b.id && a.score == b.score; }) &&
           (fast.total == all.total || !fast.total_is_exact);
  }

 private:
  [[nodiscard]] SearchOptions options_for(const Ask& ask, std::size_t limit) const {
    SearchOptions options = search_options(ask, limit);
    options.rerank = options_.rerank;
    return options;
  }

  std::filesystem::path folder_;
  EngineOptions options_;
  std::optional<Writer> writer_;
  std::optional<Searcher> searcher_;
};

}  // namespace

std::unique_ptr<Engine> make_svitok(const std::filesystem::path& folder, const EngineOptions& options) {
  return std::make_unique<SvitokEngine>(folder, options);
}

}  // namespace svitok::bench
