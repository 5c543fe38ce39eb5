// Collects the words of documents in memory and turns them over into postings: the in-memory half of a segment.
//
//   Inverter inverter({3, 1});                            // two fields, weights 3 and 1
//   inverter.begin_document();
//   inverter.begin_value(0);                              // fields in order; a field may have several values
//   inverter.add(tokens);                                 // each a word(surface, keys), in order of position
//   inverter.end_document();
//   inverter.seal("s.text", "s.words", true);
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

/// Not thread-safe.
class Inverter {
 public:
  /// A word of this inverter. Small integers from 0, below kExtra; valid until the inverter goes away.
  using WordId = std::uint32_t;
  /// A token is its word; with this bit, one that shares the position of the token before it.
  static constexpr std::uint32_t kExtra = 1U << 31U;

  /// `field_weights`: scaled to integers of 1 or more, one a text field.
  explicit Inverter(std::vector<std::uint32_t> field_weights);
  ~Inverter();

  /// The word with this surface. `keys`: 1 or more, distinct; always the same for the same surface.
  [[nodiscard]] WordId word(std::string_view surface, std::span<const std::string_view> keys);

  void begin_document();
  /// REQUIRES: 0 <= field < number of fields, not descending within a document.
  void begin_value(std::uint32_t field);
  /// Tokens of the present value, after those it has. REQUIRES: the first token of a value is no extra one.
  void add(std::span<const std::uint32_t> tokens);
  /// Returns the document's number, from 0.
  std::uint32_t end_document();

  [[nodiscard]] std::uint32_t documents() const noexcept;
  /// Bytes held, and the bytes that seal() will need besides.
  [[nodiscard]] std::size_t memory() const noexcept;
  /// Whether positions are nearly used up: seal() before the next document.
  [[nodiscard]] bool full() const noexcept;

  /// Writes the keys' postings (Layout::kPositions) and the surfaces' (Layout::kDocuments). Called once, last.
  [[nodiscard]] std::pair<base::FileSeal, base::FileSeal> seal(const std::filesystem::path& text,
                                                               const std::filesystem::path& words, bool durable);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace svitok::postings
