#include "store/store.h"

#include <algorithm>
#include <atomic>
#include <numeric>
#include <thread>

#include "store_fixture.h"
#include "svitok/error.h"

namespace svitok::store {
namespace {

using StoreTest = StoreFixture;

TEST_F(StoreTest, GivesBackAnyDocument) {
  const std::vector<StoredDocument> documents = {
      {"a", {{0, "Заголовок"}, {1, "text"}, {1, "text again"}}, {{"lang", "ru"}, {"tag", "x"}, {"tag", "y"}}},
      {"", {}, {}},
      {std::string("\0\xff\n", 3), {{15, ""}, {0, std::string(5, '\0')}}, {{"", ""}}},
      {std::string(4096, 'k'), {{1, text(7000)}}, {}},
      make(4, 70000),
      make(5, 10),
  };
  const Store store(write("a.store", documents));
  expect_holds(store, documents);
  for (std::uint32_t doc = 0; doc < documents.size(); ++doc) EXPECT_EQ(store.document(doc), documents[doc]) << doc;
}

TEST_F(StoreTest, AnEmptyStoreIsAStore) {
  const Store store(write("a.store", {}));
  expect_holds(store, {});
  EXPECT_THROW((void)store.key(0), CorruptionError);
  EXPECT_THROW((void)store.document(0), CorruptionError);
}

TEST_F(StoreTest, NumbersOfDocumentsAroundAPageOfKeys) {
  for (const std::size_t count : {1U, 1023U, 1024U, 1025U, 2048U, 2500U}) {
    std::vector<StoredDocument> documents;
    for (std::size_t i = 0; i < count; ++i) documents.push_back({std::to_string(i * i), {{1, "x"}}, {}});
    expect_holds(Store(write("a.store", documents)), documents);
  }
}

TEST_F(StoreTest, DocumentsComeInTheOrderAsked) {
  std::vector<StoredDocument> documents;
  for (std::size_t i = 0; i < 300; ++i) documents.push_back(make(i, 500));
  const Store store(write("a.store", documents));
  const std::vector<std::uint32_t> asked = {299, 0, 150, 150, 1, 298, 0};
  const std::vector<StoredDocument> got = store.documents(asked);
  ASSERT_EQ(got.size(), asked.size());
  for (std::size_t i = 0; i < asked.size(); ++i) EXPECT_EQ(got[i], documents[asked[i]]) << i;
  EXPECT_THROW((void)store.documents({0, 300}), CorruptionError);
}

TEST_F(StoreTest, DocumentsHaveTheNumbersThatTheOrderGivesThem) {
  for (const std::size_t count : {1U, 2U, 1025U, 3000U}) {
    std::vector<StoredDocument> documents;
    for (std::size_t i = 0; i < count; ++i) documents.push_back(make(i, 300));
    const std::vector<std::uint32_t> order = random_order(count);
    expect_holds(Store(write("a.store", documents, order)), in_order(documents, order));
  }
}

TEST_F(StoreTest, AnOrderThatChangesNothingTakesNoRoom) {
  std::vector<StoredDocument> documents;
  for (std::size_t i = 0; i < 100; ++i) documents.push_back(make(i, 300));
  std::vector<std::uint32_t> order(documents.size());
  std::iota(order.begin(), order.end(), 0U);
  const auto size = std::filesystem::file_size(write("a.store", documents));
  EXPECT_EQ(std::filesystem::file_size(write("a.store", documents, order)), size);
  std::swap(order[40], order[41]);
  EXPECT_EQ(std::filesystem::file_size(write("a.store", documents, order)), size + 4 * documents.size());
}

TEST_F(StoreTest, RussianTakesLittleMoreThanItsLetters) {
  std::vector<StoredDocument> russian;
  std::vector<StoredDocument> latin;
  for (std::size_t i = 0; i < 500; ++i) {
    std::string cyrillic;
    std::string same;
    for (int letter = 0; letter < 2000; ++letter) {
      const auto number = static_cast<char>(random_() % 16);
      cyrillic += {'\xD0', static_cast<char>('\xB0' + number)};
      same += static_cast<char>('a' + number);
    }
    russian.push_back({std::to_string(i), {{1, cyrillic}}, {}});
    latin.push_back({std::to_string(i), {{1, same}}, {}});
  }
  const std::filesystem::path path = write("russian.store", russian);
  expect_holds(Store(path), russian);
  EXPECT_LT(static_cast<double>(std::filesystem::file_size(path)),
            1.02 * static_cast<double>(std::filesystem::file_size(write("latin.store", latin))));
}

TEST_F(StoreTest, AWritersMemoryIsBoundedWhateverItsDocuments) {
  StoreWriter writer(folder_ / "a.store");
  std::size_t most = 0;
  for (std::size_t i = 0; i < 20000; ++i) {
    writer.add(view(make(i, 1000)));
    most = std::max(most, writer.memory());
  }
  writer.add(view(make(20000, std::size_t{20} << 20U)));
  writer.add(view(make(20001, 10)));
  writer.add(view(make(20002, 10000)));
  EXPECT_LT(std::max(most, writer.memory()), std::size_t{6} << 20U);
  writer.finish(false);
  EXPECT_EQ(Store(folder_ / "a.store").document(20000).texts[1].second.size(), std::size_t{20} << 20U);
}

TEST_F(StoreTest, ADocumentTooLargeCostsOnlyItself) {
  const std::string huge(std::size_t{128} << 20U, 'x');
  StoreWriter writer(folder_ / "a.store");
  writer.add({.key = "before", .texts = {{1, "1"}}, .attributes = {}});
  EXPECT_THROW(writer.add({.key = "huge", .texts = {{1, huge}}, .attributes = {}}), DocumentError);
  writer.add({.key = "after", .texts = {{1, "2"}}, .attributes = {}});
  writer.finish(false);
  expect_holds(Store(folder_ / "a.store"), {{"before", {{1, "1"}}, {}}, {"after", {{1, "2"}}, {}}});
}

class StoreAppendTest : public StoreFixture, public testing::WithParamInterface<unsigned> {};

// Segments of all sizes and orders, some documents dead, merged over and over: always exactly the live documents, in
// the order of their numbers.
TEST_P(StoreAppendTest, KeepsTheLiveDocumentsInOrder) {
  random_.seed(GetParam());
  std::vector<StoredDocument> expected;
  StoreWriter merged(folder_ / "merged.store");
  for (int input = 0; input < 5; ++input) {
    std::vector<StoredDocument> documents;
    const std::size_t count = std::size_t{1} << (random_() % 13);
    for (std::size_t i = 0; i < count; ++i)
      documents.push_back(make(i, random_() % 40 == 0 ? 90000 : random_() % 3000));
    std::vector<bool> alive;
    if (random_() % 3 != 0) alive.assign(count, true);
    for (std::size_t dead = random_() % (count + 1) / 20; dead > 0 && !alive.empty(); --dead) {
      alive[random_() % count] = false;
    }
    const std::vector<std::uint32_t> order = random_() % 2 == 0 ? random_order(count) : std::vector<std::uint32_t>();
    const std::filesystem::path input_path = write("input.store", documents, order);
    if (!order.empty()) documents = in_order(documents, order);
    for (std::size_t i = 0; i < count; ++i) {
      if (alive.empty() || alive[i]) expected.push_back(documents[i]);
    }
    merged.append(Store(input_path), alive);
    expected.push_back(make(99, 20));
    merged.add(view(expected.back()));
  }
  const std::vector<std::uint32_t> order = random_order(expected.size());
  merged.finish(false, order);
  expected = in_order(expected, order);
  const Store store(folder_ / "merged.store");
  expect_holds(store, expected);
  StoreWriter again(folder_ / "again.store");
  again.append(store, {});
  again.append(store, std::vector<bool>(store.documents(), false));
  again.finish(false);
  expect_holds(Store(folder_ / "again.store"), expected);
}

INSTANTIATE_TEST_SUITE_P(Seeds, StoreAppendTest, testing::Range(1U, 7U));

// Many commits of one document come together: as small as if they had been written at once.
TEST_F(StoreTest, MergingPacksTheLeavingsOfSmallCommits) {
  std::vector<StoredDocument> documents;
  for (std::size_t i = 0; i < 300; ++i) documents.push_back(make(i, 400));
  StoreWriter merged(folder_ / "merged.store");
  for (const StoredDocument& document : documents) merged.append(Store(write("one.store", {document})), {});
  merged.finish(false);
  expect_holds(Store(folder_ / "merged.store"), documents);
  EXPECT_EQ(std::filesystem::file_size(folder_ / "merged.store"),
            std::filesystem::file_size(write("once.store", documents)));
}

TEST_F(StoreTest, ManyThreadsReadOneStore) {
  std::vector<StoredDocument> documents;
  for (std::size_t i = 0; i < 5000; ++i) documents.push_back(make(i, 1200));
  const Store store(write("a.store", documents));
  std::vector<std::thread> threads;
  std::atomic<int> wrong = 0;
  for (unsigned thread = 0; thread < 4; ++thread) {
    threads.emplace_back([&, thread] {
      std::mt19937 random(thread);
      for (int i = 0; i < 500; ++i) {
        const auto doc = static_cast<std::uint32_t>(random() % documents.size());
        if (store.document(doc) != documents[doc]) ++wrong;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong, 0);
}

}  // namespace
}  // namespace svitok::store
