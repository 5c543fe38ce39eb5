// Whatever the cache still knows of a cluster is what it was told.
#include "text/cluster_cache.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "unit/text/random_text.h"

namespace svitok::text {
namespace {

HashedBytes hashed(const ClusterCache& cache, std::string_view text, std::size_t at, std::size_t size) {
  HashedBytes key{};
  cache.hash(text, at, size, key);
  return key;
}

struct Known {
  std::vector<std::uint32_t> words;
  std::uint16_t positions = 0;
};

/// One word as it stands for every second cluster, else several tokens.
std::vector<TokenTemplate> tokens_for(const std::string& cluster, std::uint32_t number) {
  const auto size = static_cast<std::uint16_t>(cluster.size());
  if (number % 2 == 0) return {{.word = number, .begin = 0, .end = size, .position = 0, .extra = false}};
  std::vector<TokenTemplate> tokens;
  for (std::uint16_t i = 0; i < number % 5; ++i) {
    tokens.push_back({.word = number + i, .begin = 0, .end = size, .position = i, .extra = i == 3});
  }
  return tokens;
}

std::vector<std::uint32_t> words_of(const ClusterCache& cache, const KnownCluster& known) {
  if (!known.stored) return {known.value};
  std::vector<std::uint32_t> words;
  for (const TokenTemplate& token : cache.stored(known).tokens()) words.push_back(token.word);
  return words;
}

/// A short one of few letters, so that many come again; now and then one with a long tail.
std::string random_cluster(RandomText& random) {
  std::string cluster;
  const std::size_t letters = 1 + random.below(random.below(20) == 0 ? ClusterCache::kLongestCluster : 12);
  for (std::size_t i = 0; i < letters; ++i) cluster.push_back(static_cast<char>('a' + random.below(i < 3 ? 8 : 2)));
  return cluster;
}

class ClusterCacheOfSize : public testing::TestWithParam<std::size_t> {};
INSTANTIATE_TEST_SUITE_P(Bytes, ClusterCacheOfSize, testing::Values(0, std::size_t{1} << 17U, std::size_t{1} << 24U));

TEST_P(ClusterCacheOfSize, RemembersNothingThatItWasNotTold) {
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE(seed);
  RandomText random(seed);
  ClusterCache cache(GetParam());
  std::map<std::string, Known> told;
  std::size_t found = 0;
  for (std::uint32_t i = 0; i < 60'000; ++i) {
    const std::string cluster = random_cluster(random);
    const HashedBytes key = hashed(cache, cluster, 0, cluster.size());
    cache.make_room(1);
    if (const KnownCluster* slot = cache.find(key)) {
      ++found;
      ASSERT_EQ(words_of(cache, *slot), told[cluster].words) << cluster;
      const std::uint16_t positions = slot->stored ? cache.stored(*slot).position_count : std::uint16_t{1};
      ASSERT_EQ(positions, told[cluster].positions) << cluster;
      continue;
    }
    const std::vector<TokenTemplate> tokens = tokens_for(cluster, i);
    const auto positions = static_cast<std::uint16_t>(tokens.size());
    cache.add(key, tokens, positions);
    Known& known = told[cluster];
    known = {{}, positions};
    for (const TokenTemplate& token : tokens) known.words.push_back(token.word);
  }
  EXPECT_GT(found, 5'000U);

  // One that was met again just now, since all others may have been thinned out a moment ago.
  const std::string again = "met again";
  const HashedBytes key_of_again = hashed(cache, again, 0, again.size());
  cache.make_room(1);
  cache.add(key_of_again, tokens_for(again, 60'000), 1);
  ASSERT_NE(cache.find(key_of_again), nullptr);
  told[again] = {{60'000}, 1};

  // Those that stay after new numbers are the same clusters by their new numbers.
  cache.renumber([](std::uint32_t word) { return word + 7; });
  std::size_t kept = 0;
  for (auto& [cluster, known] : told) {
    const KnownCluster* slot = cache.find(hashed(cache, cluster, 0, cluster.size()));
    if (slot == nullptr) continue;
    ++kept;
    for (std::uint32_t& word : known.words) word += 7;
    ASSERT_EQ(words_of(cache, *slot), known.words) << cluster;
  }
  EXPECT_GT(kept, 0U);
  EXPECT_LT(kept, told.size());
}

TEST(ClusterCache, KeepsWithinItsBytesWhenClustersAreLong) {
  constexpr std::size_t kBytes = std::size_t{1} << 20U;
  ClusterCache cache(kBytes);
  std::string cluster(ClusterCache::kLongestCluster, 'x');
  std::size_t most = 0;
  for (std::uint32_t i = 0; i < 20'000; ++i) {
    const std::string number = std::to_string(i);
    std::copy(number.begin(), number.end(), cluster.end() - static_cast<std::ptrdiff_t>(number.size()));
    const HashedBytes key = hashed(cache, cluster, 0, cluster.size());
    cache.make_room(1);
    cache.add(key, tokens_for(cluster, i), 1);
    ASSERT_NE(cache.find(key), nullptr);  // All are met again, so that thinning out alone would not do.
    most = std::max(most, cache.bytes());
  }
  EXPECT_GT(most, kBytes / 2);
  EXPECT_LT(most, 2 * kBytes);
}

TEST(ClusterCache, ReadsNothingBehindTheText) {
  ClusterCache cache(0);
  for (std::size_t size = 1; size < 60; ++size) {
    const std::vector<char> exact(size, 'x');  // so that a sanitizer sees its end
    const std::string longer = std::string(size, 'x') + "yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy";
    const HashedBytes a = hashed(cache, {exact.data(), size}, 0, size);
    const HashedBytes b = hashed(cache, longer, 0, size);
    EXPECT_EQ(a.hash, b.hash);
    EXPECT_EQ(a.head, b.head);
  }
}

}  // namespace
}  // namespace svitok::text
