// Seals the surface forms of a segment: words_file.h reads them.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string_view>

#include "base/coding.h"
#include "base/output_file.h"
#include "postings/dictionary.h"

namespace svitok::postings {

inline constexpr std::string_view kWordsKind = "svkwords";
inline constexpr std::uint32_t kWordsVersion = 1;

/// A form's entry. On disk:
///   varint: documents << 1 | has a code other than 0
///   varint: its key's number less that of the form before it, zigzag
///   varint: the code, if it is not 0
struct FormInfo {
  std::uint32_t documents = 0;  ///< That have the form, removed ones included.
  std::uint32_t key = 0;        ///< Which of the terms of SEGMENT.text, from 0.
  std::uint32_t code = 0;

  void read(base::Decoder& decoder, std::uint64_t& base);
};

/// Not thread-safe. After an exception throw it away.
class WordsWriter {
 public:
  explicit WordsWriter(const std::filesystem::path& path);
  /// REQUIRES: surfaces strictly ascending bytewise, 1 to 255 bytes.
  void add(std::string_view surface, const FormInfo& form);
  base::FileSeal finish(bool durable);

 private:
  base::OutputFile file_;
  DictionaryBuilder dictionary_;
  std::uint32_t last_key_ = 0;
};

}  // namespace svitok::postings
