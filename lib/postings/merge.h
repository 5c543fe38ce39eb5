// Merges the postings and the words of several segments into one, live documents only.
#pragma once

#include <cstdint>
#include <filesystem>
#include <utility>
#include <vector>

#include "base/output_file.h"
#include "postings/postings_file.h"
#include "postings/words_file.h"

namespace svitok::postings {

/// One input, and for each of its documents the number in the result, or kDropped. Live documents keep their order, and
/// all of an earlier input stand before those of a later one.
struct MergeInput {
  const PostingsFile* text = nullptr;
  const WordsFile* words = nullptr;
  std::vector<std::uint32_t> new_numbers;
};
inline constexpr std::uint32_t kDropped = UINT32_MAX;

/// Writes the merged files. Memory: 12 bytes a form of each input and of the result, one term's block at a time.
std::pair<base::FileSeal, base::FileSeal> merge_postings(const std::vector<MergeInput>& inputs,
                                                         const std::filesystem::path& text_path,
                                                         const std::filesystem::path& words_path, bool durable);

}  // namespace svitok::postings
