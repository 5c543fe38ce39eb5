// Seals postings: terms in order, each with its documents, into a mapped, checksummed file. Bounded memory: one term at
// a time.
//
//   PostingsWriter writer(path, Layout::kPositions, lengths);
//   writer.begin_term("стол");
//   writer.add(postings);               // documents ascending, as many calls as are handy
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

/// Some documents of a term, in order.
struct PostingsView {
  std::span<const std::uint32_t> docs;       ///< Strictly ascending within a term.
  std::span<const std::uint32_t> freqs;      ///< The weighted frequency in each document, at least 1.
  std::span<const std::uint32_t> counts;     ///< kPositions: how many positions each has, at least 1. Else empty.
  std::span<const std::uint32_t> positions;  ///< kPositions: those of one document after the other, ascending in each.
};

/// Not thread-safe. After an exception throw it away.
class PostingsWriter {
 public:
  /// `lengths` is borrowed.
  PostingsWriter(const std::filesystem::path& path, Layout layout, const DocumentLengths& lengths);
  PostingsWriter(const std::filesystem::path& path, Layout layout, DocumentLengths&& lengths) = delete;
  ~PostingsWriter();

  /// REQUIRES: terms strictly ascending bytewise, 1 to 255 bytes.
  void begin_term(std::string_view term);
  void add(const PostingsView& postings);
  /// A term without documents is dropped.
  void end_term();
  base::FileSeal finish(bool durable);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace svitok::postings
