// Reads what PostingsWriter sealed: look a term up, enumerate a prefix, walk a term's documents.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "base/checked_file.h"
#include "postings/cursor.h"
#include "postings/postings_format.h"
#include "postings/postings_writer.h"

namespace svitok::postings {

/// Thread-safe once constructed; cursors and enumerations belong to one thread and must not outlive the file.
class PostingsFile {
 public:
  /// Throws IoError, CorruptionError, VersionError.
  PostingsFile(const std::filesystem::path& path, Layout layout);

  [[nodiscard]] const base::CheckedFile& file() const noexcept { return file_; }
  [[nodiscard]] std::uint32_t documents() const noexcept { return trailer_.documents; }
  [[nodiscard]] std::uint64_t terms() const noexcept { return trailer_.terms; }
  /// Sum of decode_length() over the documents.
  [[nodiscard]] std::uint64_t total_length() const noexcept { return trailer_.total_length; }
  [[nodiscard]] double average_length() const noexcept {
    return documents() == 0 ? 1.0 : static_cast<double>(total_length()) / documents();
  }
  [[nodiscard]] std::uint32_t fields() const noexcept { return trailer_.fields; }

  /// Length codes, one a document (kPositions). Throws CorruptionError.
  [[nodiscard]] const std::uint8_t* length_codes() const;
  /// First position of field `field` in `doc` (0 for field 0); for field == fields(), kEnd. kPositions only.
  [[nodiscard]] std::uint32_t field_start(std::uint32_t doc, std::uint32_t field) const;
  /// All of it, for merging.
  [[nodiscard]] DocumentLengths lengths() const;

  [[nodiscard]] std::optional<TermInfo> find(std::string_view term) const;
  [[nodiscard]] Cursor cursor(const TermInfo& info) const { return {file_, layout_, info, documents()}; }

  /// Terms that begin with a prefix, in bytewise order.
  class Terms {
   public:
    /// Moves to the next term; false at the end. The views below are valid until the next call.
    bool next();
    [[nodiscard]] std::string_view term() const noexcept { return term_; }
    [[nodiscard]] const TermInfo& info() const noexcept { return info_; }

   private:
    friend class PostingsFile;
    Terms(const PostingsFile& file, std::uint32_t block, std::string_view prefix);
    bool read_entry();

    const PostingsFile* file_;
    std::string prefix_;
    std::string term_;
    TermInfo info_;
    std::uint32_t next_block_;
    base::Decoder block_{std::string_view()};
    std::uint32_t left_ = 0;  // Terms left in the present block.
    std::uint64_t offset_ = 0;
  };
  /// All of them for "".
  [[nodiscard]] Terms terms_with_prefix(std::string_view prefix) const { return {*this, block_of(prefix), prefix}; }

  /// Checks every byte and walks every list. Throws CorruptionError.
  void verify() const;

 private:
  [[nodiscard]] std::uint32_t block_of(std::string_view term) const;
  [[nodiscard]] std::string_view first_term(std::uint32_t block) const;
  [[nodiscard]] std::string_view dictionary_block(std::uint32_t block) const;
  [[nodiscard]] std::uint64_t prefix_of(std::uint32_t block) const {
    return base::load_fixed<std::uint64_t>(file_.read(trailer_.prefixes_offset + std::uint64_t{block} * 8, 8).data());
  }

  Layout layout_;
  base::CheckedFile file_;
  PostingsTrailer trailer_{};
};

}  // namespace svitok::postings
