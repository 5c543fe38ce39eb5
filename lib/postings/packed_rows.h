// 128 numbers of one width, in four interleaved streams: number i is number i / 4 of stream i mod 4, so that a row of
// four is packed and unpacked by 128-bit instructions (Lemire and Boytsov, SP&E 2015).
#pragma once

#include <array>
#include <cstdint>

namespace svitok::postings {

/// Writes 16 * width bytes; bits of the values above `width` are left out. `values` is 16-byte aligned.
using PackRows = void (*)(const std::uint32_t* values, char* packed);
/// The reverse.
using UnpackRows = void (*)(const char* packed, std::uint32_t* values);

/// One for each width, 0 to 32.
extern const std::array<PackRows, 33> kPackRows;
extern const std::array<UnpackRows, 33> kUnpackRows;

}  // namespace svitok::postings
