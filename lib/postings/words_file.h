// The surface forms of a segment, sorted: what `=exact` words and prefixes are looked up in. A form has no postings of
// its own; it is a code (forms.h) within the postings of its first key, in SEGMENT.text.
#pragma once

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string_view>
#include <vector>

#include "base/checked_file.h"
#include "postings/dictionary.h"
#include "postings/postings_file.h"
#include "postings/words_writer.h"

namespace svitok::postings {

/// Thread-safe once constructed.
class WordsFile {
 public:
  /// Throws IoError, CorruptionError, VersionError.
  explicit WordsFile(const std::filesystem::path& path);
  WordsFile(const WordsFile&) = delete;
  WordsFile& operator=(const WordsFile&) = delete;

  [[nodiscard]] const base::CheckedFile& file() const noexcept { return file_; }
  [[nodiscard]] std::uint64_t words() const noexcept { return dictionary_.terms(); }
  [[nodiscard]] std::optional<FormInfo> find(std::string_view surface) const;
  /// All of them for "".
  [[nodiscard]] Terms<FormInfo> forms_with_prefix(std::string_view prefix, Spelling spelling = Spelling::kTerms) const {
    return {dictionary_, prefix, spelling};
  }

  /// Checks every byte, and every form against the key that it belongs to. Throws CorruptionError.
  void verify(const PostingsFile& text) const;

 private:
  base::CheckedFile file_;
  Dictionary dictionary_;
};

/// Some of the forms of a key.
class KeyForms {
 public:
  explicit KeyForms(const TermInfo& key) : key_(key) {}
  /// REQUIRES: a form of the key, each once.
  void add(const FormInfo& form);

  [[nodiscard]] const TermInfo& key() const noexcept { return key_; }
  [[nodiscard]] bool has(std::uint32_t code) const noexcept { return has_one(code + 1); }
  /// The same of 1 + a code; false for 0.
  [[nodiscard]] bool has_one(std::uint32_t one) const noexcept {
    return one < 64 ? (low_ >> one & 1U) != 0 : std::ranges::find(high_, one) != high_.end();
  }
  /// Whether they are the key as it stands.
  [[nodiscard]] bool all() const noexcept { return count_ == key_.forms; }
  /// At most so many documents have any of them.
  [[nodiscard]] std::uint32_t documents() const noexcept { return documents_; }

 private:
  TermInfo key_;
  std::uint32_t count_ = 0;
  std::uint32_t documents_ = 0;
  // 1 + code of each: those below 64 as bits, and the others, which hardly any key has.
  std::uint64_t low_ = 0;
  std::vector<std::uint32_t> high_;
};

/// Forms of one segment by their keys. Throws CorruptionError.
[[nodiscard]] std::vector<KeyForms> group_by_key(std::vector<FormInfo> forms, const PostingsFile& text);

}  // namespace svitok::postings
