// Boolean queries and phrases: the documents found are those that plain Xapian finds over the same keys.
#include <gtest/gtest.h>

#include <random>
#include <set>
#include <string>

#include "query.h"
#include "random_collection.h"
#include "svitok/searcher.h"
#include "twin.h"
#include "xapian_engine.h"

namespace svitok::reference {
namespace {

std::set<std::string> search(const Searcher& searcher, const std::string& text) {
  SearchOptions options;
  options.limit = 10000;
  options.snippets = false;
  options.fields = false;
  std::set<std::string> keys;
  for (const Hit& hit : searcher.search(text, options).hits) keys.insert(hit.id);
  return keys;
}

TEST(Xapian, FindsTheSameDocumentsForBooleanQueriesAndPhrases) {
  std::mt19937 random(seed_of_this_run());
  const int rounds = rounds_of_this_run(6);
  for (int round = 0; round < rounds && !HasFailure(); ++round) {
    WriterOptions options;
    options.fields = random_fields(random);
    options.memory_bytes = std::size_t{1} << (11 + random() % 12);
    options.durable = false;
    Twin twin(options);
    for (int i = 0; i < 200; ++i) {
      twin.put(random_document("d" + std::to_string(random() % 150), twin.fields(), 40, random));
      if (i % 70 == 50) twin.commit();
    }
    twin.commit();
    XapianEngine xapian(twin.naive());
    const Searcher searcher = twin.searcher();
    const QueryParts parts = query_parts(twin.fields());
    for (int i = 0; i < 30; ++i) {
      for (int shape = 0; shape < kShapes; ++shape) {
        if (static_cast<Shape>(shape) == Shape::kNear) continue;  // The two mean different things by it.
        const Query query = random_query(static_cast<Shape>(shape), parts, random);
        const std::string text = to_text(query);
        EXPECT_EQ(search(searcher, text), xapian.search(query)) << text << '\n' << searcher.explain(text);
      }
    }
  }
}

}  // namespace
}  // namespace svitok::reference
