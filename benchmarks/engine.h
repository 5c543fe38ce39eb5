// One search engine as the programs here use it: build an index from articles, ask it questions.
//
//   auto engine = make_engine("svitok", folder, {});
//   engine->begin(); engine->add(article); ... engine->commit(); engine->optimise();
//   engine->open(); engine->ask(question, 10, nullptr);
//
// Every engine does the same job: title and text analysed with positions and kept, a filter by group, a range by date.
// One thread.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "collection.h"

namespace svitok::bench {

/// What is asked, told apart from any engine's query language.
struct Ask {
  enum class Kind { kAny, kAll, kPhrase, kPrefix };
  Kind kind = Kind::kAny;
  std::vector<std::string> words;  ///< kAny: also whole texts as a person types them. kPrefix: one.
  std::string lang;                ///< Chooses the stemmer of engines that need telling.
  std::string group;               ///< Only this group; empty: all.
  std::string since;               ///< Only of this day (2020-06-09) or later; empty: all.
  std::string until;               ///< Only of this day or earlier.
};

struct EngineOptions {
  unsigned threads = 1;                               ///< For building, where the engine can.
  std::size_t memory = std::size_t{256} << 20U;       ///< For building, where the engine can be told. Bytes.
  bool rerank = true;                                 ///< Look at the first ones again, where the engine can.
  std::vector<std::pair<std::string, float>> fields;  ///< Weights; empty: the engine's defaults.
};

class Engine {
 public:
  virtual ~Engine() = default;
  /// Starts a new index in the folder given to make_engine(), which is empty.
  virtual void begin() = 0;
  /// Given away, so that an engine whose documents own their strings need not copy them.
  virtual void add(Article article) = 0;
  /// Everything added can be searched, and is on disk.
  virtual void commit() = 0;
  /// Puts the index into its best shape for searching.
  virtual void optimise() = 0;

  virtual void open() = 0;
  /// Finds the best `limit` documents and returns how many there are; `ids`, when given, gets theirs.
  virtual std::size_t ask(const Ask& ask, std::size_t limit, std::vector<std::string>* ids) = 0;
  /// Whether the answer is the one that scoring every matching document gives; absent for engines that cannot be asked
  /// for that.
  virtual std::optional<bool> is_as_exhaustive(const Ask& /*ask*/, std::size_t /*limit*/) { return {}; }
};

/// The engines this program was built with, ours first.
[[nodiscard]] std::vector<std::string> engine_names();
/// Throws std::runtime_error for a name that is not among them.
[[nodiscard]] std::unique_ptr<Engine> make_engine(const std::string& name, const std::filesystem::path& folder,
                                                  const EngineOptions& options);

/// "a b c".
[[nodiscard]] std::string joined(const std::vector<std::string>& words, std::string_view between = " ");

// The makers behind make_engine(), one a file engine_NAME.cc.
std::unique_ptr<Engine> make_svitok(const std::filesystem::path& folder, const EngineOptions& options);
std::unique_ptr<Engine> make_xapian(const std::filesystem::path& folder, const EngineOptions& options);
std::unique_ptr<Engine> make_sqlite(const std::filesystem::path& folder, const EngineOptions& options);
std::unique_ptr<Engine> make_lucene(const std::filesystem::path& folder, const EngineOptions& options);

}  // namespace svitok::bench
