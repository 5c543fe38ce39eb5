#include <optional>
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

// A file that is whole may still be another one than the manifest means, or of another size than its neighbours.
void expect_seal(const base::CheckedFile& file, const base::FileSeal& seal) {
  if (file.seal() != seal) file.throw_corrupt("it is not the file that the manifest names");
}

void expect(const base::CheckedFile& file, const base::FileSeal& seal, std::uint32_t documents, std::uint32_t found) {
  expect_seal(file, seal);
  if (documents != found) file.throw_corrupt("it does not have as many documents as the manifest says");
}

void verify_segment(const std::filesystem::path& folder, const SegmentEntry& entry, std::vector<std::string>& faults) {
  const SegmentInfo& info = entry.info;
  const auto path = [&](const char* suffix) { return folder / (info.name + suffix); };
  note_faults(faults, [&] {
    const matcher::DocsFile docs(path(".docs"), info.docs);
    docs.verify();
    expect(docs.file(), info.docs, info.documents, docs.documents());
  });
  note_faults(faults, [&] {
    const store::Store store(path(".store"));
    store.verify();
    expect(store.file(), info.store, info.documents, store.documents());
  });
  std::optional<postings::PostingsFile> text;
  const std::size_t before = faults.size();
  note_faults(faults, [&] {
    text.emplace(path(".text"));
    text->verify();
    expect(text->file(), info.text, info.documents, text->documents());
  });
  const bool has_text = faults.size() == before;
  note_faults(faults, [&] {
    const postings::WordsFile words(path(".words"));
    expect_seal(words.file(), info.words);
    words.file().verify();
    if (has_text) words.verify(*text);
  });
  if (entry.tombstones.empty()) return;
  note_faults(faults, [&] {
    (void)read_tombstones(folder / entry.tombstones, entry.tombstone_seal, entry.dead, info.documents);
  });
}

}  // namespace

std::vector<std::string> verify(const std::filesystem::path& folder) {
  if (!has_index(folder)) throw IoError(folder, "there is no index here");
  std::vector<std::string> faults;
  note_faults(faults, [&] {
    for (const SegmentEntry& entry : read_manifest(folder).segments) verify_segment(folder, entry, faults);
  });
  return faults;
}

}  // namespace svitok::segment
