#include "postings/packed_rows.h"

#include <cstddef>
#include <utility>

#include "postings/block_codec.h"
#include "postings/lanes.h"

namespace svitok::postings {

namespace {

constexpr std::size_t kRows = kBlock / 4;

// Row r of a block lies at bits [r * width, (r + 1) * width) of each lane's stream of 32-bit words.
template <unsigned kWidth>
void unpack(const char* packed, std::uint32_t* values) {
  if constexpr (kWidth == 0) {
    // Unrolled, lest the compiler make memset() of it, which is slow to start for so few bytes.
#pragma GCC unroll 32
    for (std::size_t row = 0; row < kRows; ++row) store_lanes(values + row * 4, Lanes{});
  } else {
    constexpr std::uint32_t kMask = kWidth == 32 ? UINT32_MAX : (1U << (kWidth % 32)) - 1;
    const Lanes mask = {kMask, kMask, kMask, kMask};
    Lanes word = load_lanes(packed);
#pragma GCC unroll 32
    for (unsigned row = 0; row < kRows; ++row) {
      const unsigned bit = row * kWidth % 32;
      const unsigned index = row * kWidth / 32;
      Lanes value = word >> bit;
      if (bit + kWidth >= 32 && index + 1 < kWidth) {
        word = load_lanes(packed + (index + 1) * sizeof(Lanes));
        if (bit + kWidth > 32) value |= word << (32 - bit);
      }
      store_lanes(values + row * 4, value & mask);
    }
  }
}

template <std::size_t... kWidths>
constexpr std::array<UnpackRows, sizeof...(kWidths)> make_unpackers(std::index_sequence<kWidths...>) {
  return {&unpack<static_cast<unsigned>(kWidths)>...};
}

// The reverse of unpack(); higher bits than kWidth are left out.
template <unsigned kWidth>
void pack(const std::uint32_t* values, char* packed) {
  if constexpr (kWidth != 0) {
    constexpr std::uint32_t kMask = kWidth == 32 ? UINT32_MAX : (1U << (kWidth % 32)) - 1;
    const Lanes mask = {kMask, kMask, kMask, kMask};
    Lanes word = {};
#pragma GCC unroll 32
    for (unsigned row = 0; row < kRows; ++row) {
      const unsigned bit = row * kWidth % 32;
      const unsigned index = row * kWidth / 32;
      const Lanes value = load_lanes(values + row * 4) & mask;
      word |= value << bit;
      if (bit + kWidth >= 32) {
        store_lanes(packed + index * sizeof(Lanes), word);
        word = bit + kWidth > 32 ? value >> (32 - bit) : Lanes{};
      }
    }
  }
}

template <std::size_t... kWidths>
constexpr std::array<PackRows, sizeof...(kWidths)> make_packers(std::index_sequence<kWidths...>) {
  return {&pack<static_cast<unsigned>(kWidths)>...};
}

}  // namespace

constexpr std::array<PackRows, 33> kPackRows = make_packers(std::make_index_sequence<33>{});
constexpr std::array<UnpackRows, 33> kUnpackRows = make_unpackers(std::make_index_sequence<33>{});

}  // namespace svitok::postings
