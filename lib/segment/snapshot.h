// What an index holds as of one manifest: segments, and which of their documents are dead. Immutable and shared: a
// reader keeps the files it has open, whatever a writer publishes or deletes meanwhile.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "segment/manifest.h"
#include "segment/segment.h"

namespace svitok::segment {

/// One segment as a snapshot sees it.
struct LiveSegment {
  std::shared_ptr<const Segment> segment;
  std::shared_ptr<const std::vector<std::uint32_t>> dead;  ///< Ascending document numbers; never null, may be empty.
  [[nodiscard]] bool is_dead(std::uint32_t doc) const;
  [[nodiscard]] std::uint32_t live_documents() const noexcept;
};

/// Whether there is an index in the folder: whether it has a CURRENT.
[[nodiscard]] bool has_index(const std::filesystem::path& folder) noexcept;
/// The manifest that CURRENT names. Throws IoError ("there is no index here"), CorruptionError, VersionError.
[[nodiscard]] Manifest read_manifest(const std::filesystem::path& folder);

/// Thread-safe.
class Snapshot {
 public:
  /// Opens the manifest that CURRENT names in `folder`. Segments that `previous` (may be null) has open are shared, not
  /// reopened. A writer may delete the files of an old manifest between our reading CURRENT and our opening them: then
  /// this starts again with the new CURRENT. Throws IoError ("no index here"), CorruptionError, VersionError.
  static std::shared_ptr<const Snapshot> open(const std::filesystem::path& folder, const Snapshot* previous = nullptr);

  /// The state that `manifest` describes, whether or not it is in force yet.
  static std::shared_ptr<const Snapshot> of(const std::filesystem::path& folder, Manifest manifest,
                                            const Snapshot* previous);

  [[nodiscard]] const std::filesystem::path& folder() const noexcept { return folder_; }
  [[nodiscard]] const Manifest& manifest() const noexcept { return manifest_; }
  [[nodiscard]] const std::vector<LiveSegment>& segments() const noexcept { return segments_; }
  [[nodiscard]] std::uint64_t live_documents() const noexcept;
  /// Live and dead: what df, N and the average length count, so that they agree with the postings.
  [[nodiscard]] std::uint64_t all_documents() const noexcept;

 private:
  std::filesystem::path folder_;
  Manifest manifest_;
  std::vector<LiveSegment> segments_;
};

}  // namespace svitok::segment
