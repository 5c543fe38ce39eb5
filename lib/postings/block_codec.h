// Blocks of 128 unsigned integers in as few bits as pay: bit packing with exceptions.
//
// Most of a block's numbers are small and a few are not, so a block is packed at a width that the few do not dictate:
// their low bits are packed with the rest, their high bits follow as exceptions (PFOR; Zukowski et al., ICDE 2006; the
// width that makes the block smallest, as in OptPFD, Yan et al., WWW 2009). The packed part is laid out in four
// interleaved lanes, so that one 128-bit instruction unpacks four numbers (Lemire and Boytsov, SP&E 2015).
//
//   width (0..32) u8 | 16 * width bytes                                                   without exceptions
//   width + 64 u8 | exceptions u8 | their width u8 | 16 * width bytes | an index u8 an exception | the high bits of
//   all, each of their width, one behind the other from the low end                            with exceptions
//
// So the first three bytes tell how long a block is, and one that is passed over costs no more than reading them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "postings/lanes.h"

namespace svitok::postings {

inline constexpr std::size_t kBlock = 128;

/// Appends the block that holds values[0..128).
void encode_block(const std::uint32_t* values, std::string& out);

/// Decodes one block from the front of `bytes` into values[0..128), which is 16-byte aligned. Returns the bytes that it
/// took; 0 if they are not a block. REQUIRES: kBitsPadding (bits.h) readable bytes behind `bytes`.
[[nodiscard]] std::size_t decode_block(std::string_view bytes, std::uint32_t* values) noexcept;

/// The bytes that the block at the front of `bytes` takes, without unpacking; 0 if they are not a block.
[[nodiscard]] std::size_t skip_block(std::string_view bytes) noexcept;

/// Turns gaps into numbers: values[i] = base + sum of (values[0..i] + 1), modulo 2^32. `values` is 16-byte aligned.
/// True if all gaps are so small that the numbers cannot have wrapped round between the first and the last.
bool prefix_sum(std::uint32_t* values, std::uint32_t base) noexcept;

/// sums[i] = sum of values[0..i], modulo 2^32. Both are 16-byte aligned.
void running_sum(const std::uint32_t* values, std::uint32_t* sums) noexcept;

/// The sum of values[0..count), modulo 2^32. REQUIRES: count < kBlock; 16-byte aligned.
[[nodiscard]] inline std::uint32_t sum_below(const std::uint32_t* values, std::uint32_t count) noexcept {
  constexpr Lanes kNumbers = {0, 1, 2, 3};
  Lanes sum = {};
  std::uint32_t i = 0;
  for (; i + 4 <= count; i += 4) sum += load_lanes(values + i);
  sum += load_lanes(values + i) & static_cast<Lanes>(kNumbers < all_lanes(count - i));
  return sum[0] + sum[1] + sum[2] + sum[3];
}

/// How many of values[0..8), which are 16-byte aligned, stand before the first that is not less than `limit`.
[[nodiscard]] inline std::uint32_t count_less_of_8(const std::uint32_t* values, std::uint32_t limit) noexcept {
  const Lanes limits = all_lanes(limit);
  return count_front(load_lanes(values) < limits, load_lanes(values + 4) < limits);
}

}  // namespace svitok::postings
