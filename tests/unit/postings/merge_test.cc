#include "postings/merge.h"

#include <gtest/gtest.h>

#include <memory>

#include "random_segment.h"

namespace svitok::postings {
namespace {

using MergeTest = RandomSegmentTest;

// Adds what is live of one input's places.
void add_live(const PlacesOfTerms& from, const std::vector<std::uint32_t>& new_numbers, PlacesOfTerms& to) {
  for (const auto& [term, documents] : from) {
    for (const auto& [doc, places] : documents) {
      if (new_numbers[doc] != kDropped) to[term][new_numbers[doc]] = places;
    }
  }
}

TEST_F(MergeTest, KeepsLiveDocumentsInOrder) {
  SCOPED_TRACE("seed " + std::to_string(seed_));
  SegmentModel expected;
  std::vector<std::unique_ptr<PostingsFile>> texts;
  std::vector<std::unique_ptr<WordsFile>> words_files;
  std::vector<MergeInput> inputs;
  for (int i = 0; i < 4; ++i) {
    const SegmentModel model = seal_random_segment(random_, i == 2 ? 1 : 300, text(i), words(i));
    texts.push_back(std::make_unique<PostingsFile>(text(i)));
    words_files.push_back(std::make_unique<WordsFile>(words(i)));
    MergeInput input{texts.back().get(), words_files.back().get(), {}};
    const unsigned one_in = i == 3 ? 1 : 3;  // Of the last one nothing is left.
    for (std::uint32_t doc = 0; doc < model.documents; ++doc)
      input.new_numbers.push_back(random_() % one_in == 0 ? kDropped : expected.documents++);
    add_live(model.keys, input.new_numbers, expected.keys);
    add_live(model.surfaces, input.new_numbers, expected.surfaces);
    inputs.push_back(std::move(input));
  }
  (void)merge_postings(inputs, text(9), words(9), false);
  const PostingsFile merged(text(9));
  const WordsFile merged_words(words(9));
  EXPECT_EQ(merged.documents(), expected.documents);
  EXPECT_EQ(merged.lengths().field_starts.size(), 2 * expected.documents);
  expect_keys(merged, expected.keys);
  expect_words(merged_words, merged, expected.surfaces);
  EXPECT_NO_THROW(merged.verify());
  EXPECT_NO_THROW(merged_words.verify(merged));
  // And once more: what was merged is an input as any other.
  std::vector<std::uint32_t> same(expected.documents);
  for (std::uint32_t doc = 0; doc < expected.documents; ++doc) same[doc] = doc;
  const std::vector<MergeInput> again = {{&merged, &merged_words, same}};
  (void)merge_postings(again, text(10), words(10), false);
  const PostingsFile twice(text(10));
  expect_keys(twice, expected.keys);
  expect_words(WordsFile(words(10)), twice, expected.surfaces);
}

}  // namespace
}  // namespace svitok::postings
