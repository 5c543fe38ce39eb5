// Seals the surface forms of a segment: words_file.h reads them.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string_view>

#include "base/output_file.h"
#include "postings/dictionary_builder.h"

namespace svitok::postings {

inline constexpr std::string_view kWordsKind = "svkwords";
inline constexpr std::uint32_t kWordsVersion = 2;

/// A form's entry. On disk, as Golomb codes of order 0: documents - 1; its key's number less that of the form before
/// it, zigzag; the code.
struct FormInfo {
  std::uint32_t documents = 0;  ///< That have the form, removed ones included.
  std::uint32_t key = 0;        ///< Which of the terms of SEGMENT.text, from 0.
  std::uint32_t code = 0;

  [[nodiscard]] std::uint64_t base() const noexcept { return key; }
  void write(BitWriter& bits, std::uint64_t& base) const;
  void read(BitReader& bits, std::uint64_t& base) noexcept {
    const auto [of_documents, zigzag, of_code] = bits.get_golombs<3>({0, 0, 0});
    documents = static_cast<std::uint32_t>(of_documents) + 1;
    base += zigzag >> 1U ^ (~(zigzag & 1U) + 1);
    key = static_cast<std::uint32_t>(base);
    code = static_cast<std::uint32_t>(of_code);
  }
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
  DictionaryBuilder<FormInfo> dictionary_;
};

}  // namespace svitok::postings
