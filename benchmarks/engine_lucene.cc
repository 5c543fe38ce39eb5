// Lucene++ (Lucene 3.0 in C++): a Snowball analyser a document, the whole memory as its buffer, optimize() last.
#include <LuceneContrib.h>
#include <LuceneHeaders.h>
#include <QueryWrapperFilter.h>
#include <SnowballAnalyzer.h>
#include <TermRangeFilter.h>

#include "engine.h"

namespace svitok::bench {

namespace {

using Lucene::newLucene;

Lucene::String wide(const std::string& text) { return Lucene::StringUtils::toUnicode(text); }

Lucene::AnalyzerPtr analyzer(const std::string& lang) {
  return newLucene<Lucene::SnowballAnalyzer>(Lucene::LuceneVersion::LUCENE_CURRENT,
                                             lang == "ru" ? L"russian" : L"english");
}

class LuceneEngine : public Engine {
 public:
  LuceneEngine(std::filesystem::path folder, std::size_t memory) : folder_(std::move(folder)), memory_(memory) {}

  void begin() override {
    writer_ = newLucene<Lucene::IndexWriter>(Lucene::FSDirectory::open(wide(folder_.string())), english_, true,
                                             Lucene::IndexWriter::MaxFieldLengthUNLIMITED);
    writer_->setRAMBufferSizeMB(static_cast<double>(memory_ >> 20U));
  }

  void add(Article article) override {
    const auto document = newLucene<Lucene::Document>();
    const auto add_field = [&](const wchar_t* name, const std::string& value, Lucene::Field::Index index) {
      document->add(newLucene<Lucene::Field>(name, wide(value), Lucene::Field::STORE_YES, index));
    };
    add_field(L"content", article.title, Lucene::Field::INDEX_ANALYZED);
    add_field(L"content", article.text, Lucene::Field::INDEX_ANALYZED);
    add_field(L"id", article.id, Lucene::Field::INDEX_NOT_ANALYZED_NO_NORMS);
    add_field(L"group", article.group, Lucene::Field::INDEX_NOT_ANALYZED_NO_NORMS);
    add_field(L"date", article.date, Lucene::Field::INDEX_NOT_ANALYZED_NO_NORMS);
    writer_->addDocument(document, article.lang == "ru" ? russian_ : english_);
  }

  void commit() override { writer_->commit(); }

  void optimise() override {
    writer_->optimize();
    writer_->close();
    writer_.reset();
  }

  void open() override {
    const auto reader = Lucene::IndexReader::open(Lucene::FSDirectory::open(wide(folder_.string())), true);
    searcher_ = newLucene<Lucene::IndexSearcher>(reader);
  }

  std::size_t ask(const Ask& ask, std::size_t limit, std::vector<std::string>* ids) override {
    const auto found = searcher_->search(query(ask), filter(ask), static_cast<int32_t>(limit));
    if (ids != nullptr) {
      for (const auto& hit : found->scoreDocs) {
        ids->push_back(Lucene::StringUtils::toUTF8(searcher_->doc(hit->doc)->get(L"id")));
      }
    }
    return static_cast<std::size_t>(found->scoreDocs.size());
  }

 private:
  Lucene::QueryPtr query(const Ask& ask) {
    const auto parser = newLucene<Lucene::QueryParser>(Lucene::LuceneVersion::LUCENE_CURRENT, L"content",
                                                       ask.lang == "ru" ? russian_ : english_);
    std::string text = joined(ask.words);
    if (ask.kind == Ask::Kind::kAll) parser->setDefaultOperator(Lucene::QueryParser::AND_OPERATOR);
    if (ask.kind == Ask::Kind::kPhrase) text = '"' + text + '"';
    if (ask.kind == Ask::Kind::kPrefix) text += '*';
    return parser->parse(wide(text));
  }

  static Lucene::FilterPtr filter(const Ask& ask) {
    if (!ask.group.empty()) {
      const auto term = newLucene<Lucene::Term>(L"group", wide(ask.group));
      return newLucene<Lucene::QueryWrapperFilter>(newLucene<Lucene::TermQuery>(term));
    }
    if (!ask.since.empty()) {
      return newLucene<Lucene::TermRangeFilter>(L"date", wide(ask.since), wide(ask.until), true, true);
    }
    return {};
  }

  std::filesystem::path folder_;
  std::size_t memory_;
  Lucene::AnalyzerPtr english_ = analyzer("en");
  Lucene::AnalyzerPtr russian_ = analyzer("ru");
  Lucene::IndexWriterPtr writer_;
  Lucene::IndexSearcherPtr searcher_;
};

}  // namespace

std::unique_ptr<Engine> make_lucene(const std::filesystem::path& folder, const EngineOptions& options) {
  return std::make_unique<LuceneEngine>(folder, options.memory);
}

}  // namespace svitok::bench
