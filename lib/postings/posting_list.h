// Postings that do not fill a block: of a term with fewer than kBlock documents, or the last ones of another. One
// stream of bits (bits.h):
//
//   in a list of 8 or more: width of the gaps' codes, 4 bits; width of the counts' codes, 2 bits
//   whether fields weigh in any of the documents: 1 bit
//   of each document: Rice code of the gap; Rice code of the count of its positions less one; if fields weigh in any,
//   Golomb code of order 0 of the frequency less the count
//
// In a shorter list the width of the gaps is what suits a term with so many documents, that of the counts is 0.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "postings/bits.h"

namespace svitok::postings {

/// What both sides know of a list.
struct ListShape {
  std::uint32_t size;            ///< Documents in the list.
  std::uint32_t term_documents;  ///< That have the term,
  std::uint32_t documents;       ///< and that there are in the file.
};

/// Appends the list of documents with these gaps, counts of positions less one, and frequencies less counts.
void encode_list(const ListShape& shape, const std::uint32_t* gaps, const std::uint32_t* counts_less_one,
                 const std::uint32_t* extras, std::string& out);

/// Reads a list from the front of `bytes`, whatever they are. One pass.
class ListReader {
 public:
  ListReader(const ListShape& shape, std::string_view bytes) noexcept;

  struct Entry {
    std::uint32_t gap;
    std::uint32_t count;
    std::uint32_t freq;
  };
  Entry next() noexcept {
    Entry entry{};
    entry.gap = bits_.get_rice(gap_width_);
    entry.count = bits_.get_rice(count_width_) + 1;
    entry.freq = entry.count + (has_extras_ ? static_cast<std::uint32_t>(bits_.get_golomb(0)) : 0);
    return entry;
  }
  /// False if the bytes were not such a list, once all of it has been read.
  [[nodiscard]] bool ok() const noexcept { return bits_.ok(); }
  /// What stands behind it then.
  [[nodiscard]] std::string_view rest() const noexcept { return bits_.rest(); }

 private:
  BitReader bits_;
  unsigned gap_width_;
  unsigned count_width_ = 0;
  bool has_extras_;
};

}  // namespace svitok::postings
