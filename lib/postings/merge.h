// Merges the postings of several segments into one, live documents only.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "base/output_file.h"
#include "postings/postings_file.h"

namespace svitok::postings {

/// One input: its postings, and for each of its documents the number in the result, or kDropped. Live documents keep
/// their order, and all of an earlier input stand before those of a later one.
struct MergeInput {
  const PostingsFile* postings = nullptr;
  std::vector<std::uint32_t> new_numbers;
};
inline constexpr std::uint32_t kDropped = UINT32_MAX;

/// The lengths of the merged documents, from the inputs' (.text) files.
[[nodiscard]] DocumentLengths merge_lengths(const std::vector<MergeInput>& inputs);

/// Writes the merged file of one layout. Memory: one term's block at a time.
base::FileSeal merge_postings(const std::vector<MergeInput>& inputs, Layout layout, const DocumentLengths& lengths,
                              const std::filesystem::path& path, bool durable);

}  // namespace svitok::postings
