// A sealed segment: four files that never change once a manifest names them.
//   NAME.docs   Xapian: keys, filters, values          (matcher/docs_file.h)
//   NAME.store  stored fields                          (store/store.h)
//   NAME.text   keys: postings, positions, lengths     (postings/postings_file.h)
//   NAME.words  surface forms                          (postings/words_file.h)
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/output_file.h"
#include "matcher/docs_file.h"
#include "postings/postings_file.h"
#include "postings/words_file.h"
#include "store/store.h"

namespace svitok::segment {

/// What a manifest says of a segment.
struct SegmentInfo {
  std::string name;  ///< "segment-000017"
  std::uint32_t documents = 0;
  base::FileSeal docs;
  base::FileSeal store;
  base::FileSeal text;
  base::FileSeal words;
  bool operator==(const SegmentInfo&) const = default;
  [[nodiscard]] std::uint64_t bytes() const noexcept { return docs.bytes + store.bytes + text.bytes + words.bytes; }
};

/// An open segment. Thread-safe, but for docs(), which wants docs_mutex held.
class Segment {
 public:
  /// Opens the four files and holds them against `info`. Throws IoError, CorruptionError, VersionError.
  Segment(const std::filesystem::path& folder, SegmentInfo info);

  [[nodiscard]] const SegmentInfo& info() const noexcept { return info_; }
  [[nodiscard]] const postings::PostingsFile& text() const noexcept { return text_; }
  [[nodiscard]] const postings::WordsFile& words() const noexcept { return words_; }
  [[nodiscard]] const store::Store& store() const noexcept { return store_; }
  [[nodiscard]] const std::filesystem::path& docs_path() const noexcept { return docs_path_; }
  [[nodiscard]] const matcher::DocsFile& docs() const noexcept { return docs_; }

  mutable std::mutex docs_mutex;

 private:
  SegmentInfo info_;
  std::filesystem::path docs_path_;
  matcher::DocsFile docs_;
  store::Store store_;
  postings::PostingsFile text_;
  postings::WordsFile words_;
};

}  // namespace svitok::segment
