// The structured part of a segment: for every document its key, its boolean filter terms and its values. Filters and
// values stand in a sealed Xapian (glass) database in a single file, followed by a sorted table of the digests of the
// keys. Document d of the segment is Xapian's document d + 1.
//
// File kind "svkxdocs" (docs/format.md): the database begins at byte 0, where Xapian wants it, and the checksums of
// OutputFile stand behind, because glass has none of its own.
//
// Why keys are not terms of the database: measured at 60,000 documents a segment, a unique term took more than half of
// the time of adding a document (6.5 of 12 us), and a lookup .6 us a segment against .1 us here.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/checked_file.h"
#include "base/output_file.h"

namespace Xapian {
class Database;
}

namespace svitok::matcher {

/// Value slots.
enum Slot : std::uint32_t {
  kDateSlot = 0,         ///< Seconds since the epoch (encode_number); documents without a date have none.
  kFingerprintSlot = 1,  ///< Document::fingerprint().
};

/// A number as bytes that compare like the number.
[[nodiscard]] std::string encode_number(double value);

/// The term of filter `name:value`; `value` must be normalised already. At most 240 bytes, whatever the lengths.
[[nodiscard]] std::string filter_term(std::string_view name, std::string_view value);

/// What the database holds of one document.
struct DocEntry {
  std::string key_digest;                                     ///< base::digest() of the key, 16 bytes.
  std::vector<std::string> filters;                           ///< filter_term()s, any order, repeats allowed.
  std::vector<std::pair<std::uint32_t, std::string>> values;  ///< (slot, bytes), non-empty bytes.
  bool operator==(const DocEntry&) const = default;
};

/// Writes SEGMENT.docs. Memory: 20 bytes a document and a bounded buffer. Not thread-safe. After an exception throw it
/// away; its temporary folder goes with it.
class DocsWriter {
 public:
  /// `path` must not exist; a folder `path`.tmp is used meanwhile, and replaced if it exists.
  explicit DocsWriter(const std::filesystem::path& path);
  ~DocsWriter();

  void add(const DocEntry& entry);
  base::FileSeal finish(bool durable);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

class ConditionCache;

/// Reads SEGMENT.docs outside of queries: keys to documents, and back for merging. The database is checked whole when
/// it is first read, keys are checked where they are read, and whatever reads them may throw CorruptionError. find(),
/// conditions() and open_database() are thread-safe; the others want one thread at a time.
class DocsFile {
 public:
  /// Throws IoError, CorruptionError (also if the file is not the one that `seal` is of), VersionError.
  DocsFile(const std::filesystem::path& path, const base::FileSeal& seal);
  ~DocsFile();

  [[nodiscard]] const base::CheckedFile& file() const noexcept;
  [[nodiscard]] std::uint32_t documents() const noexcept;
  /// The document with this key; if several were added with it, the last one.
  [[nodiscard]] std::optional<std::uint32_t> find(std::string_view key_digest) const;
  /// Empty if the document has none in this slot.
  [[nodiscard]] std::string value(std::uint32_t doc, std::uint32_t slot) const;
  /// Visits the documents that have a value in `slot`, in order.
  void for_each_value(std::uint32_t slot,
                      const std::function<void(std::uint32_t doc, const std::string& value)>& visit) const;
  /// The names that the documents' filters have, ascending; those longer than 100 bytes are left out.
  [[nodiscard]] std::vector<std::string> filter_names() const;
  /// Visits every document, in order; filters are ascending and without repeats, values by slot. Memory: some 20 bytes
  /// a document.
  void for_each_entry(const std::function<void(std::uint32_t doc, const DocEntry& entry)>& visit) const;

  /// What queries have read of its filters and values. Kept while the file is open, whatever snapshots come and go.
  [[nodiscard]] ConditionCache& conditions() const noexcept;
  /// Another handle on the database, for another thread; it stays good when the file is removed. Throws IoError,
  /// CorruptionError. <xapian.h> is to be included where this is called.
  [[nodiscard]] Xapian::Database open_database() const;

  /// Checks every structure. Throws CorruptionError.
  void verify() const;

 private:
  friend base::FileSeal merge_docs(const std::vector<struct DocsMergeInput>& inputs, const std::filesystem::path& path,
                                   bool durable);
  class Impl;
  std::unique_ptr<Impl> impl_;
};

/// One input of a merge: its documents, and for each the number in the result or postings::kDropped, as for
/// postings::merge_postings().
struct DocsMergeInput {
  const DocsFile* docs = nullptr;
  const std::vector<std::uint32_t>* new_numbers = nullptr;
};

/// Writes the live documents of several files into one. Where nothing is dropped Xapian's own compaction joins the
/// databases, ten times faster than adding the documents again.
base::FileSeal merge_docs(const std::vector<DocsMergeInput>& inputs, const std::filesystem::path& path, bool durable);

}  // namespace svitok::matcher
