#include "postings/inverter.h"

#include <gtest/gtest.h>

#include "random_segment.h"

namespace svitok::postings {
namespace {

using InverterTest = RandomSegmentTest;

TEST_F(InverterTest, TurnsRandomDocumentsOver) {
  SCOPED_TRACE("seed " + std::to_string(seed_));
  const SegmentModel model = seal_random_segment(random_, 500, text(0), words(0));
  const PostingsFile text_file(text(0));
  const WordsFile words_file(words(0));
  expect_keys(text_file, model.keys);
  expect_words(words_file, text_file, model.surfaces);
  EXPECT_NO_THROW(text_file.verify());
  EXPECT_NO_THROW(words_file.verify(text_file));
  EXPECT_EQ(text_file.field_starts()(0, 0), 0U);
  EXPECT_LE(text_file.field_starts()(7, 1), text_file.field_starts()(7, 2));
}

}  // namespace
}  // namespace svitok::postings
