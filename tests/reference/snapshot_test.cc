// Many threads search while a writer commits and merges: a snapshot never changes, and every snapshot is one commit.
#include <gtest/gtest.h>

#include <atomic>
#include <map>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "svitok/searcher.h"
#include "svitok/writer.h"
#include "twin.h"

namespace svitok::reference {
namespace {

constexpr int kDocuments = 24;
constexpr int kReaders = 3;
constexpr int kCommits = 30;

// Every document in a version of its own; what is common to all, and what only some have.
void put_version(Writer& writer, int version) {
  for (int i = 0; i < kDocuments; ++i) {
    const std::string key = "d" + std::to_string(i);
    std::string text = "common words of version" + std::to_string(version);
    for (int more = 0; more < (i * version) % 7; ++more) text += " сталь министры talked";
    writer.put(Document(key).add("title", "Title " + key).add("text", text).set("version", std::to_string(version)));
  }
  writer.commit();
}

WriterOptions quick_options() {
  WriterOptions options;
  options.durable = false;
  return options;
}

// A result, as far as it can be compared.
using Answer = std::vector<std::pair<std::string, double>>;

Answer answer(const Searcher& searcher, const std::string& query) {
  Answer answer;
  for (const Hit& hit : searcher.search(query).hits) answer.emplace_back(hit.id + hit.snippet.text, hit.score);
  return answer;
}

const std::vector<std::string> kQueries{"common",           "министр common", "+talks -title",
                                        "\"common words\"", "стал*",          "=министры"};

TEST(Snapshot, DoesNotChangeUnderItsReadersWhateverTheWriterDoes) {
  const TemporaryFolder folder;
  const auto path = folder.path() / "index";
  Writer writer(path, quick_options());
  put_version(writer, 1);
  const Searcher searcher(path);
  std::map<std::string, Answer> first;
  for (const std::string& query : kQueries) first[query] = answer(searcher, query);
  ASSERT_FALSE(first["common"].empty());

  std::atomic<bool> done{false};
  std::atomic<int> answers{0};
  std::vector<std::thread> readers;
  for (int reader = 0; reader < kReaders; ++reader) {
    readers.emplace_back([&] {
      do {
        for (const std::string& query : kQueries) EXPECT_EQ(answer(searcher, query), first[query]) << query;
        ++answers;
      } while (!done);
    });
  }
  for (int version = 2; version < kCommits; ++version) {
    put_version(writer, version);
    if (version % 7 == 0) writer.merge();
  }
  done = true;
  for (std::thread& reader : readers) reader.join();
  EXPECT_GE(answers, kReaders);
}

TEST(Snapshot, IsAlwaysExactlyOneCommit) {
  const TemporaryFolder folder;
  const auto path = folder.path() / "index";
  Writer writer(path, quick_options());
  put_version(writer, 1);

  std::atomic<bool> done{false};
  std::vector<std::thread> readers;
  for (int reader = 0; reader < kReaders; ++reader) {
    readers.emplace_back([&] {
      Searcher searcher(path);
      int last = 0;
      do {
        SearchOptions options;
        options.limit = kDocuments * 2;
        options.exact_total = true;
        const Results results = searcher.search("common", options);
        EXPECT_EQ(results.total, static_cast<std::uint64_t>(kDocuments));
        std::set<std::string> versions;
        for (const Hit& hit : results.hits) versions.insert(std::string(hit.attribute("version")));
        ASSERT_EQ(versions.size(), 1U);
        const int version = std::stoi(*versions.begin());
        EXPECT_GE(version, last);
        last = version;
        searcher.refresh();
      } while (!done);
      searcher.refresh();
      EXPECT_EQ(searcher.search("version" + std::to_string(kCommits - 1)).total,
                static_cast<std::uint64_t>(kDocuments));
    });
  }
  for (int version = 2; version < kCommits; ++version) {
    put_version(writer, version);
    if (version % 7 == 0) writer.merge();
  }
  done = true;
  for (std::thread& reader : readers) reader.join();
}

TEST(Snapshot, ASearcherMayBeMovedAndOutliveTheFilesOfItsCommit) {
  const TemporaryFolder folder;
  const auto path = folder.path() / "index";
  Writer writer(path, quick_options());
  put_version(writer, 1);
  Searcher old(path);
  const Answer before = answer(old, "common");
  for (int version = 2; version < 5; ++version) put_version(writer, version);
  writer.merge();
  const Searcher moved = std::move(old);
  EXPECT_EQ(answer(moved, "common"), before);
}

}  // namespace
}  // namespace svitok::reference
