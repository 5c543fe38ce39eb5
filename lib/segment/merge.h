// Several segments into one, without their dead documents.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "segment/snapshot.h"

namespace svitok::segment {

/// Writes the files of segment `name`. The inputs' live documents keep their order, those of earlier inputs first. On
/// an exception some files may be left, which IndexFolder::remove_leftovers() removes.
[[nodiscard]] SegmentInfo merge_segments(const std::filesystem::path& folder, const std::string& name,
                                         const std::vector<LiveSegment>& inputs, bool durable);

}  // namespace svitok::segment
