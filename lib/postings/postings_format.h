// The parts of a postings file that its writer and its reader share. The bytes are described in docs/format.md.
#pragma once

#include <cstdint>
#include <string_view>

#include "postings/dictionary.h"

namespace svitok::postings {

inline constexpr std::string_view kPostingsKind = "svkposts";
inline constexpr std::uint32_t kPostingsVersion = 5;

/// Stands at the end of the payload.
struct PostingsTrailer {
  std::uint32_t documents;
  std::uint16_t fields;
  std::uint16_t start_bytes;  ///< Of the position of a field's first word: 1, 2 or 4.
  std::uint64_t total_length;
  std::uint64_t codes_offset;   ///< u8 a document.
  std::uint64_t starts_offset;  ///< One a document and field but the first.
  DictionaryPlace dictionary;
};
static_assert(sizeof(PostingsTrailer) == 80);

}  // namespace svitok::postings
