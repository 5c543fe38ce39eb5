// Postings that do not fill a block: of a term with fewer than kBlock documents, or the last ones of another. One
// stream of bits (bits.h):
//
//   in a list of 8 or more: width of the gaps' codes, 4 bits; width of the counts' codes, 2 bits
//   whether fields weigh in any of the documents: 1 bit
//   of each document: Rice code of the gap; Rice code of the count of its positions less one; if fields weigh in any,
//   Golomb code of order 0 of the frequency less the count
//
// In a shorter list the width of the gaps is that of the number of documents in the file less that of those that have
// the term (both in bits, 0 at the least), and that of the counts is 0.
#pragma once

#include <algorithm>
#include <bit>
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

  /// Whether it is so long that widths of its own pay.
  [[nodiscard]] constexpr bool has_widths() const noexcept { return size >= 8; }
  /// The width of gaps otherwise: about what their mean suggests.
  [[nodiscard]] constexpr unsigned usual_width() const noexcept {
    const auto width = std::bit_width(documents) - std::bit_width(term_documents);
    return static_cast<unsigned>(std::clamp(static_cast<int>(width), 0, 31));
  }
};
inline constexpr unsigned kGapWidthBits = 4;
inline constexpr unsigned kCountWidthBits = 2;

/// Appends the list of documents with these gaps, counts of positions less one, and frequencies less counts.
void encode_list(const ListShape& shape, const std::uint32_t* gaps, const std::uint32_t* counts_less_one,
                 const std::uint32_t* extras, std::string& out);

/// Reads a list from the front of `bytes`, whatever they are. One pass.
class ListReader {
 public:
  ListReader(const ListShape& shape, std::string_view bytes) noexcept : bits_(bytes), gap_width_(shape.usual_width()) {
    if (shape.has_widths()) {
      gap_width_ = bits_.get(kGapWidthBits);
      count_width_ = bits_.get(kCountWidthBits);
    }
    has_extras_ = bits_.get(1) != 0;
  }

  struct Entry {
    std::uint32_t gap;
    std::uint32_t count;
    std::uint32_t freq;
  };
  Entry next() noexcept {
    const auto [gap, count_less_one] = bits_.get_rices(gap_width_, count_width_);
    const std::uint32_t extra = has_extras_ ? static_cast<std::uint32_t>(bits_.get_golomb(0)) : 0;
    return {gap, count_less_one + 1, count_less_one + 1 + extra};
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
