// The names of the files of an index folder. Only names of these shapes are ever read because a file says so, or
// removed.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace svitok::segment {

inline constexpr const char* kCurrent = "CURRENT";
inline constexpr const char* kLock = "lock";
inline constexpr std::string_view kSegmentSuffixes[] = {".docs", ".store", ".text", ".words"};

/// "manifest-000042"
[[nodiscard]] std::string manifest_name(std::uint64_t generation);
/// "segment-000017"
[[nodiscard]] std::string segment_name(std::uint64_t number);
/// "dead-000017-000042": the dead of a segment as of a manifest.
[[nodiscard]] std::string tombstones_name(std::string_view segment, std::uint64_t generation);

[[nodiscard]] bool is_manifest_name(std::string_view name);
[[nodiscard]] bool is_segment_name(std::string_view name);
[[nodiscard]] bool is_tombstones_name(std::string_view name);
/// "segment-000017.docs" and the like.
[[nodiscard]] bool is_segment_file_name(std::string_view name);
/// A file or folder that a writer of ours made: a manifest, tombstones, a segment's file, or a temporary of one of
/// these.
[[nodiscard]] bool is_ours(std::string_view name);

}  // namespace svitok::segment
