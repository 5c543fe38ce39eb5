// The shape of a store file: what StoreWriter and Store agree on. Byte by byte in docs/format.md.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/coding.h"

namespace svitok::store {

inline constexpr std::string_view kKind = "svkstore";
inline constexpr std::uint32_t kVersion = 4;

/// Documents are gathered into blocks of this size; a larger document has a block of its own. Small, because a hit
/// costs the decompression of a block.
inline constexpr std::size_t kBlockBytes = 8192;
/// No block is larger than this, so that no file can make a reader allocate more.
inline constexpr std::size_t kMaxBlockBytes = std::size_t{128} << 20U;
/// Keys stand in pages of this many documents, the last one shorter.
inline constexpr std::uint32_t kKeysPerPage = 1024;

/// An entry of the block table.
struct BlockEntry {
  static constexpr std::size_t kBytes = 30;
  std::uint64_t offset = 0;
  std::uint32_t packed_bytes = 0;
  std::uint32_t raw_bytes = 0;
  std::uint32_t first_place = 0;
  std::uint64_t codes_offset = 0;  ///< Of what it begins with, in common with other blocks;
  std::uint16_t codes_bytes = 0;   ///< none of packed_bytes.
};

/// The last bytes of the payload: where everything is.
struct Trailer {
  static constexpr std::size_t kBytes = 36;
  std::uint32_t documents = 0;
  std::uint32_t blocks = 0;
  std::uint64_t block_table = 0;
  std::uint64_t key_page_table = 0;
  std::uint32_t ordered = 0;  ///< Entries of the table of places: one a document, or none where place and number agree.
  std::uint64_t place_table = 0;
};

inline void append(std::string& out, const BlockEntry& entry) {
  base::append_fixed(out, entry.offset);
  base::append_fixed(out, entry.packed_bytes);
  base::append_fixed(out, entry.raw_bytes);
  base::append_fixed(out, entry.first_place);
  base::append_fixed(out, entry.codes_offset);
  base::append_fixed(out, entry.codes_bytes);
}

inline void append(std::string& out, const Trailer& trailer) {
  base::append_fixed(out, trailer.documents);
  base::append_fixed(out, trailer.blocks);
  base::append_fixed(out, trailer.block_table);
  base::append_fixed(out, trailer.key_page_table);
  base::append_fixed(out, trailer.ordered);
  base::append_fixed(out, trailer.place_table);
}

/// REQUIRES of the decoders: bytes.size() == kBytes.
[[nodiscard]] inline BlockEntry decode_block_entry(std::string_view bytes) {
  base::Decoder in(bytes);
  BlockEntry entry;
  entry.offset = in.fixed<std::uint64_t>();
  entry.packed_bytes = in.fixed<std::uint32_t>();
  entry.raw_bytes = in.fixed<std::uint32_t>();
  entry.first_place = in.fixed<std::uint32_t>();
  entry.codes_offset = in.fixed<std::uint64_t>();
  entry.codes_bytes = in.fixed<std::uint16_t>();
  return entry;
}

[[nodiscard]] inline Trailer decode_trailer(std::string_view bytes) {
  base::Decoder in(bytes);
  Trailer trailer;
  trailer.documents = in.fixed<std::uint32_t>();
  trailer.blocks = in.fixed<std::uint32_t>();
  trailer.block_table = in.fixed<std::uint64_t>();
  trailer.key_page_table = in.fixed<std::uint64_t>();
  trailer.ordered = in.fixed<std::uint32_t>();
  trailer.place_table = in.fixed<std::uint64_t>();
  return trailer;
}

}  // namespace svitok::store
