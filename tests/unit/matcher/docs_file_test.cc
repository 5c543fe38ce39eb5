#include "matcher/docs_file.h"

#include <gtest/gtest.h>
#include <unistd.h>
#include <xapian.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <random>
#include <thread>

#include "base/checksum.h"
#include "postings/merge.h"
#include "svitok/error.h"

namespace svitok::matcher {
namespace {

class DocsFileTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() /
              (std::string("svitok-docs-") + testing::UnitTest::GetInstance()->current_test_info()->name() + "-" +
               std::to_string(::getpid()));
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  DocEntry make(std::size_t number) {
    DocEntry entry;
    entry.key_digest = base::digest("key " + std::to_string(number));
    if (number % 5 != 0) entry.filters = {filter_term("lang", number % 2 == 0 ? "ru" : "en")};
    for (std::size_t i = 0; i < random_() % 4; ++i) {
      entry.filters.push_back(filter_term("tag", std::to_string(random_() % 40)));
    }
    if (number % 3 != 0) entry.values.emplace_back(kDateSlot, encode_number(static_cast<double>(random_())));
    if (number % 4 != 0) entry.values.emplace_back(kFingerprintSlot, std::to_string(random_()));
    return entry;
  }

  std::vector<DocEntry> make_many(std::size_t first, std::size_t count) {
    std::vector<DocEntry> entries;
    for (std::size_t i = 0; i < count; ++i) entries.push_back(make(first + i));
    return entries;
  }

  base::FileSeal write(const std::filesystem::path& path, const std::vector<DocEntry>& entries) {
    DocsWriter writer(path);
    for (const DocEntry& entry : entries) writer.add(entry);
    return writer.finish(false);
  }

  // What reading gives: filters in order, each once.
  static DocEntry normalised(DocEntry entry) {
    std::sort(entry.filters.begin(), entry.filters.end());
    entry.filters.erase(std::unique(entry.filters.begin(), entry.filters.end()), entry.filters.end());
    return entry;
  }

  static void expect_holds(const DocsFile& docs, const std::vector<DocEntry>& entries) {
    ASSERT_EQ(docs.documents(), entries.size());
    std::uint32_t next = 0;
    docs.for_each_entry([&](std::uint32_t doc, const DocEntry& entry) {
      ASSERT_EQ(doc, next++);
      EXPECT_EQ(entry, normalised(entries[doc])) << doc;
    });
    EXPECT_EQ(next, entries.size());
    EXPECT_NO_THROW(docs.verify());
  }

