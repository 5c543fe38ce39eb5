#include "base/large_pages.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <new>
#include <utility>

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

TEST(LargePages, HoldAnArrayThatGrowsAcrossTheirSize) {
  LargeArray<std::uint32_t> numbers(1000);
  for (const std::size_t size : {2000U, 600'000U, 1'200'001U, 1'200'001U, 9'000'000U}) {
    const auto before = static_cast<std::uint32_t>(numbers.size());
    for (std::uint32_t i = 0; i < before; ++i) numbers[i] = i + 1;
    numbers.grow(size);
    ASSERT_EQ(numbers.size(), size);
    for (std::uint32_t i = 0; i < size; ++i) ASSERT_EQ(numbers[i], i < before ? i + 1 : 0) << size;
  }
  LargeArray<std::uint32_t> others(5);
  others = std::move(numbers);
  EXPECT_EQ(others[1'200'000], 1'200'001U);
  EXPECT_THROW(others.grow(std::size_t{1} << 58U), std::bad_alloc);
  EXPECT_EQ(others[1'200'000], 1'200'001U);
}

}  // namespace
}  // namespace svitok::base
