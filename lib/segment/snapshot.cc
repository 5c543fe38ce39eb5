#include "segment/snapshot.h"

#include <algorithm>

#include "base/file.h"
#include "segment/names.h"
#include "segment/tombstones.h"

namespace svitok::segment {

namespace {

constexpr std::size_t kMostManifestBytes = std::size_t{16} << 20U;
constexpr int kMostTries = 100;

std::string read_current(const std::filesystem::path& folder) {
  if (!has_index(folder)) {
    throw IoError(folder, "there is no index here; make one with svitok-index -i DIR PATH...");
  }
  std::string name = base::read_small_file(folder / kCurrent, 64);
  if (name.ends_with('\n')) name.pop_back();
  if (!is_manifest_name(name)) throw CorruptionError(folder / kCurrent, "the index is damaged: it names no manifest");
  return name;
}

}  // namespace

bool has_index(const std::filesystem::path& folder) noexcept {
  std::error_code error;
  const auto kind = std::filesystem::symlink_status(folder / kCurrent, error).type();
  return kind != std::filesystem::file_type::not_found;
}

bool LiveSegment::is_dead(std::uint32_t doc) const { return std::binary_search(dead->begin(), dead->end(), doc); }

std::uint32_t LiveSegment::live_documents() const noexcept {
  return segment->info().documents - static_cast<std::uint32_t>(dead->size());
}

std::uint64_t Snapshot::live_documents() const noexcept {
  std::uint64_t sum = 0;
  for (const LiveSegment& live : segments_) sum += live.live_documents();
  return sum;
}

std::uint64_t Snapshot::all_documents() const noexcept {
  std::uint64_t sum = 0;
  for (const LiveSegment& live : segments_) sum += live.segment->info().documents;
  return sum;
}

Manifest read_manifest(const std::filesystem::path& folder) {
  const std::string name = read_current(folder);
  Manifest manifest = decode_manifest(folder / name, base::read_small_file(folder / name, kMostManifestBytes));
  if (manifest_name(manifest.generation) != name) {
    throw CorruptionError(folder / name, "the index is damaged: the manifest is of another generation");
  }
  return manifest;
}

namespace {

LiveSegment open_segment(const std::filesystem::path& folder, const SegmentEntry& entry,
                         const std::vector<LiveSegment>& known) {
  LiveSegment live;
  const auto same = std::find_if(known.begin(), known.end(),
                                 [&entry](const LiveSegment& other) { return other.segment->info() == entry.info; });
  live.segment = same != known.end() ? same->segment : std::make_shared<const Segment>(folder, entry.info);
  std::vector<std::uint32_t> dead;
  if (!entry.tombstones.empty()) {
    dead = read_tombstones(folder / entry.tombstones, entry.tombstone_seal, entry.dead, entry.info.documents);
  }
  live.dead = std::make_shared<const std::vector<std::uint32_t>>(std::move(dead));
  return live;
}

}  // namespace

std::shared_ptr<const Snapshot> Snapshot::of(const std::filesystem::path& folder, Manifest manifest,
                                             const Snapshot* previous) {
  static const std::vector<LiveSegment> kNone;
  auto snapshot = std::make_shared<Snapshot>();
  snapshot->folder_ = folder;
  for (const SegmentEntry& entry : manifest.segments) {
    snapshot->segments_.push_back(open_segment(folder, entry, previous != nullptr ? previous->segments_ : kNone));
  }
  snapshot->manifest_ = std::move(manifest);
  return snapshot;
}

std::shared_ptr<const Snapshot> Snapshot::open(const std::filesystem::path& folder, const Snapshot* previous) {
  for (int tries = 1;; ++tries) {
    const std::string current = read_current(folder);
    try {
      return of(folder, read_manifest(folder), previous);
    } catch (const Error&) {
      // A writer may have published and removed what we were about to open.
      if (tries == kMostTries || read_current(folder) == current) throw;
    }
  }
}

}  // namespace svitok::segment
