// An analyser in whose midst memory ran out goes on as if it had not. Here allocations fail when a test wants it: the
// program's operator new is this file's.
#include <gtest/gtest.h>

#include <cstdint>
#include <cstdlib>
#include <new>
#include <set>
#include <string>
#include <vector>

#include "text/analyzer.h"
#include "text/cluster_cache.h"
#include "unit/text/analyzer_testing.h"
#include "unit/text/random_text.h"

namespace {

thread_local std::size_t allocations_left = SIZE_MAX;

}  // namespace

// All forms of them, for those that are not here may be another allocator's. Not inline: GCC 12 warns of a free() in
// sight of an operator new whose malloc() it does not see.
[[gnu::noinline]] void* operator new(std::size_t size, const std::nothrow_t& /*tag*/) noexcept {
  if (allocations_left == 0) return nullptr;
  if (allocations_left != SIZE_MAX) --allocations_left;
  return std::malloc(size == 0 ? 1 : size);
}
[[gnu::noinline]] void* operator new(std::size_t size) {
  if (void* const memory = operator new(size, std::nothrow)) return memory;
  throw std::bad_alloc();
}
void* operator new[](std::size_t size) { return operator new(size); }
void* operator new[](std::size_t size, const std::nothrow_t& tag) noexcept { return operator new(size, tag); }
[[gnu::noinline]] void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t /*size*/) noexcept { operator delete(memory); }
void operator delete(void* memory, const std::nothrow_t& /*tag*/) noexcept { operator delete(memory); }
void operator delete[](void* memory) noexcept { operator delete(memory); }
void operator delete[](void* memory, std::size_t /*size*/) noexcept { operator delete(memory); }
void operator delete[](void* memory, const std::nothrow_t& /*tag*/) noexcept { operator delete(memory); }

namespace svitok::text {
namespace {

constexpr std::uint64_t kSeed = 20261128;

/// As long as it lives, only so many allocations of this thread succeed.
class FewAllocations {
 public:
  explicit FewAllocations(std::size_t count) { allocations_left = count; }
  ~FewAllocations() { allocations_left = SIZE_MAX; }
  FewAllocations(const FewAllocations&) = delete;
  FewAllocations& operator=(const FewAllocations&) = delete;
};

bool runs_out_of_memory(Analyzer& analyzer, const std::string& text, std::size_t allocations) {
  try {
    const FewAllocations few(allocations);
    for (analyzer.start(text); !analyzer.next_ids().empty();) {
    }
    return false;
  } catch (const std::bad_alloc&) {
    return true;
  }
}

std::set<std::string_view> surfaces_of(const Analyzer& analyzer) {
  std::set<std::string_view> surfaces;
  for (std::uint32_t id = 0; id < analyzer.words(); ++id) surfaces.insert(analyzer.word(id).surface());
  return surfaces;
}

// So little memory that clusters are thinned out and words forgotten all the time.
TEST(OutOfMemory, AnAnalyserGoesOnAsIfItHadNotHappened) {
  SCOPED_TRACE(kSeed);
  const std::vector<std::string> pieces = {"а", "не", "Мир", "ё", "b", "ing", "Über",
                                           "7", "-",  ".",   "'", " ", " ",   "日本"};
  RandomText random(kSeed);
  Analyzer analyzer(AnalyzerOptions{.cache_bytes = 0, .word_bytes = 40'000});
  Analyzer spared;
  std::size_t failures = 0;
  for (int i = 0; i < 2'000; ++i) {
    const std::string text = random.joined(pieces, 400);
    if (runs_out_of_memory(analyzer, text, random.below(12))) ++failures;
    ASSERT_EQ(analyze(analyzer, text), analyze(spared, text)) << text;
    ASSERT_EQ(surfaces_of(analyzer).size(), analyzer.words());
  }
  EXPECT_GT(failures, 200U);
  EXPECT_GT(analyzer.generation(), 10U);
}

/// Clusters that take several chunks of an arena, of 255 bytes and two words each.
class ManyClusters {
 public:
  ManyClusters() {
    for (std::uint32_t i = 0; i < kCount; ++i) {
      texts_.push_back(std::to_string(i));
      texts_.back().resize(ClusterCache::kLongestCluster, '-');
    }
    for (std::uint32_t i = 0; i < kCount; ++i) {
      cache_.make_room(1);
      cache_.add(key(i), tokens(i), 2);
      EXPECT_NE(cache_.find(key(i)), nullptr);
    }
  }

  ClusterCache& cache() { return cache_; }

  /// How many clusters are still known; all of these as they were.
  std::size_t count_known() {
    std::size_t count = 0;
    for (std::uint32_t i = 0; i < kCount; ++i) {
      const KnownCluster* const known = cache_.find(key(i));
      if (known == nullptr) continue;
      ++count;
      const auto found = cache_.stored(*known).tokens();
      EXPECT_EQ(found.size(), 2U);
      EXPECT_EQ(found[0].word, i);
    }
    return count;
  }

  static constexpr std::uint32_t kCount = 20'000;

 private:
  HashedBytes key(std::uint32_t i) const {
    HashedBytes key;
    cache_.hash(texts_[i], 0, texts_[i].size(), key);
    return key;
  }
  static std::vector<TokenTemplate> tokens(std::uint32_t i) {
    return {{.word = i, .begin = 0, .end = 5, .position = 0, .extra = false},
            {.word = i, .begin = 6, .end = 7, .position = 1, .extra = false}};
  }

  std::vector<std::string> texts_;
  ClusterCache cache_{std::size_t{64} << 20U};
};

TEST(OutOfMemory, NoClusterKeepsANameOfMemoryThatIsGone) {
  std::size_t failures = 0;
  for (std::size_t allocations = 0; allocations < 12; ++allocations) {
    ManyClusters clusters;
    ASSERT_EQ(clusters.count_known(), ManyClusters::kCount);
    bool failed = false;
    try {
      const FewAllocations few(allocations);
      clusters.cache().renumber([](std::uint32_t id) { return id; });
    } catch (const std::bad_alloc&) {
      failed = true;
    }
    failures += failed ? 1 : 0;
    EXPECT_EQ(clusters.count_known(), failed ? 0 : ManyClusters::kCount);
  }
  EXPECT_GT(failures, 3U);
  EXPECT_LT(failures, 12U);
}

}  // namespace
}  // namespace svitok::text
