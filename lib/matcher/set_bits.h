// Turns a set of bits into a list of their numbers without a branch a bit: where bits lie cannot be predicted.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

namespace svitok::matcher {

/// Written at once, so that there must be room for as many behind the last.
inline constexpr std::size_t kSetBitsAtOnce = 8;

/// std::popcount(), which without an instruction for it is a call.
[[nodiscard]] constexpr std::size_t count_bits(std::uint64_t bits) {
  bits -= bits >> 1U & 0x5555555555555555U;
  bits = (bits & 0x3333333333333333U) + (bits >> 2U & 0x3333333333333333U);
  bits = (bits + (bits >> 4U)) & 0x0F0F0F0F0F0F0F0FU;
  return static_cast<std::size_t>(bits * 0x0101010101010101U >> 56U);
}

/// Writes the numbers of the bits that are set, ascending, and clears them. How many. REQUIRES: numbers fit 16 bits;
/// room for all of them and kSetBitsAtOnce.
inline std::size_t take_set_bits(std::span<std::uint64_t> words, std::uint16_t* numbers) {
  std::size_t taken = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    std::uint64_t bits = std::exchange(words[i], 0);
    const std::size_t count = count_bits(bits);
    for (std::size_t done = 0; done < count; done += kSetBitsAtOnce) {
#pragma GCC unroll 8
      for (std::size_t k = 0; k < kSetBitsAtOnce; ++k) {
        numbers[taken + done + k] =
            static_cast<std::uint16_t>(i * 64 + static_cast<std::size_t>(std::countr_zero(bits)));
        bits &= bits - 1;
      }
    }
    taken += count;
  }
  return taken;
}

}  // namespace svitok::matcher
