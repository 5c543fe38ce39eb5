#include "postings/find_ones.h"

#include <array>
#include <cstring>

namespace svitok::postings {

namespace {

constexpr std::uint64_t in_every_byte(std::uint64_t byte) { return byte * 0x0101'0101'0101'0101; }

// Of a byte, which of its bits are ones, a byte each from the low end. The last byte is one less than their number: of
// eight ones this is the place of the last.
constexpr std::array<std::uint64_t, 256> make_ones() {
  std::array<std::uint64_t, 256> ones{};
  for (unsigned byte = 0; byte < 256; ++byte) {
    unsigned count = 0;
    for (unsigned bit = 0; bit < 8; ++bit) {
      if ((byte >> bit & 1U) != 0) ones[byte] |= std::uint64_t{bit} << (8U * count++);
    }
    if (count < 8) ones[byte] |= (std::uint64_t{count} - 1) << 56U;
  }
  return ones;
}
constexpr std::array<std::uint64_t, 256> kOnes = make_ones();

// Appends those of `kBytes` bytes, of which the first begins with bit `bit` of the stream. Without branches: how many
// ones a byte has cannot be predicted.
template <std::size_t kBytes>
std::uint8_t* append(const char* bits, std::size_t bit, std::uint8_t* next) {
  std::uint64_t base = in_every_byte(bit % 256);
#pragma GCC unroll 8
  for (std::size_t i = 0; i < kBytes; ++i, base += in_every_byte(8)) {
    const std::uint64_t ones = kOnes[static_cast<unsigned char>(bits[i])];
    const std::uint64_t places = ones + base;
    std::memcpy(next, &places, sizeof places);
    next += (static_cast<std::int64_t>(ones) >> 56U) + 1;
  }
  return next;
}

}  // namespace

std::size_t find_ones_anywhere(const char* bits, std::size_t bytes, std::uint8_t* places) noexcept {
  constexpr std::size_t kStep = 8;
  std::uint8_t* next = places;
  std::size_t i = 0;
  for (; i + kStep <= bytes; i += kStep) next = append<kStep>(bits + i, i * 8, next);
  for (; i < bytes; ++i) next = append<1>(bits + i, i * 8, next);
  return static_cast<std::size_t>(next - places);
}

std::size_t find_ones(const char* bits, std::size_t bytes, std::uint8_t* places) noexcept {
  return find_ones_anywhere(bits, bytes, places);
}

}  // namespace svitok::postings
