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

/// What turned the documents into keys. Documents and queries meet only if both went through the same.
struct AnalyzerIdentity {
  std::uint32_t version = 0;       ///< Of the program's rules.
  std::uint64_t dictionaries = 0;  ///< A fingerprint of the dictionaries that were there; 0: none.
  bool operator==(const AnalyzerIdentity&) const = default;
};

struct Manifest {
  std::uint64_t generation = 0;  ///< manifest-000042
  AnalyzerIdentity analyzer;
  std::uint64_t next_segment = 1;  ///< Number for the next new segment; never reused.
  Fields fields;
  std::vector<SegmentEntry> segments;
};

/// What to tell a person if an index was made by other rules, or with other dictionaries, than are there now; else
/// empty.
[[nodiscard]] std::string difference(const AnalyzerIdentity& made_by, const AnalyzerIdentity& present);

[[nodiscard]] std::string encode(const Manifest& manifest);
/// Whether the fields are as schema.h asks.
[[nodiscard]] bool are_valid(const Fields& fields);
/// Throws CorruptionError or VersionError naming `path`.
[[nodiscard]] Manifest decode_manifest(const std::filesystem::path& path, std::string_view bytes);

}  // namespace svitok::segment
