// Reads what PostingsWriter sealed: look a term up, walk terms in order, walk a term's documents.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "base/checked_file.h"
#include "base/prefetch.h"
#include "postings/cursor.h"
#include "postings/dictionary.h"
#include "postings/lengths.h"
#include "postings/postings_format.h"

namespace svitok::postings {

/// Where fields begin; borrows the file, whose bytes it has checked. Thread-safe.
class FieldStarts {
 public:
  FieldStarts() = default;
  /// `starts`: with 4 readable bytes behind.
  FieldStarts(const char* starts, std::uint32_t bytes, std::uint32_t fields) noexcept
      : starts_(starts), bytes_(bytes), mask_(UINT32_MAX >> (32 - 8 * bytes)), fields_(fields) {}
  /// The first position of field `field` in `doc` (0 for field 0); where there is no such field, kEnd.
  [[nodiscard]] std::uint32_t operator()(std::uint32_t doc, std::uint32_t field) const noexcept {
    if (field == 0) return 0;
    if (field >= fields_) return kEnd;
    const std::size_t index = std::size_t{doc} * (fields_ - 1) + field - 1;
    return base::load_fixed<std::uint32_t>(starts_ + index * bytes_) & mask_;
  }
  void prefetch(std::uint32_t doc) const noexcept {
    base::prefetch(starts_ + std::size_t{doc} * (fields_ - 1) * bytes_);
  }
  [[nodiscard]] std::uint32_t fields() const noexcept { return fields_; }

 private:
  const char* starts_ = nullptr;
  std::uint32_t bytes_ = 1;  // Of a start.
  std::uint32_t mask_ = 0;
  std::uint32_t fields_ = 1;
};

/// Thread-safe once constructed; cursors and enumerations belong to one thread and must not outlive the file.
class PostingsFile {
 public:
  /// Throws IoError, CorruptionError, VersionError.
  explicit PostingsFile(const std::filesystem::path& path);
  PostingsFile(const PostingsFile&) = delete;
  PostingsFile& operator=(const PostingsFile&) = delete;

  [[nodiscard]] const base::CheckedFile& file() const noexcept { return file_; }
  [[nodiscard]] std::uint32_t documents() const noexcept { return trailer_.documents; }
  [[nodiscard]] std::uint64_t terms() const noexcept { return dictionary_.terms(); }
  /// Sum of decode_length() over the documents.
  [[nodiscard]] std::uint64_t total_length() const noexcept { return trailer_.total_length; }
  [[nodiscard]] double average_length() const noexcept {
    return documents() == 0 ? 1.0 : static_cast<double>(total_length()) / documents();
  }
  [[nodiscard]] std::uint32_t fields() const noexcept { return trailer_.fields; }

  /// Length codes, one a document. Throws CorruptionError.
  [[nodiscard]] const std::uint8_t* length_codes() const;
  /// Where the fields of the documents begin. Throws CorruptionError.
  [[nodiscard]] FieldStarts field_starts() const;
  /// All of it, for merging.
  [[nodiscard]] DocumentLengths lengths() const;

  [[nodiscard]] std::optional<TermInfo> find(std::string_view term) const;
  [[nodiscard]] Cursor cursor(const TermInfo& info) const { return {file_, info, documents()}; }

  /// All of them for "".
  [[nodiscard]] Terms<TermInfo> terms_with_prefix(std::string_view prefix) const { return {dictionary_, prefix}; }

  /// What stands behind the terms, by their number.
  [[nodiscard]] TermInfos<TermInfo> term_infos() const { return TermInfos<TermInfo>(dictionary_); }

  /// Checks every byte and walks every list. Throws CorruptionError.
  void verify() const;

 private:
  base::CheckedFile file_;
  PostingsTrailer trailer_;
  Dictionary dictionary_;
};

}  // namespace svitok::postings
