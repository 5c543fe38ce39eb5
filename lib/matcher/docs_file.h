// The structured part of a segment: for every document its key, its boolean filter terms and its values, in one sealed
// Xapian (glass) database in a single file. Document d of the segment is Xapian's document d + 1.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/output_file.h"

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
};

/// Writes SEGMENT.docs. Not thread-safe. After an exception throw it away; its temporary folder goes with it.
class DocsWriter {
 public:
  /// `path` must not exist; a folder `path`.tmp is used meanwhile.
  explicit DocsWriter(const std::filesystem::path& path);
  ~DocsWriter();

  void add(const DocEntry& entry);
  /// Compacts into the single file at `path`; the seal's checksum is of all its bytes.
  base::FileSeal finish(bool durable);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

/// Reads SEGMENT.docs outside of queries: keys to documents, and back for merging. Opening checks the whole file
/// against `seal`, because glass has no checksums of its own. One thread at a time.
class DocsFile {
 public:
  /// Throws IoError, CorruptionError.
  DocsFile(const std::filesystem::path& path, const base::FileSeal& seal);
  ~DocsFile();

  [[nodiscard]] std::uint32_t documents() const;
  [[nodiscard]] std::optional<std::uint32_t> find(std::string_view key_digest) const;
  [[nodiscard]] std::string value(std::uint32_t doc, std::uint32_t slot) const;
  /// Every document's entry, in order, for merging.
  [[nodiscard]] std::vector<DocEntry> entries() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

/// The FileSeal of an existing file: its length and the XXH3-64 of all its bytes.
[[nodiscard]] base::FileSeal seal_of(const std::filesystem::path& path);

}  // namespace svitok::matcher
