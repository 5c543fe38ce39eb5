#include "postings/words_file.h"

#include <gtest/gtest.h>

#include "random_segment.h"
#include "svitok/error.h"

namespace svitok::postings {
namespace {

class WordsFileTest : public RandomSegmentTest {
 protected:
  void SetUp() override {
    RandomSegmentTest::SetUp();
    model_ = seal_random_segment(random_, 700, text(0), words(0));
  }
  std::vector<std::pair<std::string, FormInfo>> all_words() const {
    const WordsFile file(words(0));
    std::vector<std::pair<std::string, FormInfo>> all;
    for (auto forms = file.forms_with_prefix(""); forms.next();) all.emplace_back(forms.term(), forms.info());
    return all;
  }
  void write(const std::vector<std::pair<std::string, FormInfo>>& all) const {
    std::filesystem::remove(words(1));
    WordsWriter writer(words(1));
    for (const auto& [surface, form] : all) writer.add(surface, form);
    (void)writer.finish(false);
  }

  SegmentModel model_;
};

TEST_F(WordsFileTest, SeveralFormsAreTheSumOfEach) {
  SCOPED_TRACE("seed " + std::to_string(seed_));
  const PostingsFile text_file(text(0));
  const WordsFile words_file(words(0));
  for (const std::string& prefix : {std::string(), std::string("форма1"), std::string("форма29"), std::string("нет")}) {
    std::vector<FormInfo> forms;
    for (auto all = words_file.forms_with_prefix(prefix); all.next();) {
      if (prefix.empty() && random_() % 2 == 0) continue;  // Some of the forms of a key.
      forms.push_back(all.info());
      EXPECT_TRUE(all.term().starts_with(prefix));
    }
    std::map<std::uint32_t, std::uint32_t> expected;
    for (const FormInfo& form : forms) {
      for (const auto& [doc, freq] : freqs_of(text_file, {form})) expected[doc] += freq;
    }
    std::shuffle(forms.begin(), forms.end(), random_);
    EXPECT_EQ(freqs_of(text_file, forms), expected) << prefix;
  }
}

TEST_F(WordsFileTest, AFormCursorSkipsAndStops) {
  SCOPED_TRACE("seed " + std::to_string(seed_));
  const PostingsFile text_file(text(0));
  const WordsFile words_file(words(0));
  for (const auto& [surface, documents] : model_.surfaces) {
    const KeyForms forms = group_by_key({*words_file.find(surface)}, text_file).at(0);
    EXPECT_EQ(forms.documents(), documents.size());
    FormCursor cursor(text_file, forms);
    std::map<std::uint32_t, std::uint32_t> found;
    std::map<std::uint32_t, std::uint32_t> expected;
    for (std::uint32_t from = 0; from < 700;) {
      const auto limit = static_cast<std::uint32_t>(from + random_() % 200);
      EXPECT_LE(cursor.doc(),
                documents.lower_bound(from) == documents.end() ? kEnd : documents.lower_bound(from)->first);
      cursor.visit_below(limit, [&](std::uint32_t doc, std::uint32_t freq) { found[doc] += freq; });
      for (auto in = documents.lower_bound(from); in != documents.end() && in->first < limit; ++in)
        expected[in->first] = sum_of_weights(in->second);
      from = limit + static_cast<std::uint32_t>(random_() % 50);
      cursor.skip_to(from);
    }
    EXPECT_EQ(found, expected) << surface;
  }
}

TEST_F(WordsFileTest, WordsThatContradictTheirKeysAreFound) {
  const PostingsFile text_file(text(0));
  const auto good = all_words();
  write(good);
  EXPECT_NO_THROW(WordsFile(words(1)).verify(text_file));
  const auto expect_refused = [&](auto change) {
    auto bad = good;
    change(bad);
    write(bad);
    EXPECT_THROW(WordsFile(words(1)).verify(text_file), CorruptionError);
  };
  expect_refused([](auto& all) { ++all[5].second.documents; });
  expect_refused([](auto& all) { all[5].second.key = 1U << 30U; });
  expect_refused([](auto& all) { all[5].second.code = 1U << 30U; });
  expect_refused([](auto& all) { all[6].second = all[5].second; });
}

}  // namespace
}  // namespace svitok::postings
