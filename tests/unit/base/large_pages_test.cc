#include "base/large_pages.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <new>
#include <numeric>
#include <vector>

namespace svitok::base {
namespace {

TEST(LargePages, AreAlignedZeroAndAllThere) {
  for (const std::size_t bytes : {std::size_t{1}, kLargePageBytes, kLargePageBytes + 1, 5 * kLargePageBytes - 3}) {
    auto* const memory = static_cast<unsigned char*>(allocate_large(bytes));
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(memory) % kLargePageBytes, 0U);
    EXPECT_EQ(memory[0] + memory[bytes - 1], 0);
    memory[0] = memory[bytes - 1] = 1;
    free_large(memory, bytes);
  }
}

TEST(LargePages, ThatCannotBeHadAreBadAlloc) {
  EXPECT_THROW((void)allocate_large(static_cast<std::size_t>(-1)), std::bad_alloc);
  EXPECT_THROW((void)allocate_large(std::size_t{1} << 60U), std::bad_alloc);
}

TEST(LargePages, HoldAVectorThatGrowsAcrossTheirSize) {
  std::vector<std::uint32_t, LargePages<std::uint32_t>> numbers;
  for (std::uint32_t i = 0; i < 2'000'000; ++i) numbers.push_back(i);
  EXPECT_EQ(std::accumulate(numbers.begin(), numbers.end(), std::uint64_t{0}), std::uint64_t{1'999'999} * 1'000'000);
}

}  // namespace
}  // namespace svitok::base
