// Seals postings: terms in order, each with its documents, into a mapped, checksummed file. Bounded memory: one term at
// a time.
//
//   PostingsWriter writer(path, Layout::kPositions, lengths);
//   writer.begin_term("стол");
//   writer.add(doc, freq, positions);   // documents ascending, positions ascending
//   writer.end_term();
//   FileSeal seal = writer.finish(true);
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string_view>

#include "base/output_file.h"
#include "postings/lengths.h"

namespace svitok::postings {

enum class Layout : std::uint8_t {
  kPositions,  ///< The keys of a segment: SEGMENT.text. Has the lengths as well.
  kDocuments,  ///< The surface forms of a segment: SEGMENT.words. Documents and frequencies only.
};

/// Not thread-safe. After an exception throw it away.
class PostingsWriter {
 public:
  PostingsWriter(const std::filesystem::path& path, Layout layout, const DocumentLengths& lengths);
  ~PostingsWriter();

  /// REQUIRES: terms strictly ascending bytewise, 1 to 255 bytes.
  void begin_term(std::string_view term);
  /// `freq`: the weighted frequency, at least 1. `positions`: all positions of the term in the document, 1 or more
  /// (kPositions); empty (kDocuments). REQUIRES: documents strictly ascending within a term.
  void add(std::uint32_t doc, std::uint32_t freq, std::span<const std::uint32_t> positions);
  /// A term without documents is dropped.
  void end_term();
  base::FileSeal finish(bool durable);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace svitok::postings
