// The parts of a postings file that its writer and its reader share. The bytes are described in docs/format.md.
#pragma once

#include <cstdint>
#include <string_view>

namespace svitok::postings {

inline constexpr std::string_view kPostingsKind = "svkposts";
inline constexpr std::uint32_t kPostingsVersion = 1;

/// Terms in a block of the dictionary; each block is looked up by the first 8 bytes of its first term.
inline constexpr std::uint32_t kTermsPerBlock = 32;

/// Stands at the end of the payload.
struct PostingsTrailer {
  std::uint32_t layout;
  std::uint32_t documents;
  std::uint32_t fields;
  std::uint32_t dictionary_blocks;
  std::uint64_t total_length;
  std::uint64_t terms;
  std::uint64_t codes_offset;   ///< u8 a document (kPositions).
  std::uint64_t starts_offset;  ///< u32 a document and field but the first (kPositions).
  std::uint64_t dictionary_offset;
  std::uint64_t dictionary_bytes;
  std::uint64_t prefixes_offset;  ///< u64 a block: the first 8 bytes of its first term, big-endian, padded with zeros.
  std::uint64_t blocks_offset;    ///< u64 a block: where it begins in the dictionary.
};
static_assert(sizeof(PostingsTrailer) == 80);

/// The first 8 bytes of a term as a number that compares as they do.
[[nodiscard]] inline std::uint64_t prefix_number(std::string_view term) noexcept {
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < 8; ++i) {
    number = number << 8U | (i < term.size() ? static_cast<unsigned char>(term[i]) : 0U);
  }
  return number;
}

}  // namespace svitok::postings
