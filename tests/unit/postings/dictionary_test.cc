#include "postings/dictionary.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "postings/dictionary_builder.h"
#include "random_strings.h"
#include "svitok/error.h"

namespace svitok::postings {
namespace {

/// Counts on, as those of the real dictionaries do.
struct TestInfo {
  std::uint64_t value = 0;

  struct Base {
    std::uint64_t value = 0;
    void write(BitWriter& bits) const { bits.put_number(value); }
    void read(BitReader& bits) noexcept { value = bits.get_number(); }
  };
  [[nodiscard]] static Base base_of(std::span<const TestInfo> block) { return {block.front().value}; }
  void write(BitWriter& bits, Base& base) const {
    bits.put_golomb(value - base.value, 1);
    base.value = value;
  }
  void read(BitReader& bits, Base& base) noexcept { value = base.value += bits.get_golomb(1); }
};

using Model = std::map<std::string, std::uint64_t>;

class DictionaryTest : public ::testing::Test {
 protected:
  void SetUp() override {
    seed_ = std::random_device{}();
    random_.seed(seed_);
    const auto* const test = ::testing::UnitTest::GetInstance()->current_test_info();
    path_ = std::filesystem::path(::testing::TempDir()) / (std::string("svitok-dictionary-") + test->name());
    std::filesystem::remove(path_);
  }
  void TearDown() override { std::filesystem::remove(path_); }

  // Words of one alphabet and of another, numbers, mixtures and anything.
  std::string random_term() {
    const std::vector<std::string> letters = random_() % 2 == 0
                                                 ? std::vector<std::string>{"а", "н", "о", "п", "р", "т", "я"}
                                                 : std::vector<std::string>{"a", "e", "n", "s", "t", "z", "-"};
    std::string term;
    switch (random_() % 8) {
      case 0:
        return random_string(random_) + "x";
      case 1:
        return std::to_string(random_() % 3000);
      case 2:
        term = std::string(1 + random_() % 100, 'a');
        [[fallthrough]];
      default:
        for (auto i = 1 + random_() % 7; i > 0; --i) term += letters[random_() % letters.size()];
        if (random_() % 20 == 0) term += "ё-7";
        return term;
    }
  }

  Model random_model(std::size_t size) {
    Model model;
    while (model.size() < size) model.emplace(random_term(), 0);
    std::uint64_t value = random_() % 1000;
    for (auto& [term, number] : model) {
      number = value;
      value += random_() % 10 == 0 ? random_() : random_() % 5;
    }
    return model;
  }

  void write(const Model& model) {
    std::filesystem::remove(path_);
    base::OutputFile file(path_, "svktests", 1);
    DictionaryBuilder<TestInfo> builder;
    for (const auto& [term, number] : model) builder.add(TermCode{code_of(term)}, {number});
    EXPECT_EQ(builder.terms(), model.size());
    place_ = builder.write(file);
    (void)file.finish(false);
  }

