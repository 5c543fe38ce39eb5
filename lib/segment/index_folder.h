// The writing side of an index folder: the lock, new segments, the commit protocol, merging, and cleaning up.
//
// The protocol (an essay stands in index_folder.cc): new files are written under their final names, which no manifest
// yet mentions, and synced; a manifest is written and synced; CURRENT is replaced by rename; the folder is synced. A
// crash at any moment leaves the old or the new CURRENT, and files that no manifest names, which the next writer
// removes. Only files whose names have the shape of ours are ever removed.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/lock.h"
#include "segment/snapshot.h"

namespace svitok::segment {

/// Documents of one segment that die with the next commit.
struct Removal {
  std::string segment;              ///< Name.
  std::vector<std::uint32_t> docs;  ///< Any order, repeats allowed.
};

/// One caller at a time.
class IndexFolder {
 public:
  /// Locks the folder, creating it and an empty index in it if need be; takes or checks `fields` (empty: take what is
  /// there, or default_fields()). Throws LockedError, SchemaError, VersionError, CorruptionError, IoError.
  IndexFolder(const std::filesystem::path& folder, const Fields& fields, const AnalyzerIdentity& analyzer,
              std::chrono::milliseconds lock_timeout, bool durable);

  [[nodiscard]] const std::shared_ptr<const Snapshot>& snapshot() const noexcept { return snapshot_; }
  [[nodiscard]] const std::filesystem::path& path() const noexcept { return folder_; }
  [[nodiscard]] const Fields& fields() const noexcept;
  [[nodiscard]] bool durable() const noexcept { return durable_; }

  /// A name for a new segment. Thread-safe.
  [[nodiscard]] std::string new_segment_name();

  /// Publishes: the present segments, plus `added` (sealed already), less `removed` (which may name present or added
  /// segments); a segment of which no document lives is left out. Afterwards snapshot() is the new state. On an
  /// exception, from here or from a merge, the committed index is intact, and the call may be repeated, with removals
  /// worked out on what snapshot() then is.
  void publish(const std::vector<SegmentInfo>& added, const std::vector<Removal>& removed);

  /// Merges as the tiered policy asks, until 8 or fewer segments are left and none is more than half dead. True if
  /// anything was merged.
  bool merge_as_needed();
  /// Merges everything into one segment without dead documents; nothing to do if that is so already.
  void merge_all();

  /// Removes files of ours that the manifest in force does not name.
  void remove_leftovers();

 private:
  void create(const Fields& fields, const AnalyzerIdentity& analyzer);
  void merge(const std::vector<std::size_t>& which);
  [[nodiscard]] SegmentInfo write_merged(const std::vector<LiveSegment>& inputs);
  void put_in_force(Manifest manifest);
  void settle();
  [[nodiscard]] SegmentEntry bury(const SegmentInfo& info, const SegmentEntry* present, std::vector<std::uint32_t> dead,
                                  std::uint64_t generation) const;

  std::filesystem::path folder_;
  base::Lock lock_;
  bool durable_;
  std::shared_ptr<const Snapshot> snapshot_;
  bool in_doubt_ = false;  ///< A commit failed, and whether it took place could not be read from the disk yet.
  std::atomic<std::uint64_t> next_segment_{1};
  std::uint64_t last_generation_ = 0;  // Given to a manifest, published or not; never reused.
};

inline constexpr std::size_t kMostSegments = 8;

/// Which segments to merge next, as indexes; empty: none. A segment that is more than half dead is rewritten. Beyond
/// kMostSegments the smallest are merged, as many as make the largest of them grow by the greatest factor: so a
/// document is rewritten O(log n) times, whatever the sizes of the commits.
[[nodiscard]] std::vector<std::size_t> choose_merge(const std::vector<std::uint64_t>& live_documents,
                                                    const std::vector<std::uint64_t>& dead_documents);

/// Reads and checks every file of the index; a sentence a fault, naming the file.
[[nodiscard]] std::vector<std::string> verify(const std::filesystem::path& folder);

}  // namespace svitok::segment
