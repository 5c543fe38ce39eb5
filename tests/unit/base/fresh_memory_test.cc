// Memory that is asked for at once holds what it held.
#include "base/fresh_memory.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <vector>

#include "base/uninitialised.h"

namespace svitok::base {
namespace {

TEST(FreshMemory, KeepsWhatItHoldsWhereverItBegins) {
  std::vector<unsigned char> bytes(3 * kFreshBytes);
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<unsigned char>(i * 7 % 251);
  const std::vector<unsigned char> before = bytes;
  for (const std::size_t at : {std::size_t{0}, std::size_t{1}, std::size_t{4095}, kFreshBytes + 17}) {
    for (const std::size_t size : {std::size_t{0}, std::size_t{1}, std::size_t{4097}, kFreshBytes}) {
      provide(bytes.data() + at, size);
    }
  }
  provide(nullptr, 0);
  EXPECT_EQ(bytes, before);
}

TEST(FreshMemory, IsWhatLargeArraysLieOn) {
  std::vector<std::uint32_t, Uninitialised<std::uint32_t>> numbers;
  for (std::uint32_t i = 0; i < kFreshBytes; ++i) numbers.push_back(i);  // Grows from below kFreshBytes to above.
  std::uint32_t next = 0;
  for (const std::uint32_t number : numbers) ASSERT_EQ(number, next++);
  numbers.assign(numbers.size(), 7);
  numbers.resize(2 * numbers.size());
  EXPECT_EQ(numbers[kFreshBytes - 1], 7U);
}

}  // namespace
}  // namespace svitok::base
