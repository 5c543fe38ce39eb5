// Adds, replaces and removes documents of an index.
//
//   svitok::Writer writer("news.idx");
//   writer.put(svitok::Document("mid/2020-06-09").add("title", "Press release").add("text", text).set("lang", "en"));
//   writer.commit();
//
// One Writer an index at a time, in any process; one caller at a time, from any thread. Nothing is visible or durable
// until commit() returns; then it survives a crash of the process and of the machine. A destructor publishes nothing.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "svitok/document.h"
#include "svitok/schema.h"
#include "svitok/version.h"

namespace svitok {

struct WriterOptions {
  /// The text fields of a new index; of an existing one, empty (take what it has) or exactly what it has.
  Fields fields;
  /// Threads that analyse and build; the caller's thread counts as one. 0: one a core.
  unsigned threads = 1;
  /// Bytes for documents not yet written out. When it is reached a segment is sealed on disk.
  std::size_t memory_bytes = std::size_t{256} << 20U;
  /// How long to wait for another Writer to go away before LockedError.
  std::chrono::milliseconds lock_timeout{0};
  /// Merge segments at commit as the tiered policy asks; off, only merge() merges.
  bool merge_on_commit = true;
  /// fsync before commit() returns. Off, a power cut may lose commits (never the structure the last fsync saw).
  bool durable = true;
};

struct WriterStats {
  std::uint64_t documents = 0;   ///< Put since the Writer was opened.
  std::uint64_t text_bytes = 0;  ///< Bytes of text in them.
};

class SVITOK_EXPORT Writer {
 public:
  /// Opens or creates the index at `path` (a folder). Throws LockedError, VersionError, SchemaError, CorruptionError,
  /// IoError.
  explicit Writer(const std::filesystem::path& path, WriterOptions options = {});
  ~Writer();
  Writer(Writer&&) noexcept;
  Writer& operator=(Writer&&) noexcept;

  /// Adds the document, or replaces the one with the same key. Throws DocumentError or SchemaError when the document is
  /// not acceptable (it alone is refused), IoError when the disk is (then roll back or throw the Writer away).
  void put(Document document);

  /// Removes the document with this key, if there is one.
  void remove(std::string_view key);

  /// The fingerprint of the document with this key in the last commit (not in what has been put since); absent if there
  /// is no such document, empty if it has none.
  [[nodiscard]] std::optional<std::string> fingerprint(std::string_view key) const;

  /// Calls `visit` with the key of every document in the last commit that has a fingerprint, in no particular order.
  void for_each_fingerprinted(const std::function<void(const std::string& key)>& visit) const;

  /// Publishes everything since the last commit, atomically and durably. On an exception nothing was published, and
  /// what was put is gone: put it again. Throws IoError.
  void commit();

  /// Forgets everything since the last commit.
  void rollback();

  /// Commits, then merges all segments into one and frees the space of removed documents.
  void merge();

  [[nodiscard]] WriterStats stats() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace svitok
