// Blocks of 128 unsigned integers as Rice codes (bits.h), high and low parts apart: for numbers that are spread so
// widely that packing them (block_codec.h) wastes most of a bit of each.
//
//   width (0..31): u8 | bytes of the high part (16..48): u8 | the low `width` bits of each number, in four interleaved
//   streams (packed_rows.h), 16 * width bytes | the high part: of each number, v >> width zeros and a one, and zeros up
//   to a whole byte
//
// The high part is never larger than that. One bit more in the width costs 128 bits and saves half of what the high
// parts add up to, or more; so with the best width they add up to less than 256.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "postings/block_codec.h"

namespace svitok::postings {

/// Appends the block that holds values[0..128), which is 16-byte aligned.
void encode_rice_block(const std::uint32_t* values, std::string& out);

/// Decodes one block from the front of `bytes` into values[0..128), which is 16-byte aligned. Returns the bytes that it
/// took; 0 if they are not a block.
[[nodiscard]] std::size_t decode_rice_block(std::string_view bytes, std::uint32_t* values) noexcept;

/// The same without instructions that only some processors have.
[[nodiscard]] std::size_t decode_rice_block_anywhere(std::string_view bytes, std::uint32_t* values) noexcept;

/// The bytes that the block at the front of `bytes` takes, without decoding; 0 if they are not a block.
[[nodiscard]] std::size_t skip_rice_block(std::string_view bytes) noexcept;

}  // namespace svitok::postings
