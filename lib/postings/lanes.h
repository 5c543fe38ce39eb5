// Four numbers at once. The compiler makes SSE2, NEON or plain code of it.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace svitok::postings {

using Lanes = std::uint32_t __attribute__((vector_size(16)));
/// What a comparison of Lanes gives: all bits of a lane, or none.
using Truths = std::int32_t __attribute__((vector_size(16)));

[[nodiscard]] inline Lanes load_lanes(const void* from) noexcept {
  Lanes lanes;
  std::memcpy(&lanes, from, sizeof lanes);
  return lanes;
}
inline void store_lanes(void* to, Lanes lanes) noexcept { std::memcpy(to, &lanes, sizeof lanes); }

[[nodiscard]] inline Lanes all_lanes(std::uint32_t value) noexcept { return Lanes{value, value, value, value}; }
template <int kLane>
[[nodiscard]] Lanes all_of_lane(Lanes lanes) noexcept {
  return __builtin_shufflevector(lanes, lanes, kLane, kLane, kLane, kLane);
}

/// Whether any of them is not 0.
[[nodiscard]] inline bool any_lane(Lanes lanes) noexcept {
  const auto halves = std::bit_cast<std::array<std::uint64_t, 2>>(lanes);
  return (halves[0] | halves[1]) != 0;
}

/// How many hold, one lane after the other, before the first that does not.
[[nodiscard]] inline std::uint32_t count_front(Truths first, Truths second) noexcept {
#ifdef __SSE2__
  const __m128i both = _mm_packs_epi32(std::bit_cast<__m128i>(first), std::bit_cast<__m128i>(second));
  const auto mask = static_cast<unsigned>(_mm_movemask_epi8(both));  // Two bits each.
  return static_cast<std::uint32_t>(__builtin_ctz(~mask)) / 2;
#else
  const std::array<Truths, 2> both = {first, second};
  std::uint32_t count = 0;
  while (count < 8 && both[count / 4][count % 4] != 0) ++count;
  return count;
#endif
}

/// Each lane with all before it added.
[[nodiscard]] inline Lanes sum_lanes(Lanes lanes) noexcept {
  constexpr Lanes kZero = {0, 0, 0, 0};
  lanes += __builtin_shufflevector(kZero, lanes, 0, 4, 5, 6);
  return lanes + __builtin_shufflevector(kZero, lanes, 0, 1, 4, 5);
}

}  // namespace svitok::postings
