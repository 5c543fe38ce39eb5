#include <random>

#include "sample_segments.h"

namespace svitok::segment {
namespace {

class MergeTest : public SegmentFixture, public testing::WithParamInterface<unsigned> {};

// Random puts, replacements and removals with the merges they cause, against a map.
TEST_P(MergeTest, AnyHistoryHoldsWhatAMapHolds) {
  std::mt19937 random(GetParam());
  auto index = open_index(index_path_, false);
  std::map<std::string, std::string> expected;
  for (int commit = 0; commit < 40; ++commit) {
    std::vector<Sample> samples;
    for (std::size_t i = 0; i <= random() % 60; ++i) samples.push_back({std::to_string(random() % 400), commit});
    std::sort(samples.begin(), samples.end(), [](const Sample& a, const Sample& b) { return a.key < b.key; });
    samples.erase(
        std::unique(samples.begin(), samples.end(), [](const Sample& a, const Sample& b) { return a.key == b.key; }),
        samples.end());
    if (random() % 4 == 0) {
      remove_keys(*index, samples);
      for (const Sample& sample : samples) expected.erase(sample.key);
    } else {
      put(*index, samples);
      for (const Sample& sample : samples) expected[sample.key] = sample.text();
    }
    index->merge_as_needed();
    ASSERT_LE(index->snapshot()->segments().size(), 8U);
    for (const LiveSegment& live : index->snapshot()->segments()) {
      ASSERT_LE(live.dead->size(), live.live_documents());
    }
    if (commit % 10 == 9) {
      if (random() % 2 == 0) index.reset();
      if (!index) index = open_index(index_path_, false);
      ASSERT_EQ(contents(*index->snapshot()), expected) << "commit " << commit;
    }
  }
  index->merge_all();
  EXPECT_EQ(index->snapshot()->segments().size(), 1U);
  EXPECT_EQ(index->snapshot()->all_documents(), expected.size());
  EXPECT_EQ(contents(*index->snapshot()), expected);
  EXPECT_EQ(verify(index_path_), std::vector<std::string>());
  // Nothing is left behind: CURRENT, the manifest, the lock and one segment.
  EXPECT_EQ(names_in(index_path_).size(), 7U);
}

INSTANTIATE_TEST_SUITE_P(Seeds, MergeTest, testing::Range(1U, 5U));

TEST_F(SegmentFixture, AMergeKeepsTheOrderOfDocumentsAndWhatTheyHave) {
  const auto index = open_index(index_path_);
  for (int part = 0; part < 3; ++part) put(*index, make_samples(part * 100, 100));
  put(*index, make_samples(150, 20, 1));
  index->merge_all();
  ASSERT_EQ(index->snapshot()->segments().size(), 1U);
  const Segment& merged = *index->snapshot()->segments()[0].segment;
  std::vector<std::string> keys;
  for (std::uint32_t doc = 0; doc < merged.info().documents; ++doc) keys.emplace_back(merged.store().key(doc));
  std::vector<std::string> expected;
  for (int i = 0; i < 300; ++i) {
    if (i < 150 || i >= 170) expected.push_back("key" + std::to_string(i));
  }
  for (int i = 150; i < 170; ++i) expected.push_back("key" + std::to_string(i));
  EXPECT_EQ(keys, expected);
  EXPECT_EQ(merged.text().find("all")->documents, 300U);
  EXPECT_EQ(merged.docs().filter_names(), std::vector<std::string>{"lang"});
}

TEST_F(SegmentFixture, MergingWhatIsMergedDoesNothing) {
  const auto index = open_index(index_path_);
  index->merge_all();
  EXPECT_FALSE(index->merge_as_needed());
  put(*index, make_samples(0, 10));
  const std::uint64_t generation = index->snapshot()->manifest().generation;
  index->merge_all();
  EXPECT_FALSE(index->merge_as_needed());
  EXPECT_EQ(index->snapshot()->manifest().generation, generation);
}

}  // namespace
}  // namespace svitok::segment
