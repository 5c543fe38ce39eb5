#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <numeric>
#include <random>

#include "segment/index_folder.h"

namespace svitok::segment {
namespace {

struct Sizes {
  std::vector<std::uint64_t> live;
  std::vector<std::uint64_t> dead;
  std::uint64_t written = 0;

  void merge_as_needed() {
    for (auto which = choose_merge(live, dead); !which.empty(); which = choose_merge(live, dead)) {
      ASSERT_TRUE(std::is_sorted(which.begin(), which.end()));
      ASSERT_EQ(std::adjacent_find(which.begin(), which.end()), which.end());
      ASSERT_LT(which.back(), live.size());
      std::uint64_t sum = 0;
      for (auto at = which.rbegin(); at != which.rend(); ++at) {
        sum += live[*at];
        live.erase(live.begin() + static_cast<std::ptrdiff_t>(*at));
        dead.erase(dead.begin() + static_cast<std::ptrdiff_t>(*at));
      }
      written += sum;
      live.push_back(sum);
      dead.push_back(0);
    }
  }
};

struct Workload {
  const char* name;
  std::function<std::uint64_t(int, std::mt19937&)> size;
};

TEST(MergePolicyTest, TenThousandCommitsAreRewrittenALogarithmOfTimes) {
  const std::vector<Workload> workloads = {
      {"one document each", [](int, std::mt19937&) { return 1; }},
      {"up to 1,000 documents", [](int, std::mt19937& random) { return 1 + random() % 1000; }},
      {"growing", [](int commit, std::mt19937&) { return static_cast<std::uint64_t>(commit) + 1; }},
      {"shrinking", [](int commit, std::mt19937&) { return static_cast<std::uint64_t>(10000 - commit); }},
      {"mostly small, some huge",
       [](int, std::mt19937& random) -> std::uint64_t { return random() % 100 == 0 ? 100000 : 1 + random() % 3; }},
  };
  for (const Workload& workload : workloads) {
    std::mt19937 random(5);
    Sizes sizes;
    std::uint64_t documents = 0;
    for (int commit = 0; commit < 10000; ++commit) {
      const std::uint64_t size = workload.size(commit, random);
      documents += size;
      sizes.written += size;
      sizes.live.push_back(size);
      sizes.dead.push_back(0);
      sizes.merge_as_needed();
      ASSERT_LE(sizes.live.size(), 8U) << workload.name;
    }
    EXPECT_EQ(std::accumulate(sizes.live.begin(), sizes.live.end(), std::uint64_t{0}), documents);
    const double rewritten = static_cast<double>(sizes.written) / static_cast<double>(documents);
    EXPECT_LE(rewritten, std::log2(10000.0)) << workload.name;
  }
}

TEST(MergePolicyTest, NoSegmentStaysMoreThanHalfDead) {
  std::mt19937 random(6);
  Sizes sizes;
  for (int commit = 0; commit < 3000; ++commit) {
    sizes.live.push_back(1 + random() % 50);
    sizes.dead.push_back(0);
    for (std::size_t i = 0; i < sizes.live.size(); ++i) {
      const std::uint64_t die = std::min<std::uint64_t>(sizes.live[i] - 1, random() % 10);
      sizes.live[i] -= die;
      sizes.dead[i] += die;
    }
    sizes.merge_as_needed();
    ASSERT_LE(sizes.live.size(), 8U);
    for (std::size_t i = 0; i < sizes.live.size(); ++i) ASSERT_LE(sizes.dead[i], sizes.live[i]);
  }
}

TEST(MergePolicyTest, WhatIsInOrderIsLeftAlone) {
  EXPECT_TRUE(choose_merge({}, {}).empty());
  EXPECT_TRUE(choose_merge({5}, {5}).empty());
  EXPECT_TRUE(choose_merge({1, 1, 1, 1, 1, 1, 1, 1}, {0, 0, 0, 0, 0, 0, 0, 1}).empty());
  EXPECT_EQ(choose_merge({9, 5, 7}, {0, 6, 0}), std::vector<std::size_t>{1});
}

}  // namespace
}  // namespace svitok::segment
