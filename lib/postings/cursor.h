// Walks the documents of one term.
#pragma once

#include <cstdint>
#include <vector>

#include "postings/block_codec.h"

namespace svitok::base {
class CheckedFile;
}

namespace svitok::postings {

/// Past the last document.
inline constexpr std::uint32_t kEnd = UINT32_MAX;

/// A term's entry in the dictionary.
struct TermInfo {
  std::uint32_t documents = 0;    ///< Documents that have the term, removed ones included.
  std::uint64_t occurrences = 0;  ///< Positions (kPositions) or summed frequencies (kDocuments).
  std::uint64_t postings_offset = 0;
  std::uint32_t postings_bytes = 0;
  std::uint64_t positions_offset = 0;
  std::uint64_t positions_bytes = 0;
};

/// See postings_file.h for lifetime and threads.
class Cursor;

}  // namespace svitok::postings
