// Where the ones of a bit stream are: what it takes to read unary numbers in bulk.
#pragma once

#include <cstddef>
#include <cstdint>

namespace svitok::postings {

/// Bytes behind the places that find_ones() may overwrite.
inline constexpr std::size_t kOnesPadding = 64;

/// Writes where the ones of `bytes` bytes are, ascending, modulo 256, a byte each. Returns how many they are.
/// REQUIRES: bytes >= 8; `places` has room for that many and kOnesPadding.
std::size_t find_ones(const char* bits, std::size_t bytes, std::uint8_t* places) noexcept;

/// The same without instructions that only some processors have.
std::size_t find_ones_anywhere(const char* bits, std::size_t bytes, std::uint8_t* places) noexcept;

}  // namespace svitok::postings
