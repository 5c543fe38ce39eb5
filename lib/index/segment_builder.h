// A segment in the making: documents in, four sealed files out.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "index/pending_docs.h"
#include "postings/inverter.h"
#include "segment/segment.h"
#include "store/store.h"
#include "svitok/document.h"
#include "svitok/schema.h"
#include "text/analyzer.h"

namespace svitok::index {

/// Throws DocumentError or SchemaError if the document cannot be taken: key, fields, fingerprint, size.
void check_document(const Document& document, const Fields& fields);

/// Analyses texts for one Inverter after the other, and knows their words. Belongs to one thread.
class TokenFeeder final : public postings::Vocabulary {
 public:
  /// `cache_bytes`: roughly what may be kept of stretches of text that were seen, beside the words.
  explicit TokenFeeder(std::size_t cache_bytes) : analyzer_({.cache_bytes = cache_bytes, .word_bytes = 0}) {}

  /// Feeds the tokens of one value of the current document.
  void feed(std::string_view text, postings::Inverter& inverter);

  // The words of all tokens fed. Valid until forget().
  [[nodiscard]] std::uint32_t size() const override { return static_cast<std::uint32_t>(analyzer_.words()); }
  [[nodiscard]] std::string_view surface(std::uint32_t word) const override { return analyzer_.word(word).surface(); }
  [[nodiscard]] std::size_t key_count(std::uint32_t word) const override { return analyzer_.word(word).key_count(); }
  [[nodiscard]] std::string_view key(std::uint32_t word, std::size_t number) const override {
    return analyzer_.word(word).key(number);
  }

  /// Bytes held.
  [[nodiscard]] std::size_t memory() const noexcept { return analyzer_.bytes(); }
  /// From now on words are for another inverter; the commonest stay known.
  void forget() { analyzer_.forget_words(); }

 private:
  text::Analyzer analyzer_;
};

/// Not thread-safe. After an exception from add() or seal() throw it away; its files are leftovers of the index folder.
class SegmentBuilder {
 public:
  /// `feeder` is borrowed, and forgets what words it has.
  SegmentBuilder(const std::filesystem::path& folder, std::string name, const Fields& fields, TokenFeeder& feeder);

  /// The document's number until the segment is sealed. REQUIRES: check_document() passed.
  std::uint32_t add(const Document& document);
  [[nodiscard]] std::uint32_t documents() const noexcept { return inverter_.documents(); }
  [[nodiscard]] std::size_t memory() const noexcept;
  /// Whether it can take no further document.
  [[nodiscard]] bool full() const noexcept { return inverter_.full(); }

  struct Sealed {
    segment::SegmentInfo info;
    std::vector<std::uint32_t> numbers;  ///< The number that each document has now, by what add() returned.
  };
  [[nodiscard]] Sealed seal(bool durable);

 private:
  void invert(const Document& document);
  void keep(const Document& document, std::string_view language);

  std::filesystem::path folder_;
  std::string name_;
  const Fields& fields_;
  TokenFeeder& feeder_;
  postings::Inverter inverter_;
  store::StoreWriter store_;
  PendingDocs docs_;
};

}  // namespace svitok::index
