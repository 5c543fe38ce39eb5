// Seals the surface forms of a segment: words_file.h reads them.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string_view>

#include "base/output_file.h"
#include "postings/dictionary_builder.h"
#include "postings/term_code.h"

namespace svitok::postings {

inline constexpr std::string_view kWordsKind = "svkwords";
inline constexpr std::uint32_t kWordsVersion = 3;

/// A form's entry. On disk, as Golomb codes of order 0: documents - 1; its key's number less that of the key behind the
/// one of the form before it, zigzag, for two thirds of all forms are the first of that key; the code.
struct FormInfo {
  std::uint32_t documents = 0;  ///< That have the form, removed ones included.
  std::uint32_t key = 0;        ///< Which of the terms of SEGMENT.text, from 0.
  std::uint32_t code = 0;

  struct Base {
    std::uint64_t key = 0;
    void write(BitWriter& bits) const { bits.put_number(key); }
    void read(BitReader& bits) noexcept { key = bits.get_number(); }
  };
  [[nodiscard]] static Base base_of(std::span<const FormInfo> block) { return {block.front().key}; }
  void write(BitWriter& bits, Base& base) const;
  void read(BitReader& bits, Base& base) noexcept {
    const auto [of_documents, zigzag, of_code] = bits.read_together([](auto& from) {
      return std::array{from.get_golomb(0), from.get_golomb(0), from.get_golomb(0)};
    });
    documents = static_cast<std::uint32_t>(of_documents) + 1;
    base.key += 1 + (zigzag >> 1U ^ (~(zigzag & 1U) + 1));
    key = static_cast<std::uint32_t>(base.key);
    code = static_cast<std::uint32_t>(of_code);
  }
};

/// Not thread-safe. After an exception throw it away.
class WordsWriter {
 public:
  explicit WordsWriter(const std::filesystem::path& path);
  /// REQUIRES: surfaces strictly ascending bytewise, 1 to 255 bytes.
  void add(TermCode surface, const FormInfo& form);
  void add(std::string_view surface, const FormInfo& form) { add(TermCode{code_of(surface)}, form); }
  base::FileSeal finish(bool durable);

 private:
  base::OutputFile file_;
  DictionaryBuilder<FormInfo> dictionary_;
};

}  // namespace svitok::postings
