// A folder of its own, and documents made of words, so that there is something to pack.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <numeric>
#include <random>
#include <string>
#include <vector>

#include "store/store.h"

namespace svitok::store {

class StoreFixture : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() /
              (std::string("svitok-store-") + testing::UnitTest::GetInstance()->current_test_info()->name() + "-" +
               std::to_string(::getpid()));
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  static DocumentView view(const StoredDocument& document) {
    DocumentView view{.key = document.key, .texts = {}, .attributes = {}};
    for (const auto& [field, text] : document.texts) view.texts.emplace_back(field, text);
    for (const auto& [name, value] : document.attributes) view.attributes.emplace_back(name, value);
    return view;
  }

  std::string text(std::size_t bytes) {
    static constexpr const char* kWords[] = {"река", "берег", "the ", "evening", " ", "лодка ", "harbour", "и", "свет"};
    std::string text;
    while (text.size() < bytes) text += kWords[random_() % std::size(kWords)] + std::to_string(random_() % 50);
    text.resize(bytes);
    return text;
  }

  StoredDocument make(std::size_t number, std::size_t bytes) {
    return {"key/" + std::to_string(number),
            {{0, "Title " + std::to_string(number)}, {1, text(bytes)}},
            {{"lang", number % 2 == 0 ? "ru" : "en"}}};
  }

  /// `order`: as StoreWriter::finish() has it.
  std::filesystem::path write(const char* name, const std::vector<StoredDocument>& documents,
                              const std::vector<std::uint32_t>& order = {}) {
    const std::filesystem::path path = folder_ / name;
    std::filesystem::remove(path);
    StoreWriter writer(path);
    for (const StoredDocument& document : documents) writer.add(view(document));
    EXPECT_EQ(writer.documents(), documents.size());
    const base::FileSeal seal = writer.finish(false, order);
    EXPECT_EQ(Store(path).file().seal(), seal);
    return path;
  }

  std::vector<std::uint32_t> random_order(std::size_t documents) {
    std::vector<std::uint32_t> order(documents);
    std::iota(order.begin(), order.end(), 0U);
    std::shuffle(order.begin(), order.end(), random_);
    return order;
  }
  static std::vector<StoredDocument> in_order(const std::vector<StoredDocument>& documents,
                                              const std::vector<std::uint32_t>& order) {
    std::vector<StoredDocument> result;
    for (const std::uint32_t doc : order) result.push_back(documents[doc]);
    return result;
  }

  static void expect_holds(const Store& store, const std::vector<StoredDocument>& documents) {
    ASSERT_EQ(store.documents(), documents.size());
    std::vector<std::uint32_t> all;
    for (std::uint32_t doc = 0; doc < store.documents(); ++doc) {
      ASSERT_EQ(store.key(doc), documents[doc].key);
      all.push_back(doc);
    }
    EXPECT_TRUE(store.documents(all) == documents);
    EXPECT_NO_THROW(store.verify());
  }

  std::filesystem::path folder_;
  std::mt19937 random_{20230417};
};

}  // namespace svitok::store