  std::filesystem::path folder_;
  std::mt19937 random_{1703};
};

TEST_F(DocsFileTest, GivesBackEveryDocument) {
  for (const std::size_t count : {std::size_t{1}, std::size_t{2}, std::size_t{100}, std::size_t{12000}}) {
    const std::filesystem::path path = folder_ / std::to_string(count);
    const std::vector<DocEntry> entries = make_many(0, count);
    const DocsFile docs(path, write(path, entries));
    expect_holds(docs, entries);
    for (std::uint32_t doc = 0; doc < count; doc += 1 + static_cast<std::uint32_t>(count) / 100) {
      EXPECT_EQ(docs.find(entries[doc].key_digest), doc);
      std::map<std::uint32_t, std::string> values(entries[doc].values.begin(), entries[doc].values.end());
      EXPECT_EQ(docs.value(doc, kDateSlot), values[kDateSlot]);
      EXPECT_EQ(docs.value(doc, kFingerprintSlot), values[kFingerprintSlot]);
      EXPECT_EQ(docs.find(base::digest("no " + std::to_string(doc))), std::nullopt);
    }
    EXPECT_FALSE(std::filesystem::exists(path.string() + ".tmp"));
  }
}

TEST_F(DocsFileTest, OfDocumentsWithOneKeyTheLastIsFound) {
  std::vector<DocEntry> entries = make_many(0, 50);
  entries[30].key_digest = entries[7].key_digest;
  entries[49].key_digest = entries[7].key_digest;
  entries[1].key_digest = std::string(16, '\xff');
  entries[2].key_digest = std::string(16, '\0');
  const DocsFile docs(folder_ / "a", write(folder_ / "a", entries));
  EXPECT_EQ(docs.find(entries[7].key_digest), 49U);
  EXPECT_EQ(docs.find(entries[1].key_digest), 1U);
  EXPECT_EQ(docs.find(entries[2].key_digest), 2U);
  expect_holds(docs, entries);
}

TEST_F(DocsFileTest, ValuesOfOneSlotInOrder) {
  const std::vector<DocEntry> entries = make_many(0, 3000);
  const DocsFile docs(folder_ / "a", write(folder_ / "a", entries));
  std::vector<std::pair<std::uint32_t, std::string>> got;
  docs.for_each_value(kFingerprintSlot,
                      [&](std::uint32_t doc, const std::string& value) { got.emplace_back(doc, value); });
  std::vector<std::pair<std::uint32_t, std::string>> expected;
  for (std::uint32_t doc = 0; doc < entries.size(); ++doc) {
    for (const auto& [slot, value] : entries[doc].values) {
      if (slot == kFingerprintSlot) expected.emplace_back(doc, value);
    }
  }
  EXPECT_EQ(got, expected);
}

TEST_F(DocsFileTest, TheDatabaseServesQueriesAfterItsFileIsGone) {
  const std::vector<DocEntry> entries = make_many(0, 500);
  const DocsFile docs(folder_ / "a", write(folder_ / "a", entries));
  std::filesystem::remove(folder_ / "a");
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 4; ++thread) {
    threads.emplace_back([&docs, &entries] {
      for (int round = 0; round < 20; ++round) {
        const Xapian::Database database = docs.open_database();
        std::uint32_t expected = 0;
        for (const DocEntry& entry : entries) {
          expected += std::count(entry.filters.begin(), entry.filters.end(), filter_term("lang", "ru")) > 0 ? 1U : 0U;
        }
        EXPECT_EQ(database.get_termfreq(filter_term("lang", "ru")), expected);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
}

TEST_F(DocsFileTest, MergingKeepsTheLiveDocumentsInOrder) {
  for (const bool some_die : {false, true}) {
    std::vector<std::unique_ptr<DocsFile>> files;
    std::vector<std::vector<std::uint32_t>> numbers;
    std::vector<DocEntry> expected;
    for (const std::size_t count : {700U, 1U, 90U, 2500U}) {
      const std::filesystem::path path = folder_ / ("in" + std::to_string(some_die) + std::to_string(count));
      const std::vector<DocEntry> entries = make_many(expected.size() * 10, count);
      files.push_back(std::make_unique<DocsFile>(path, write(path, entries)));
      numbers.emplace_back();
      for (const DocEntry& entry : entries) {
        const bool dies = some_die && random_() % 3 == 0;
        numbers.back().push_back(dies ? postings::kDropped : static_cast<std::uint32_t>(expected.size()));
        if (!dies) expected.push_back(entry);
      }
    }
    std::vector<DocsMergeInput> inputs;
    for (std::size_t i = 0; i < files.size(); ++i) inputs.push_back({files[i].get(), &numbers[i]});
    const std::filesystem::path path = folder_ / ("merged" + std::to_string(some_die));
    const DocsFile merged(path, merge_docs(inputs, path, false));
    expect_holds(merged, expected);
    for (std::uint32_t doc = 0; doc < expected.size(); doc += 97) {
      EXPECT_EQ(merged.find(expected[doc].key_digest), doc);
    }
    EXPECT_FALSE(std::filesystem::exists(path.string() + ".tmp"));
  }
}

TEST_F(DocsFileTest, DamageIsRefusedBeforeXapianSeesIt) {
  const std::filesystem::path path = folder_ / "a";
  const base::FileSeal seal = write(path, make_many(0, 300));
  std::ifstream in(path, std::ios::binary);
  const std::string good(std::istreambuf_iterator<char>(in), {});
  for (std::size_t at = 0; at < good.size(); at += 211) {
    std::string bad = good;
    bad[at] = static_cast<char>(bad[at] ^ (1 << at % 8));
    std::ofstream(path, std::ios::binary | std::ios::trunc) << bad;
    EXPECT_THROW((void)DocsFile(path, seal).open_database(), Error) << "byte " << at;
    EXPECT_THROW((void)DocsFile(path, seal).value(7, kDateSlot), Error) << "byte " << at;
    EXPECT_THROW((void)DocsFile(path, seal).filter_names(), Error) << "byte " << at;
    std::ofstream(path, std::ios::binary | std::ios::trunc) << good.substr(0, at);
    EXPECT_THROW(DocsFile(path, seal), CorruptionError) << "cut at " << at;
  }
  std::ofstream(path, std::ios::binary | std::ios::trunc) << good;
  EXPECT_NO_THROW((void)DocsFile(path, seal).open_database());
  EXPECT_THROW(DocsFile(path, base::FileSeal{seal.bytes, seal.checksum + 1}), CorruptionError);
}

// Searching has no use for the keys, so that opening does not read them.
TEST_F(DocsFileTest, ADamagedKeyIsRefusedWhereItIsReadAndByVerify) {
  const std::filesystem::path path = folder_ / "a";
  const std::vector<DocEntry> entries = make_many(0, 5'000);
  const base::FileSeal seal = write(path, entries);
  std::ifstream in(path, std::ios::binary);
  std::string bytes(std::istreambuf_iterator<char>(in), {});
  const std::size_t at = bytes.find(entries[1'234].key_digest);
  ASSERT_NE(at, std::string::npos);
  bytes[at] = static_cast<char>(bytes[at] ^ 1);
  std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
  const DocsFile docs(path, seal);
  EXPECT_EQ(docs.documents(), entries.size());
  EXPECT_EQ(docs.value(77, entries[77].values[0].first), entries[77].values[0].second);
  EXPECT_THROW((void)docs.find(entries[1'234].key_digest), CorruptionError);
  EXPECT_THROW(docs.for_each_entry([](std::uint32_t, const DocEntry&) {}), CorruptionError);
  EXPECT_THROW(docs.verify(), CorruptionError);
}

// Nor of the database, until something is asked of it: that is refused, and again when it is asked again.
TEST_F(DocsFileTest, ADamagedDatabaseCostsOnlyWhatReadsIt) {
  const std::filesystem::path path = folder_ / "a";
  const std::vector<DocEntry> entries = make_many(0, 5'000);
  const base::FileSeal seal = write(path, entries);
  std::fstream file(path, std::ios::binary | std::ios::in | std::ios::out);
  file.seekp(5'000);
  file.put('\x55').put('\xAA').put('\x55');
  file.close();
  const DocsFile docs(path, seal);
  EXPECT_EQ(docs.find(entries[1'234].key_digest), 1'234U);
  for (int i = 0; i < 2; ++i) {
    EXPECT_THROW((void)docs.open_database(), CorruptionError);
    EXPECT_THROW((void)docs.filter_names(), CorruptionError);
  }
  EXPECT_THROW(docs.verify(), CorruptionError);
}

TEST_F(DocsFileTest, AStubFileNamesNoOtherDatabase) {
  const std::filesystem::path path = folder_ / "a";
  std::ofstream(path) << "remote :touch " << (folder_ / "owned").string() << "\n";
  EXPECT_THROW(DocsFile(path, base::FileSeal{}), CorruptionError);
  EXPECT_FALSE(std::filesystem::exists(folder_ / "owned"));
}

TEST_F(DocsFileTest, AWriterThatIsThrownAwayLeavesNothing) {
  {
    DocsWriter writer(folder_ / "a");
    for (const DocEntry& entry : make_many(0, 100)) writer.add(entry);
  }
  EXPECT_TRUE(std::filesystem::is_empty(folder_));
}

TEST(FilterTermTest, AreDistinctAndShort) {
  const std::vector<std::pair<std::string, std::string>> filters = {
      {"a", "b:c"},
      {"a:b", "c"},
      {"a", ""},
      {"", "a"},
      {"", ""},
      {"tag", std::string(230, 'x')},
      {"tag", std::string(300, 'x')},
      {"tag", std::string(301, 'x')},
      {"tag", std::string(1000000, 'x')},
      {std::string(5000, 'n'), "v"},
      {"nul", std::string(130, '\0')},
      {"nul", std::string(131, '\0')},
      {"tag", "Ёлка"},
  };
  std::map<std::string, std::size_t> terms;
  for (std::size_t i = 0; i < filters.size(); ++i) {
    const std::string term = filter_term(filters[i].first, filters[i].second);
    EXPECT_TRUE(terms.emplace(term, i).second) << i;
    EXPECT_LE(term.size() + static_cast<std::size_t>(std::count(term.begin(), term.end(), '\0')), 240U) << i;
    EXPECT_FALSE(term.empty());
  }
}

TEST_F(DocsFileTest, TheNamesOfFilters) {
  DocEntry entry{base::digest("k"), {}, {}};
  const std::vector<std::string> names = {"", std::string("a\0b", 3), "lang", "lang2", "tag", std::string(100, 'x')};
  for (const std::string& name : names) {
    for (const char* value : {"", "1", "2", "\xff\xff"}) entry.filters.push_back(filter_term(name, value));
    entry.filters.push_back(filter_term(name, std::string(1000, 'v')));
  }
  entry.filters.push_back(filter_term("only-long", std::string(1000, 'v')));
  entry.filters.push_back(filter_term(std::string(101, 'y'), std::string(1000, 'v')));
  const DocsFile docs(folder_ / "a", write(folder_ / "a", {entry}));
  std::vector<std::string> expected = names;
  expected.emplace_back("only-long");
  std::sort(expected.begin(), expected.end());
  EXPECT_EQ(docs.filter_names(), expected);
}

TEST_F(DocsFileTest, AnyFilterIsAccepted) {
  DocEntry entry{base::digest("k"), {}, {}};
  for (const std::size_t size : {0U, 1U, 119U, 120U, 121U, 238U, 239U, 240U, 245U, 246U, 10000U}) {
    entry.filters.push_back(filter_term("n", std::string(size, '\0')));
    entry.filters.push_back(filter_term("n", std::string(size, '\xd1')));
  }
  const DocsFile docs(folder_ / "a", write(folder_ / "a", {entry}));
  expect_holds(docs, {entry});
}

TEST(EncodeNumberTest, ComparesLikeTheNumber) {
  const std::vector<double> numbers = {-1e300, -62135596800.0, -1.5,       -1,   0, 1e-9, 1,
                                       1.5,    1591660800,     1591660801, 1e300};
  for (std::size_t i = 1; i < numbers.size(); ++i) {
    EXPECT_LT(encode_number(numbers[i - 1]), encode_number(numbers[i])) << numbers[i];
  }
}

}  // namespace
}  // namespace svitok::matcher
