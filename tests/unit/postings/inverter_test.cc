#include "postings/inverter.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <map>
#include <random>
#include <set>
#include <string>

#include "postings/postings_file.h"

namespace svitok::postings {
namespace {

// term -> document -> position -> weight of its field
using Places = std::map<std::string, std::map<std::uint32_t, std::map<std::uint32_t, std::uint32_t>>>;

void expect_places(const std::filesystem::path& path, Layout layout, const Places& expected) {
  const PostingsFile file(path, layout);
  ASSERT_EQ(file.terms(), expected.size());
  std::vector<std::uint32_t> positions;
  for (const auto& [term, documents] : expected) {
    const auto info = file.find(term);
    ASSERT_TRUE(info) << term;
    Cursor cursor = file.cursor(*info);
    for (const auto& [doc, places] : documents) {
      ASSERT_EQ(cursor.doc(), doc);
      std::uint32_t freq = 0;
      for (const auto& [position, weight] : places) freq += weight;
      EXPECT_EQ(cursor.freq(), freq);
      if (layout == Layout::kPositions) {
        cursor.positions(positions);
        ASSERT_EQ(positions.size(), places.size());
        EXPECT_TRUE(std::equal(positions.begin(), positions.end(), places.begin(),
                               [](std::uint32_t position, const auto& place) { return position == place.first; }));
      }
      cursor.next();
    }
    EXPECT_EQ(cursor.doc(), kEnd);
  }
}

// Words as an analyser would know them.
class Words final : public Vocabulary {
 public:
  std::uint32_t number(const std::string& surface, const std::vector<std::string_view>& keys) {
    const auto [known, is_new] = numbers_.emplace(surface, size());
    if (is_new) words_.push_back({surface, {keys.begin(), keys.end()}});
    return known->second;
  }
  [[nodiscard]] std::uint32_t size() const override { return static_cast<std::uint32_t>(words_.size()); }
  [[nodiscard]] std::string_view surface(std::uint32_t word) const override { return words_[word].surface; }
  [[nodiscard]] std::size_t key_count(std::uint32_t word) const override { return words_[word].keys.size(); }
  [[nodiscard]] std::string_view key(std::uint32_t word, std::size_t number) const override {
    return words_[word].keys[number];
  }

 private:
  struct Word {
    std::string surface;
    std::vector<std::string> keys;
  };
  std::map<std::string, std::uint32_t> numbers_;
  std::vector<Word> words_;
};

TEST(Inverter, TurnsRandomDocumentsOver) {
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  const auto folder = std::filesystem::temp_directory_path() / ("svitok-inverter-" + std::to_string(::getpid()));
  std::filesystem::create_directories(folder);
  const std::vector<std::uint32_t> weights = {3, 1, 2};
  Inverter inverter(weights);
  Words vocabulary;
  Places keys;
  Places surfaces;
  for (std::uint32_t doc = 0; doc < 500; ++doc) {
    inverter.begin_document();
    std::uint32_t position = 0;
    bool has_value = false;
    for (std::uint32_t field = 0; field < 3; ++field) {
      for (std::uint32_t value = 0; value < random() % 3; ++value) {
        if (has_value) position += kPositionGap;
        has_value = true;
        inverter.begin_value(field);
        const std::uint32_t tokens = static_cast<std::uint32_t>(random() % 40);
        for (std::uint32_t i = 0; i < tokens; ++i) {
          const auto number = static_cast<std::uint32_t>(std::min(random() % 300, random() % 300));
          const std::string surface = "форма" + std::to_string(number);
          const std::string first = "k" + std::to_string(number / 3);
          const std::string second = "k" + std::to_string(number / 7 + 20);
          std::vector<std::string_view> word_keys = {first};
          if (number % 4 == 0 && second != first) word_keys.push_back(second);
          const bool extra = i > 0 && random() % 5 == 0;
          const std::uint32_t token = vocabulary.number(surface, word_keys) | (extra ? Inverter::kExtra : 0);
          inverter.add({&token, 1});
          const std::uint32_t here = extra ? position - 1 : position++;
          for (const std::string_view key : word_keys) keys[std::string(key)][doc][here] = weights[field];
          surfaces[surface][doc][here] = weights[field];
        }
      }
    }
    ASSERT_EQ(inverter.end_document(), doc);
  }
  EXPECT_GT(inverter.memory(0), 10000U);
  EXPECT_GT(inverter.memory(300), inverter.memory(0));
  (void)vocabulary.number("никто", {{"никто"}});  // A word of no token.
  (void)inverter.seal(folder / "text", folder / "words", vocabulary, false);
  expect_places(folder / "text", Layout::kPositions, keys);
  expect_places(folder / "words", Layout::kDocuments, surfaces);
  const PostingsFile file(folder / "text", Layout::kPositions);
  EXPECT_EQ(file.field_start(0, 0), 0U);
  EXPECT_LE(file.field_start(7, 1), file.field_start(7, 2));
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace svitok::postings