  unsigned seed_ = 0;
  std::mt19937 random_;
  std::filesystem::path path_;
  DictionaryPlace place_{};
};

TEST_F(DictionaryTest, HasWhatASortedMapHas) {
  SCOPED_TRACE("seed " + std::to_string(seed_));
  for (const std::size_t size : {0U, 1U, 31U, 32U, 33U, 5000U}) {
    const Model model = random_model(size);
    write(model);
    const base::CheckedFile file(path_, "svktests", 1);
    const Dictionary dictionary(file, place_, file.size());
    std::size_t at = 0;
    TermInfos<TestInfo> infos(dictionary);
    Terms<TestInfo> all(dictionary, "");
    for (const auto& [term, number] : model) {
      ASSERT_TRUE(all.next());
      EXPECT_EQ(all.term(), term);
      EXPECT_EQ(all.code(), code_of(term));
      EXPECT_EQ(all.info().value, number);
      if (random_() % 3 == 0) {
        ASSERT_TRUE(infos.move_to(at));
        EXPECT_EQ(infos.info().value, number);
      }
      ++at;
      const auto found = find_term<TestInfo>(dictionary, term);
      ASSERT_TRUE(found) << term;
      EXPECT_EQ(found->value, number);
    }
    EXPECT_FALSE(all.next());
    EXPECT_FALSE(infos.move_to(size));
  }
}

TEST_F(DictionaryTest, FindsNothingElse) {
  SCOPED_TRACE("seed " + std::to_string(seed_));
  const Model model = random_model(3000);
  write(model);
  const base::CheckedFile file(path_, "svktests", 1);
  const Dictionary dictionary(file, place_, file.size());
  for (int i = 0; i < 20000; ++i) {
    const std::string term = random_term();
    const auto found = find_term<TestInfo>(dictionary, term);
    const auto expected = model.find(term);
    ASSERT_EQ(found.has_value(), expected != model.end()) << term;
    if (found) {
      EXPECT_EQ(found->value, expected->second);
    }
  }
  EXPECT_FALSE(find_term<TestInfo>(dictionary, ""));
}

TEST_F(DictionaryTest, FindsTheTermsWithAPrefix) {
  SCOPED_TRACE("seed " + std::to_string(seed_));
  const Model model = random_model(3000);
  write(model);
  const base::CheckedFile file(path_, "svktests", 1);
  const Dictionary dictionary(file, place_, file.size());
  for (int i = 0; i < 500; ++i) {
    // A prefix that ends between characters: begin with a term and take characters off.
    std::string prefix = random_term();
    for (auto off = random_() % 4; off > 0 && !prefix.empty(); --off) {
      while (prefix.size() > 1 && (static_cast<unsigned char>(prefix.back()) & 0xC0U) == 0x80U) prefix.pop_back();
      prefix.pop_back();
    }
    if (!prefix.empty() && (prefix.back() == '\xD0' || prefix.back() == '\xD1')) continue;
    auto expected = model.lower_bound(prefix);
    Terms<TestInfo> terms(dictionary, prefix);
    for (; expected != model.end() && expected->first.starts_with(prefix); ++expected) {
      ASSERT_TRUE(terms.next()) << prefix;
      EXPECT_EQ(terms.term(), expected->first);
      EXPECT_EQ(terms.info().value, expected->second);
    }
    EXPECT_FALSE(terms.next());
  }
}

TEST_F(DictionaryTest, RussianWordsTakeFiveBitsALetter) {
  Model model;
  for (int i = 0; i < 3200; ++i) {
    std::string word;
    for (int letter = 0; letter < 12; ++letter) word += std::string("\xD0") + static_cast<char>(0xB0 + random_() % 16);
    model.emplace(word, 0);
  }
  write(model);
  // Twelve letters of which some two are shared, and a byte for how many, and a bit or two behind each.
  EXPECT_LT(place_.blocks_bytes, model.size() * 9);
}

TEST_F(DictionaryTest, DamageIsRefusedOrHarmless) {
  SCOPED_TRACE("seed " + std::to_string(seed_));
  const Model model = random_model(300);
  write(model);
  const std::string bytes(base::CheckedFile(path_, "svktests", 1).unchecked());
  int refusals = 0;
  for (int round = 0; round < 300; ++round) {
    std::string damaged = bytes;
    for (auto i = 1 + random_() % 4; i > 0; --i) damaged[random_() % damaged.size()] = static_cast<char>(random_());
    std::filesystem::remove(path_);
    base::OutputFile out(path_, "svktests", 1);
    out.append(damaged);
    (void)out.finish(false);
    const base::CheckedFile file(path_, "svktests", 1);
    try {
      const Dictionary dictionary(file, place_, file.size());
      for (Terms<TestInfo> all(dictionary, ""); all.next();) EXPECT_LE(all.code().size(), 1020U);
      for (const auto& [term, number] : model) (void)find_term<TestInfo>(dictionary, term);
    } catch (const CorruptionError&) {
      ++refusals;
    }
  }
  EXPECT_GT(refusals, 50);
}

}  // namespace
}  // namespace svitok::postings
