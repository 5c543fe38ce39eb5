// Every kind of query on random collections: the library's documents and scores are those of the naive engine, whatever
// the segments, threads, replaced and removed documents.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <random>
#include <string>

#include "naive_engine.h"
#include "query.h"
#include "random_collection.h"
#include "svitok/searcher.h"
#include "twin.h"

namespace svitok::reference {
namespace {

bool has_near(const Query& query) {
  return query.kind == Kind::kNear || std::any_of(query.children.begin(), query.children.end(), has_near);
}

SearchOptions options_for(std::size_t offset, std::size_t limit) {
  SearchOptions options;
  options.offset = offset;
  options.limit = limit;
  options.snippets = false;
  options.rerank = false;  // tests/unit/search has its tests.
  options.fields = false;
  return options;
}

std::map<std::string, double> by_key(const Results& results) {
  std::map<std::string, double> scores;
  for (const Hit& hit : results.hits) scores[hit.id] = hit.score;
  return scores;
}

// All documents found, held against the naive engine's.
void expect_same_documents(const Results& results, const std::map<std::string, double>& expected, double tolerance) {
  const std::map<std::string, double> found = by_key(results);
  EXPECT_EQ(found.size(), results.hits.size()) << "a document was found twice";
  EXPECT_TRUE(std::is_sorted(results.hits.begin(), results.hits.end(),
                             [](const Hit& a, const Hit& b) { return a.score > b.score; }));
  for (const auto& [key, score] : expected) {
    const auto match = found.find(key);
    if (match == found.end()) {
      ADD_FAILURE() << key << " was not found; its score is " << score;
    } else if (tolerance >= 0) {
      EXPECT_NEAR(match->second, score, tolerance + score * 1e-5) << key;
    }
  }
  for (const auto& [key, score] : found) EXPECT_TRUE(expected.contains(key)) << key << " should not match";
}

// A page, whose search may leave out what cannot reach it, held against all documents.
void expect_page(const Results& page, const Results& all, std::size_t offset, std::size_t limit) {
  const std::size_t rest = all.hits.size() - std::min(offset, all.hits.size());
  ASSERT_EQ(page.hits.size(), std::min(limit, rest));
  const std::map<std::string, double> scores = by_key(all);
  for (std::size_t i = 0; i < page.hits.size(); ++i) {
    EXPECT_DOUBLE_EQ(page.hits[i].score, all.hits[offset + i].score) << "rank " << offset + i;
    const auto score = scores.find(page.hits[i].id);
    ASSERT_NE(score, scores.end()) << page.hits[i].id;
    EXPECT_DOUBLE_EQ(page.hits[i].score, score->second) << page.hits[i].id;
  }
}

void expect_agreement(Twin& twin, const Searcher& searcher, const Query& query, std::mt19937& random) {
  const std::string text = to_text(query);
  SCOPED_TRACE("query: " + text);
  SCOPED_TRACE(searcher.explain(text));
  const std::map<std::string, double> expected = twin.naive().search(query);
  // Weights are rounded to 1/65536 and impacts to single precision, once a term.
  const double tolerance = has_near(query) ? -1 : 4.0 * static_cast<double>(twin.naive().terms(query) + 1) / 65536;

  SearchOptions options = options_for(0, 10000);
  options.exact_total = random() % 2 == 0;
  const Results all = searcher.search(text, options);
  // An empty index does not know the filters that its documents would have.
  EXPECT_TRUE(all.diagnostics.empty() || searcher.stats().documents == 0) << all.diagnostics[0].message;
  expect_same_documents(all, expected, tolerance);
  EXPECT_TRUE(all.total == expected.size() || !all.total_is_exact) << all.total;
  EXPECT_TRUE(all.total_is_exact || !options.exact_total);

  const std::size_t offset = random() % 3 == 0 ? random() % 12 : 0;
  const std::size_t limit = 1 + random() % 12;
  const Results page = searcher.search(text, options_for(offset, limit));
  expect_page(page, all, offset, limit);
  EXPECT_TRUE(page.total == expected.size() || !page.total_is_exact) << page.total;
  // A search that runs out of documents has counted them.
  EXPECT_TRUE(page.total_is_exact || expected.size() >= offset + limit) << page.total;
}

void expect_agreement_of_all_shapes(Twin& twin, int queries, std::mt19937& random) {
  const QueryParts parts = query_parts(twin.fields());
  const Searcher searcher = twin.searcher();
  for (int i = 0; i < queries && !testing::Test::HasFailure(); ++i) {
    for (int shape = 0; shape < kShapes; ++shape) {
      expect_agreement(twin, searcher, random_query(static_cast<Shape>(shape), parts, random), random);
    }
  }
}

struct Size {
  std::uint32_t documents;
  std::size_t words;
  int queries;
};

// Few and many documents: one of more than a block of postings, so that blocks are skipped.
constexpr Size kSizes[] = {{3, 12, 4}, {40, 60, 12}, {300, 30, 12}, {1500, 10, 4}};

WriterOptions random_options(std::mt19937& random) {
  WriterOptions options;
  options.fields = random_fields(random);
  options.threads = random() % 2 == 0 ? 1 : 3;
  if (random() % 2 == 0) options.memory_bytes = std::size_t{1} << (10 + random() % 8);
  options.merge_on_commit = false;
  options.durable = false;
  return options;
}

// Puts and replaces `puts` documents, and removes one in five, of `keys` keys.
void change_at_random(Twin& twin, std::uint32_t keys, std::uint32_t puts, std::size_t words, std::mt19937& random) {
  for (std::uint32_t i = 0; i < puts; ++i) {
    twin.put(random_document("d" + std::to_string(random() % keys), twin.fields(), words, random));
    if (random() % 5 == 0) twin.remove("d" + std::to_string(random() % keys));
  }
}

TEST(Ranking, AgreesWithTheNaiveEngineThroughCommitsReplacementsRemovalsAndMerges) {
  std::mt19937 random(seed_of_this_run());
  const int rounds = rounds_of_this_run(8);
  for (int round = 0; round < rounds && !HasFailure(); ++round) {
    const Size size = kSizes[static_cast<std::size_t>(round) % std::size(kSizes)];
    const WriterOptions options = random_options(random);
    SCOPED_TRACE(testing::Message() << "round " << round << ", " << size.documents << " documents, " << options.threads
                                    << " threads, " << options.memory_bytes << " bytes");
    Twin twin(options);
    for (int commit = 0; commit < 3; ++commit) {
      change_at_random(twin, size.documents, size.documents * 2 / 3 + 1, size.words, random);
      twin.commit();
      expect_agreement_of_all_shapes(twin, size.queries, random);
    }
    twin.merge();
    expect_agreement_of_all_shapes(twin, size.queries, random);
  }
}

// Lists of many blocks, in several windows, in one segment and in several: what is skipped does not count.
TEST(Ranking, AgreesOnListsOfManyBlocks) {
  std::mt19937 random(seed_of_this_run());
  const int rounds = rounds_of_this_run(1);
  for (int round = 0; round < rounds && !HasFailure(); ++round) {
    WriterOptions options = random_options(random);
    options.memory_bytes = std::size_t{64} << 20U;
    Twin twin(options);
    for (int commit = 0; commit < 3; ++commit) {
      for (int i = 0; i < 2500; ++i) {
        twin.put(random_document("d" + std::to_string(commit * 2500 + i), twin.fields(), 1 + random() % 12, random));
      }
      if (commit == 2) twin.remove("d17");
      twin.commit();
    }
    expect_agreement_of_all_shapes(twin, 4, random);
    twin.merge();
    expect_agreement_of_all_shapes(twin, 4, random);
  }
}

TEST(Ranking, AgreesAfterMergesThatTheLibraryChooses) {
  std::mt19937 random(seed_of_this_run());
  WriterOptions options = random_options(random);
  options.memory_bytes = std::size_t{1} << 13U;
  options.merge_on_commit = true;
  Twin twin(options);
  for (int commit = 0; commit < 12; ++commit) {
    change_at_random(twin, 200, 30, 25, random);
    twin.commit();
  }
  twin.merge();
  expect_agreement_of_all_shapes(twin, 10, random);
}

TEST(Ranking, AnEmptyIndexFindsNothing) {
  std::mt19937 random(seed_of_this_run());
  Twin twin(random_options(random));
  const auto expect_nothing = [&] {
    const Searcher searcher = twin.searcher();
    for (int shape = 0; shape < kShapes; ++shape) {
      const std::string text = to_text(random_query(static_cast<Shape>(shape), query_parts(twin.fields()), random));
      EXPECT_TRUE(searcher.search(text).hits.empty()) << text;
      EXPECT_EQ(searcher.search(text).total, 0U) << text;
    }
  };
  twin.commit();
  expect_nothing();
  twin.put(random_document("only", twin.fields(), 10, random));
  twin.commit();
  twin.remove("only");
  twin.commit();
  expect_nothing();
}

}  // namespace
}  // namespace svitok::reference
