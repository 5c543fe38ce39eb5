// Memory on whichever pages cost less is memory.
#include "base/fresh_memory.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <new>
#include <thread>
#include <vector>

#include "base/large_pages.h"
#include "base/uninitialised.h"

namespace svitok::base {
namespace {

void check_fresh(std::size_t bytes) {
  auto* const memory = static_cast<unsigned char*>(allocate_fresh(bytes));
  EXPECT_EQ(reinterpret_cast<std::uintptr_t>(memory) % kLargePageBytes, 0U);
  for (std::size_t at = 0; at < bytes; at += 509) {
    EXPECT_EQ(memory[at], 0);
    memory[at] = 1;
  }
  memory[bytes - 1] = 1;
  free_fresh(memory, bytes);
}

TEST(FreshMemory, IsAlignedZeroAndAllThere) {
  for (const std::size_t bytes : {std::size_t{1}, kFreshBytes, kLargePageBytes, kLargePageBytes + 1}) {
    check_fresh(bytes);
  }
  // Enough for both kinds of pages to come.
  check_fresh(20 * kLargePageBytes);
}

TEST(FreshMemory, ManyThreadsHaveTheirs) {
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([] {
      for (std::size_t pieces = 1; pieces < 6; ++pieces) check_fresh(pieces * kLargePageBytes);
    });
  }
  for (std::thread& thread : threads) thread.join();
}

TEST(FreshMemory, ThatCannotBeHadIsBadAlloc) {
  EXPECT_THROW((void)allocate_fresh(static_cast<std::size_t>(-1)), std::bad_alloc);
  EXPECT_THROW((void)allocate_fresh(std::size_t{1} << 60U), std::bad_alloc);
}

TEST(FreshMemory, IsWhatLargeArraysLieOn) {
  std::vector<std::uint32_t, Uninitialised<std::uint32_t>> numbers;
  for (std::uint32_t i = 0; i < kFreshBytes; ++i) numbers.push_back(i);  // Grows from below kFreshBytes to above.
  std::uint32_t next = 0;
  for (const std::uint32_t number : numbers) ASSERT_EQ(number, next++);
  numbers.assign(numbers.size(), 7);
  numbers.resize(2 * numbers.size());
  EXPECT_EQ(numbers[kFreshBytes - 1], 7U);
  EXPECT_EQ(reinterpret_cast<std::uintptr_t>(numbers.data()) % kLargePageBytes, 0U);
  EXPECT_THROW(numbers.reserve(std::size_t{1} << 58U), std::bad_alloc);
}

}  // namespace
}  // namespace svitok::base
