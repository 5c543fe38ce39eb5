// Which documents of a segment are dead, as a file of their own: a segment never changes, its tombstones are replaced.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "base/output_file.h"

namespace svitok::segment {

/// `dead`: ascending.
base::FileSeal write_tombstones(const std::filesystem::path& path, const std::vector<std::uint32_t>& dead,
                                bool durable);

/// Throws CorruptionError unless the file has that seal and `count` numbers below `documents`.
[[nodiscard]] std::vector<std::uint32_t> read_tombstones(const std::filesystem::path& path, const base::FileSeal& seal,
                                                         std::uint32_t count, std::uint32_t documents);

}  // namespace svitok::segment
