// The parts of a postings file that its writer and its reader share. The bytes are described in docs/format.md.
#pragma once

#include <cstdint>
#include <string_view>

#include "postings/dictionary.h"

namespace svitok::postings {

inline constexpr std::string_view kPostingsKind = "svkposts";
inline constexpr std::uint32_t kPostingsVersion = 4;

/// Stands at the end of the payload.
struct PostingsTrailer {
  std::uint32_t documents;
  std::uint32_t fields;
  std::uint64_t total_length;
  std::uint64_t codes_offset;   ///< u8 a document.
  std::uint64_t starts_offset;  ///< u32 a document and field but the first.
  DictionaryPlace dictionary;
};
static_assert(sizeof(PostingsTrailer) == 72);

}  // namespace svitok::postings
