#include <string>
#include <vector>

#include "segment/index_folder.h"
#include "segment/names.h"
#include "segment/tombstones.h"

namespace svitok::segment {

namespace {

// Runs `check`; an error becomes a fault.
template <typename Check>
void note_faults(std::vector<std::string>& faults, Check check) {
  try {
    check();
  } catch (const Error& error) {
    faults.emplace_back(error.what());
  }
}

void verify_segment(const std::filesystem::path& folder, const SegmentEntry& entry, std::vector<std::string>& faults) {
  const SegmentInfo& info = entry.info;
  note_faults(faults, [&] {
    matcher::DocsFile(folder / (info.name + ".docs"), info.docs).verify();
  });
  note_faults(faults, [&] { store::Store(folder / (info.name + ".store")).verify(); });
  note_faults(faults,
              [&] { postings::PostingsFile(folder / (info.name + ".text"), postings::Layout::kPositions).verify(); });
  note_faults(faults,
              [&] { postings::PostingsFile(folder / (info.name + ".words"), postings::Layout::kDocuments).verify(); });
  if (!entry.tombstones.empty()) {
    note_faults(faults, [&] {
      (void)read_tombstones(folder / entry.tombstones, entry.tombstone_seal, entry.dead, info.documents);
    });
  }
  // What holds between the files and the manifest.
  if (faults.empty()) note_faults(faults, [&] { const Segment segment(folder, info); });
}

}  // namespace

std::vector<std::string> verify(const std::filesystem::path& folder) {
  if (!std::filesystem::exists(folder / kCurrent)) throw IoError(folder, "there is no index here");
  std::vector<std::string> faults;
  note_faults(faults, [&] {
    for (const SegmentEntry& entry : read_manifest(folder).segments) verify_segment(folder, entry, faults);
  });
  return faults;
}

}  // namespace svitok::segment
