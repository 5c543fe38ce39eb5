// SQLite FTS5 as its documentation has one load it in bulk: one transaction, no journal and no syncing until the end,
// 'optimize' last. The tokenizer is unicode61: FTS5 has no stemmer for Russian.
#include <sqlite3.h>

#include <optional>
#include <stdexcept>

#include "engine.h"

namespace svitok::bench {

namespace {

// A prepared statement.
class Statement {
 public:
  Statement(sqlite3* database, const std::string& sql) : database_(database) {
    if (sqlite3_prepare_v2(database, sql.c_str(), -1, &statement_, nullptr) != SQLITE_OK) {
      throw std::runtime_error(sql + ": " + sqlite3_errmsg(database));
    }
  }
  ~Statement() { sqlite3_finalize(statement_); }
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  void bind(int place, const std::string& text) {
    sqlite3_bind_text(statement_, place, text.data(), static_cast<int>(text.size()), SQLITE_STATIC);
  }
  // True while there are rows.
  bool step() {
    const int result = sqlite3_step(statement_);
    if (result != SQLITE_ROW && result != SQLITE_DONE) throw std::runtime_error(sqlite3_errmsg(database_));
    return result == SQLITE_ROW;
  }
  std::string text(int column) { return reinterpret_cast<const char*>(sqlite3_column_text(statement_, column)); }
  void reset() { sqlite3_reset(statement_); }

 private:
  sqlite3* database_;
  sqlite3_stmt* statement_ = nullptr;
};

std::string quoted(const std::string& word) { return '"' + word + '"'; }

std::string match_text(const Ask& ask) {
  switch (ask.kind) {
    case Ask::Kind::kPhrase:
      return quoted(joined(ask.words));
    case Ask::Kind::kPrefix:
      return quoted(ask.words[0]) + '*';
    case Ask::Kind::kAny:
    case Ask::Kind::kAll:
      break;
  }
  std::vector<std::string> words;
  for (const std::string& word : ask.words) words.push_back(quoted(word));
  return joined(words, ask.kind == Ask::Kind::kAll ? " AND " : " OR ");
}

class SqliteEngine : public Engine {
 public:
  explicit SqliteEngine(std::filesystem::path folder) : folder_(std::move(folder)) {}
  ~SqliteEngine() override { close(); }

  void begin() override {
    std::filesystem::create_directories(folder_);
    connect();
    run("PRAGMA journal_mode=OFF");
    run("PRAGMA synchronous=OFF");
    run("PRAGMA cache_size=-65536");
    run("CREATE VIRTUAL TABLE article USING fts5(title, text, id UNINDEXED, grp UNINDEXED, date UNINDEXED)");
    run("BEGIN");
    insert_.emplace(database_, "INSERT INTO article(title, text, id, grp, date) VALUES(?, ?, ?, ?, ?)");
  }

  void add(Article article) override {
    insert_->bind(1, article.title);
    insert_->bind(2, article.text);
    insert_->bind(3, article.id);
    insert_->bind(4, article.group);
    insert_->bind(5, article.date);
    insert_->step();
    insert_->reset();
  }

  void commit() override {
    insert_.reset();
    run("COMMIT");
  }

  void optimise() override {
    run("INSERT INTO article(article) VALUES('optimize')");
    close();
  }

  void open() override { connect(); }

  std::size_t ask(const Ask& ask, std::size_t limit, std::vector<std::string>* ids) override {
    Statement& select = statement(ask, limit, ids != nullptr);
    const std::string match = match_text(ask);
    int place = 1;
    select.bind(place, match);
    if (!ask.group.empty()) select.bind(++place, ask.group);
    if (!ask.since.empty()) {
      select.bind(++place, ask.since);
      select.bind(++place, ask.until);
    }
    std::size_t count = 0;
    for (; select.step(); ++count) {
      if (ids != nullptr) ids->push_back(select.text(0));
    }
    select.reset();
    return count;
  }

 private:
  void connect() {
    if (sqlite3_open((folder_ / "index.db").c_str(), &database_) != SQLITE_OK) {
      throw std::runtime_error(folder_.string() + ": SQLite cannot open it");
    }
  }

  void close() {
    statement_.reset();
    insert_.reset();
    sqlite3_close(database_);
    database_ = nullptr;
  }

  void run(const std::string& sql) {
    if (sqlite3_exec(database_, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
      throw std::runtime_error(sql + ": " + sqlite3_errmsg(database_));
    }
  }

  // Prepared once for a run of questions of one shape.
  Statement& statement(const Ask& ask, std::size_t limit, bool with_ids) {
    std::string sql = std::string("SELECT ") + (with_ids ? "id" : "rowid") + " FROM article WHERE article MATCH ?";
    if (!ask.group.empty()) sql += " AND grp = ?";
    if (!ask.since.empty()) sql += " AND date BETWEEN ? AND ?";
    sql += " ORDER BY rank LIMIT " + std::to_string(limit);
    if (!statement_ || sql != sql_) {
      statement_.reset();
      statement_.emplace(database_, sql);
      sql_ = sql;
    }
    return *statement_;
  }

  std::filesystem::path folder_;
  sqlite3* database_ = nullptr;
  std::optional<Statement> insert_;
  std::optional<Statement> statement_;
  std::string sql_;
};

}  // namespace

std::unique_ptr<Engine> make_sqlite(const std::filesystem::path& folder, const EngineOptions& /*options*/) {
  return std::make_unique<SqliteEngine>(folder);
}

}  // namespace svitok::bench
