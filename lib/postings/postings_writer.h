// Seals postings: terms in order, each with its documents, into a mapped, checksummed file. Bounded memory: one term at
// a time.
//
//   PostingsWriter writer(path, lengths);
//   writer.begin_term("стол", 1);
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
#include "postings/forms.h"
#include "postings/lengths.h"
#include "postings/term_code.h"

namespace svitok::postings {

/// Some documents of a term, in order.
struct PostingsView {
  std::span<const std::uint32_t> docs;       ///< Strictly ascending within a term.
  std::span<const std::uint32_t> freqs;      ///< The weighted frequency in each document, at least 1.
  std::span<const std::uint32_t> counts;     ///< How many positions each has, at least 1.
  std::span<const std::uint32_t> positions;  ///< Those of one document after the other, ascending in each.
  // Where the term has several forms:
  std::span<const std::uint32_t> form_counts;  ///< How many forms each document has, at least 1.
  std::span<const FormFreq> forms;             ///< Those of one document after the other. A lone one has its frequency.
};

/// Not thread-safe. After an exception throw it away.
class PostingsWriter {
 public:
  /// `lengths` is borrowed.
  PostingsWriter(const std::filesystem::path& path, const DocumentLengths& lengths);
  PostingsWriter(const std::filesystem::path& path, DocumentLengths&& lengths) = delete;
  ~PostingsWriter();

  /// Terms that are written already: the number of the next one.
  [[nodiscard]] std::uint32_t terms() const noexcept;
  /// `forms`: all codes of its forms are below. REQUIRES: terms strictly ascending bytewise, 1 to 255 bytes.
  void begin_term(TermCode term, std::uint32_t forms);
  void begin_term(std::string_view term, std::uint32_t forms) { begin_term(TermCode{code_of(term)}, forms); }
  void add(const PostingsView& postings);
  /// A term without documents is dropped.
  void end_term();
  base::FileSeal finish(bool durable);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace svitok::postings
