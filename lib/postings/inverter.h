// Collects the words of documents in memory and turns them over into postings: the in-memory half of a segment.
//
//   Inverter inverter({3, 1});                            // two fields, weights 3 and 1
//   inverter.begin_document();
//   inverter.begin_value(0);                              // fields in order; a field may have several values
//   inverter.add(tokens);                                 // words by number, in order of position
//   inverter.end_document();
//   inverter.seal("s.text", "s.words", vocabulary,        // what the words are
//                 order, true);                           // and which document shall be the first, the second, ...
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "base/output_file.h"

namespace svitok::postings {

/// What words are, by number. Their surfaces are distinct, the keys of a word too.
class Vocabulary {
 public:
  Vocabulary() = default;
  virtual ~Vocabulary() = default;
  Vocabulary(const Vocabulary&) = delete;
  Vocabulary& operator=(const Vocabulary&) = delete;

  [[nodiscard]] virtual std::uint32_t size() const = 0;
  [[nodiscard]] virtual std::string_view surface(std::uint32_t word) const = 0;
  /// 1 to 255.
  [[nodiscard]] virtual std::size_t key_count(std::uint32_t word) const = 0;
  [[nodiscard]] virtual std::string_view key(std::uint32_t word, std::size_t number) const = 0;
};

/// Not thread-safe.
class Inverter {
 public:
  /// A token is the number of its word, counted from 0 and below 2^31 - 1 (whoever adds them says at the end what the
  /// words are); with this bit, one that shares the position of the token before it.
  static constexpr std::uint32_t kExtra = 1U << 31U;

  /// `field_weights`: scaled to integers of 1 or more, one a text field.
  explicit Inverter(std::vector<std::uint32_t> field_weights);
  ~Inverter();

  void begin_document();
  /// REQUIRES: 0 <= field < number of fields, not descending within a document.
  void begin_value(std::uint32_t field);
  /// Tokens of the present value, after those it has. REQUIRES: the first token of a value is no extra one.
  void add(std::span<const std::uint32_t> tokens);
  /// Returns the document's number, from 0.
  std::uint32_t end_document();

  [[nodiscard]] std::uint32_t documents() const noexcept;
  /// Bytes held, and the bytes that seal() will need besides for `words` words.
  [[nodiscard]] std::size_t memory(std::size_t words) const noexcept;
  /// Whether positions are nearly used up: seal() before the next document.
  [[nodiscard]] bool full() const noexcept;

  /// Writes the keys' postings (postings_file.h) and the surface forms (words_file.h). Called once, last. `order`: what
  /// end_document() returned for each document, in the order that they shall have. Words that no token names may be in
  /// the vocabulary.
  [[nodiscard]] std::pair<base::FileSeal, base::FileSeal> seal(const std::filesystem::path& text_path,
                                                               const std::filesystem::path& words_path,
                                                               const Vocabulary& vocabulary,
                                                               std::span<const std::uint32_t> order, bool durable);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace svitok::postings
