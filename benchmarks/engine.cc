#include "engine.h"

#include <stdexcept>

namespace svitok::bench {

namespace {

struct Maker {
  const char* name;
  std::unique_ptr<Engine> (*make)(const std::filesystem::path&, const EngineOptions&);
};

constexpr Maker kMakers[] = {
    {"svitok", make_svitok},
    {"xapian", make_xapian},
#ifdef SVITOK_BENCH_SQLITE
    {"sqlite-fts5", make_sqlite},
#endif
#ifdef SVITOK_BENCH_LUCENE
    {"lucene++", make_lucene},
#endif
};

}  // namespace

std::vector<std::string> engine_names() {
  std::vector<std::string> names;
  for (const Maker& maker : kMakers) names.emplace_back(maker.name);
  return names;
}

std::unique_ptr<Engine> make_engine(const std::string& name, const std::filesystem::path& folder,
                                    const EngineOptions& options) {
  for (const Maker& maker : kMakers) {
    if (maker.name == name) return maker.make(folder, options);
  }
  throw std::runtime_error("no engine named " + name + "; there are: " + joined(engine_names()));
}

std::string joined(const std::vector<std::string>& words, std::string_view between) {
  std::string text;
  for (const std::string& word : words) {
    if (!text.empty()) text += between;
    text += word;
  }
  return text;
}

}  // namespace svitok::bench
