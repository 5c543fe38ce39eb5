// The manifest: which segments and tombstones an index consists of, its schema and analyser. Text is for people, this
// is not: binary, with its own checksum. docs/format.md.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "segment/segment.h"
#include "svitok/schema.h"

namespace svitok::segment {

struct SegmentEntry {
  SegmentInfo info;
  std::string tombstones;  ///< Name of the file, "dead-000017-000042"; empty: none are dead.
  base::FileSeal tombstone_seal;
  std::uint32_t dead = 0;
  bool operator==(const SegmentEntry&) const = default;
};

struct Manifest {
  std::uint64_t generation = 0;  ///< manifest-000042
  std::uint32_t analyzer_version = 0;
  std::uint64_t next_segment = 1;  ///< Number for the next new segment; never reused.
  Fields fields;
  std::vector<SegmentEntry> segments;
};

[[nodiscard]] std::string encode(const Manifest& manifest);
/// Whether the fields are as schema.h asks.
[[nodiscard]] bool are_valid(const Fields& fields);
/// Throws CorruptionError or VersionError naming `path`.
[[nodiscard]] Manifest decode_manifest(const std::filesystem::path& path, std::string_view bytes);

}  // namespace svitok::segment
