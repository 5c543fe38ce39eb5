// Reads what PostingsWriter sealed: look a term up, enumerate a prefix, walk a term's documents.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/checked_file.h"
#include "postings/cursor.h"
#include "postings/postings_writer.h"

namespace svitok::postings {

/// Thread-safe once constructed; cursors and enumerations belong to one thread and must not outlive the file.
class PostingsFile {
 public:
  PostingsFile(const std::filesystem::path& path, Layout layout);
  ~PostingsFile();

  [[nodiscard]] const base::CheckedFile& file() const noexcept;
  [[nodiscard]] std::uint32_t documents() const noexcept;
  [[nodiscard]] std::uint64_t terms() const noexcept;
  /// Sum of decode_length() over the documents.
  [[nodiscard]] std::uint64_t total_length() const noexcept;
  [[nodiscard]] std::uint32_t fields() const noexcept;

  /// Length codes, one a document. Throws CorruptionError.
  [[nodiscard]] const std::uint8_t* length_codes() const;
  /// First position of field `field` in `doc` (0 for field 0). kPositions only.
  [[nodiscard]] std::uint32_t field_start(std::uint32_t doc, std::uint32_t field) const;
  /// All of it, for merging.
  [[nodiscard]] DocumentLengths lengths() const;

  [[nodiscard]] std::optional<TermInfo> find(std::string_view term) const;
  [[nodiscard]] Cursor cursor(const TermInfo& info) const;

  /// Terms that begin with a prefix (all of them for ""), in bytewise order.
  class Terms {
   public:
    /// Moves to the next term; false at the end. The views below are valid until the next call.
    bool next();
    [[nodiscard]] std::string_view term() const noexcept { return term_; }
    [[nodiscard]] const TermInfo& info() const noexcept { return info_; }

   private:
    friend class PostingsFile;
    Terms(const PostingsFile& file, std::string_view prefix);
    void load_block();
    const PostingsFile* file_;
    std::string prefix_;
    std::string term_;
    TermInfo info_;
    std::uint64_t block_ = 0;
    std::string_view rest_;
    std::uint32_t left_ = 0;
    bool started_ = false;
  };
  [[nodiscard]] Terms terms_with_prefix(std::string_view prefix) const { return {*this, prefix}; }

  /// Checks every byte and walks every list. Throws CorruptionError.
  void verify() const;

 private:
  friend class Terms;
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace svitok::postings
