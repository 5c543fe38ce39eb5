// The postings and words of random documents, sealed by an Inverter, and what they must be, kept in maps.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <numeric>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "postings/form_cursor.h"
#include "postings/inverter.h"
#include "postings/lengths.h"
#include "postings/postings_file.h"
#include "postings/words_file.h"

namespace svitok::postings {

/// Document to position to the weight of its field.
using PlacesOfTerm = std::map<std::uint32_t, std::map<std::uint32_t, std::uint32_t>>;
using PlacesOfTerms = std::map<std::string, PlacesOfTerm>;

inline std::uint32_t sum_of_weights(const std::map<std::uint32_t, std::uint32_t>& places) {
  std::uint32_t sum = 0;
  for (const auto& [position, weight] : places) sum += weight;
  return sum;
}

/// Words as an analyser would know them: one in four has a second key, and many share their first.
class RandomVocabulary final : public Vocabulary {
 public:
  std::uint32_t number(const std::string& surface, const std::vector<std::string>& keys) {
    const auto [known, is_new] = numbers_.emplace(surface, size());
    if (is_new) words_.push_back({surface, keys});
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

/// What a segment must hold.
struct SegmentModel {
  std::uint32_t documents = 0;
  PlacesOfTerms keys;
  PlacesOfTerms surfaces;
};

inline const std::vector<std::uint32_t>& weights_of_random_segments() {
  static const std::vector<std::uint32_t> weights = {3, 1, 2};
  return weights;
}

/// Gives document order[i] the number i.
inline void renumber(PlacesOfTerms& terms, const std::vector<std::uint32_t>& order) {
  for (auto& [term, documents] : terms) {
    auto before = std::move(documents);
    documents.clear();
    for (std::uint32_t number = 0; number < order.size(); ++number) {
      if (const auto found = before.find(order[number]); found != before.end()) documents[number] = found->second;
    }
  }
}

/// Seals `text` and `words`.
inline SegmentModel seal_random_segment(std::mt19937& random, std::uint32_t documents,
                                        const std::filesystem::path& text, const std::filesystem::path& words) {
  const std::vector<std::uint32_t>& weights = weights_of_random_segments();
  SegmentModel model{documents, {}, {}};
  RandomVocabulary vocabulary;
  Inverter inverter(weights);
  for (std::uint32_t doc = 0; doc < documents; ++doc) {
    inverter.begin_document();
    std::uint32_t position = 0;
    bool has_value = false;
    for (std::uint32_t field = 0; field < weights.size(); ++field) {
      for (std::uint32_t value = 0; value < random() % 3; ++value) {
        if (has_value) position += kPositionGap;
        has_value = true;
        inverter.begin_value(field);
        const auto tokens = static_cast<std::uint32_t>(random() % 40);
        for (std::uint32_t i = 0; i < tokens; ++i) {
          const auto number = static_cast<std::uint32_t>(std::min(random() % 300, random() % 300));
          const std::string surface = "форма" + std::to_string(number);
          std::vector<std::string> keys = {"k" + std::to_string(number < 100 ? 0 : number / 3)};
          const std::string second = "k" + std::to_string(number / 7 + 20);
          if (number % 4 == 0 && second != keys[0]) keys.push_back(second);
          const bool extra = i > 0 && random() % 5 == 0;
          const std::uint32_t token = vocabulary.number(surface, keys) | (extra ? Inverter::kExtra : 0);
          inverter.add({&token, 1});
          const std::uint32_t here = extra ? position - 1 : position++;
          for (const std::string& key : keys) model.keys[key][doc][here] = weights[field];
          model.surfaces[surface][doc][here] = weights[field];
        }
      }
    }
    EXPECT_EQ(inverter.end_document(), doc);
  }
  EXPECT_GT(inverter.memory(300), inverter.memory(0));
  (void)vocabulary.number("никто", {"никто"});  // A word of no token.
  std::vector<std::uint32_t> order(documents);
  std::iota(order.begin(), order.end(), 0U);
  if (random() % 2 == 0) std::shuffle(order.begin(), order.end(), random);
  (void)inverter.seal(text, words, vocabulary, order, false);
  renumber(model.keys, order);
  renumber(model.surfaces, order);
  return model;
}

inline void expect_keys(const PostingsFile& file, const PlacesOfTerms& expected) {
  ASSERT_EQ(file.terms(), expected.size());
  std::vector<std::uint32_t> positions;
  for (const auto& [term, documents] : expected) {
    const auto info = file.find(term);
    ASSERT_TRUE(info) << term;
    Cursor cursor = file.cursor(*info);
    for (const auto& [doc, places] : documents) {
      ASSERT_EQ(cursor.doc(), doc);
      EXPECT_EQ(cursor.freq(), sum_of_weights(places));
      cursor.positions(positions);
      ASSERT_EQ(positions.size(), places.size());
      EXPECT_TRUE(std::equal(positions.begin(), positions.end(), places.begin(),
                             [](std::uint32_t position, const auto& place) { return position == place.first; }));
      cursor.next();
    }
    EXPECT_EQ(cursor.doc(), kEnd);
  }
}

/// Document to frequency, of some forms together.
inline std::map<std::uint32_t, std::uint32_t> freqs_of(const PostingsFile& text, const std::vector<FormInfo>& forms) {
  std::map<std::uint32_t, std::uint32_t> freqs;
  std::map<std::uint32_t, std::uint32_t> short_freqs;  // What the two ways to read a short list differ by.
  for (const KeyForms& of_key : group_by_key(forms, text)) {
    FormCursor cursor(text, of_key);
    cursor.visit_below(kEnd, [&freqs](std::uint32_t doc, std::uint32_t freq) { freqs[doc] += freq; });
    if (of_key.key().documents >= kBlock) continue;
    visit_short_list(text, of_key, [&](std::uint32_t doc, std::uint32_t freq) { short_freqs[doc] += freq; });
    cursor = FormCursor(text, of_key);
    cursor.visit_below(kEnd, [&](std::uint32_t doc, std::uint32_t freq) { short_freqs[doc] -= freq; });
  }
  for (const auto& [doc, difference] : short_freqs) {
    EXPECT_EQ(difference, 0U);
  }
  return freqs;
}

inline void expect_words(const WordsFile& words, const PostingsFile& text, const PlacesOfTerms& expected) {
  ASSERT_EQ(words.words(), expected.size());
  for (const auto& [surface, documents] : expected) {
    const auto form = words.find(surface);
    ASSERT_TRUE(form) << surface;
    EXPECT_EQ(form->documents, documents.size()) << surface;
    std::map<std::uint32_t, std::uint32_t> freqs;
    for (const auto& [doc, places] : documents) freqs[doc] = sum_of_weights(places);
    EXPECT_EQ(freqs_of(text, {*form}), freqs) << surface;
  }
}

/// A folder of its own for every test, and a seed.
class RandomSegmentTest : public testing::Test {
 protected:
  void SetUp() override {
    const testing::TestInfo* test = testing::UnitTest::GetInstance()->current_test_info();
    folder_ = std::filesystem::temp_directory_path() / ("svitok-" + std::string(test->test_suite_name()) + "-" +
                                                        test->name() + "-" + std::to_string(::getpid()));
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  [[nodiscard]] std::filesystem::path text(int number) const { return folder_ / (std::to_string(number) + ".text"); }
  [[nodiscard]] std::filesystem::path words(int number) const { return folder_ / (std::to_string(number) + ".words"); }

  unsigned seed_ = std::random_device{}();
  std::mt19937 random_{seed_};
  std::filesystem::path folder_;
};

}  // namespace svitok::postings
