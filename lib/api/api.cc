// The public classes: each holds its worker from the folders below.
#include <utility>

#include "index/index_writer.h"
#include "search/index_searcher.h"
#include "segment/index_folder.h"
#include "svitok/searcher.h"
#include "svitok/writer.h"
#include "text/morphology.h"

namespace svitok {

class Writer::Impl : public index::IndexWriter {
  using IndexWriter::IndexWriter;
};

Writer::Writer(const std::filesystem::path& path, WriterOptions options)
    : impl_(std::make_unique<Impl>(path, options)) {}
Writer::~Writer() = default;
Writer::Writer(Writer&&) noexcept = default;
Writer& Writer::operator=(Writer&&) noexcept = default;
void Writer::put(Document document) { impl_->put(std::move(document)); }
void Writer::remove(std::string_view key) { impl_->remove(key); }
std::optional<std::string> Writer::fingerprint(std::string_view key) const { return impl_->fingerprint(key); }
void Writer::for_each_fingerprinted(const std::function<void(const std::string& key)>& visit) const {
  impl_->for_each_fingerprinted(visit);
}
void Writer::commit() { impl_->commit(); }
void Writer::rollback() { impl_->rollback(); }
void Writer::merge() { impl_->merge(); }
WriterStats Writer::stats() const { return impl_->stats(); }

class Searcher::Impl : public search::IndexSearcher {
  using IndexSearcher::IndexSearcher;
};

Searcher::Searcher(const std::filesystem::path& path) : impl_(std::make_unique<Impl>(path)) {}
Searcher::~Searcher() = default;
Searcher::Searcher(Searcher&&) noexcept = default;
Searcher& Searcher::operator=(Searcher&&) noexcept = default;
Results Searcher::search(std::string_view query, const SearchOptions& options) const {
  return impl_->search(query, options);
}
std::string Searcher::explain(std::string_view query, const SearchOptions& options) const {
  return impl_->explain(query, options);
}
bool Searcher::refresh() { return impl_->refresh(); }
IndexStats Searcher::stats() const { return impl_->stats(); }

std::vector<AnalyzedToken> analyze(std::string_view text) {
  thread_local text::Analyzer analyzer;
  std::vector<AnalyzedToken> tokens;
  analyzer.start(text);
  for (auto batch = analyzer.next(); !batch.empty(); batch = analyzer.next()) {
    for (const text::Token& token : batch) {
      const text::Word& word = *token.word;
      tokens.push_back({std::string(text.substr(token.begin, token.end - token.begin)),
                        token.begin,
                        token.end,
                        token.position,
                        std::string(word.lemma()),
                        {word.keys().begin(), word.keys().end()}});
    }
  }
  return tokens;
}

std::vector<std::string> missing_dictionaries() { return text::Morphology::shared().missing(); }

std::vector<std::string> verify_index(const std::filesystem::path& path) { return segment::verify(path); }

}  // namespace svitok
