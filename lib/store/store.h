// Stored fields: what a document was made of, kept to be shown again. Blocks of documents under DEFLATE, mapped, one
// block read for a hit; keys stand apart, uncompressed, because every hit needs its key and not every hit its text.
//
// File kind "svkstore" (docs/format.md). Documents stand in the file in the order in which they were added, each at a
// place, from 0; their numbers may be in another order.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/checked_file.h"
#include "base/output_file.h"

namespace svitok::store {

/// A document as it is kept. Text fields in the order of the schema; a field given several times is several entries.
struct StoredDocument {
  std::string key;
  std::vector<std::pair<std::uint32_t, std::string>> texts;     ///< (number of the field, text).
  std::vector<std::pair<std::string, std::string>> attributes;  ///< As set; names not unique.
  bool operator==(const StoredDocument&) const = default;
};

/// The same without owning anything: what the writer takes.
struct DocumentView {
  std::string_view key;
  std::vector<std::pair<std::uint32_t, std::string_view>> texts;
  std::vector<std::pair<std::string_view, std::string_view>> attributes;
};

/// Writes a store front to back in bounded memory. Not thread-safe. After an exception throw it away.
class StoreWriter {
 public:
  explicit StoreWriter(const std::filesystem::path& path);
  ~StoreWriter();

  void add(const DocumentView& document);
  /// Appends live documents of another store (`alive[doc]`, or all when it is empty) in the order of their numbers;
  /// blocks of which every document lives are copied as they are.
  void append(const class Store& other, const std::vector<bool>& alive);
  [[nodiscard]] std::uint32_t documents() const noexcept;
  /// Bytes of memory held, for the budget.
  [[nodiscard]] std::size_t memory() const noexcept;
  /// `order`: which of the documents is number 0, 1, ..., counted as they were added and appended; empty: as they were.
  base::FileSeal finish(bool durable, std::span<const std::uint32_t> order = {});

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

/// Reads a store. Thread-safe.
class Store {
 public:
  explicit Store(const std::filesystem::path& path);
  ~Store();

  [[nodiscard]] std::uint32_t documents() const noexcept;
  [[nodiscard]] const base::CheckedFile& file() const noexcept;
  /// REQUIRES: doc < documents(). Throws CorruptionError.
  [[nodiscard]] std::string_view key(std::uint32_t doc) const;
  [[nodiscard]] StoredDocument document(std::uint32_t doc) const;
  /// Several documents, decompressing each block once; in the order asked.
  [[nodiscard]] std::vector<StoredDocument> documents(const std::vector<std::uint32_t>& docs) const;
  /// Checks every byte and every structure. Throws CorruptionError.
  void verify() const;

 private:
  friend class StoreWriter;
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace svitok::store
