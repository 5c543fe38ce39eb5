// Plain Xapian as its documentation has one use it: TermGenerator and QueryParser, one stemmer a document, BM25 as it
// comes. For bulk: large batches, no syncing between them, compaction at the end.
#include <xapian.h>

#include <cstdlib>
#include <optional>

#include "engine.h"

namespace svitok::bench {

namespace {

constexpr Xapian::valueno kDateSlot = 0;
constexpr const char* kGroupPrefix = "XG";

class XapianEngine : public Engine {
 public:
  explicit XapianEngine(std::filesystem::path folder) : folder_(std::move(folder)) {}

  void begin() override {
    setenv("XAPIAN_FLUSH_THRESHOLD", "20000", 0);
    std::filesystem::create_directories(folder_);
    writer_.emplace((folder_ / "building").string(), Xapian::DB_CREATE_OR_OVERWRITE | Xapian::DB_BACKEND_GLASS |
                                                         Xapian::DB_NO_SYNC | Xapian::DB_DANGEROUS);
  }

  void add(Article article) override {
    Xapian::Document document;
    document.set_data(article.id + '\n' + article.title + '\n' + article.text);
    if (!article.date.empty()) document.add_value(kDateSlot, article.date);
    if (!article.group.empty()) document.add_boolean_term(kGroupPrefix + article.group);
    generator_.set_stemmer(stemmer(article.lang));
    generator_.set_document(document);
    generator_.index_text(article.title);
    generator_.increase_termpos();
    generator_.index_text(article.text);
    writer_->add_document(document);
  }

  void commit() override { writer_->commit(); }

  void optimise() override {
    writer_->compact((folder_ / "compact").string(), Xapian::DBCOMPACT_NO_RENUMBER | Xapian::Compactor::FULL);
    writer_.reset();
    std::filesystem::remove_all(folder_ / "building");
  }

  void open() override { database_.emplace((folder_ / "compact").string()); }

  std::size_t ask(const Ask& ask, std::size_t limit, std::vector<std::string>* ids) override {
    Xapian::Enquire enquire(*database_);
    enquire.set_query(query(ask));
    const Xapian::MSet found = enquire.get_mset(0, static_cast<Xapian::doccount>(limit));
    if (ids != nullptr) {
      for (auto hit = found.begin(); hit != found.end(); ++hit) {
        const std::string data = hit.get_document().get_data();
        ids->push_back(data.substr(0, data.find('\n')));
      }
    }
    return found.size();
  }

 private:
  static Xapian::Stem stemmer(const std::string& lang) { return Xapian::Stem(lang == "ru" ? "ru" : "en"); }

  Xapian::Query query(const Ask& ask) {
    Xapian::QueryParser parser;
    parser.set_database(*database_);
    parser.set_stemmer(stemmer(ask.lang));
    parser.set_stemming_strategy(Xapian::QueryParser::STEM_SOME);
    Xapian::Query query = parse(parser, ask);
    if (!ask.group.empty()) {
      query = Xapian::Query(Xapian::Query::OP_FILTER, query, Xapian::Query(kGroupPrefix + ask.group));
    }
    if (!ask.since.empty()) {
      const Xapian::Query range(Xapian::Query::OP_VALUE_RANGE, kDateSlot, ask.since, ask.until);
      query = Xapian::Query(Xapian::Query::OP_FILTER, query, range);
    }
    return query;
  }

  static Xapian::Query parse(Xapian::QueryParser& parser, const Ask& ask) {
    switch (ask.kind) {
      case Ask::Kind::kAll:
        parser.set_default_op(Xapian::Query::OP_AND);
        break;
      case Ask::Kind::kPhrase:
        return parser.parse_query('"' + joined(ask.words) + '"');
      case Ask::Kind::kPrefix:
        return parser.parse_query(joined(ask.words) + '*', Xapian::QueryParser::FLAG_WILDCARD);
      case Ask::Kind::kAny:
        break;
    }
    return parser.parse_query(joined(ask.words));
  }

  std::filesystem::path folder_;
  std::optional<Xapian::WritableDatabase> writer_;
  Xapian::TermGenerator generator_;
  std::optional<Xapian::Database> database_;
};

}  // namespace

std::unique_ptr<Engine> make_xapian(const std::filesystem::path& folder, const EngineOptions& /*options*/) {
  return std::make_unique<XapianEngine>(folder);
}

}  // namespace svitok::bench
