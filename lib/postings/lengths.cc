#include "postings/lengths.h"

#include <bit>

namespace svitok::postings {

// Codes 0..31 are themselves. Above, with e = (code - 32) / 16 and m = (code - 32) % 16: (16 + m) << (e + 1), the
// length rounded down to five significant bits.

std::uint8_t encode_length(std::uint64_t length) noexcept {
  if (length < 32) return static_cast<std::uint8_t>(length);
  const auto shift = static_cast<unsigned>(std::bit_width(length)) - 5;
  const std::uint64_t code = 32 + (shift - 1) * 16 + ((length >> shift) - 16);
  return code > 255 ? std::uint8_t{255} : static_cast<std::uint8_t>(code);
}

std::uint32_t decode_length(std::uint8_t code) noexcept {
  if (code < 32) return code;
  const unsigned above = code - 32U;
  return (16U + above % 16U) << (above / 16U + 1U);
}

}  // namespace svitok::postings
