// Postings that do not fill a block: of a term with fewer than kBlock documents, or the last ones of another. One
// stream of bits (bits.h):
//
//   if there are gaps: their order, a third of it in 2 bits
//   whether fields weigh in any of the documents: 1 bit
//   of each document: Golomb code of the gap; Golomb code of order 0 of the count of its positions less one; if fields
//   weigh in any, Golomb code of order 0 of the frequency less the count
//
// The first document of a term has no gap but its number, as it is: anything is as likely there. The ones that follow
// mostly are near, or else anywhere, since documents stand in the order of their keys. So no Rice code suits their
// gaps: Golomb codes take 15 % less.
#pragma once

#include <bit>
#include <cstdint>
#include <string>
#include <string_view>

#include "postings/bits.h"

namespace svitok::postings {

/// What both sides know of a list.
struct ListShape {
  std::uint32_t size;       ///< Documents in the list.
  std::uint32_t documents;  ///< How many there are in the file.
  bool is_first;            ///< The term has none before these.

  [[nodiscard]] constexpr bool has_gaps() const noexcept { return size > (is_first ? 1U : 0U); }
  /// The width of a document's number.
  [[nodiscard]] constexpr unsigned number_width() const noexcept {
    return static_cast<unsigned>(std::bit_width(documents));
  }
};
inline constexpr unsigned kOrderBits = 2;
inline constexpr unsigned kOrderStep = 3;

/// Appends the list of documents with these gaps (the first of a term: its number), counts of positions less one, and
/// frequencies less counts. REQUIRES: size != 0.
void encode_list(const ListShape& shape, const std::uint32_t* gaps, const std::uint32_t* counts_less_one,
                 const std::uint32_t* extras, std::string& out);

/// Reads a list from the front of `bytes`, whatever they are.
class ListReader {
 public:
  ListReader(const ListShape& shape, std::string_view bytes) noexcept : bits_(bytes), shape_(shape) {}

  /// Calls visit(gap, count, freq) for every document. Called once.
  template <typename Visit>
  void visit(Visit visit) {
    const unsigned order = shape_.has_gaps() ? bits_.get(kOrderBits) * kOrderStep : 0;
    const bool has_extras = bits_.get(1) != 0;
    const auto visit_with_freq = [&](std::uint64_t gap, std::uint64_t count_less_one) {
      const auto count = static_cast<std::uint32_t>(count_less_one + 1);
      visit(gap, count, count + (has_extras ? static_cast<std::uint32_t>(bits_.get_golomb(0)) : 0));
    };
    std::uint32_t left = shape_.size;
    if (shape_.is_first && left != 0) {
      const std::uint32_t number = bits_.get(shape_.number_width());
      visit_with_freq(number, bits_.get_golomb(0));
      --left;
    }
    for (; left != 0; --left) {
      const auto [gap, count_less_one] = bits_.get_golombs<2>({order, 0});
      visit_with_freq(gap, count_less_one);
    }
  }
  /// False if the bytes were not such a list, once all of it has been read.
  [[nodiscard]] bool ok() const noexcept { return bits_.ok(); }
  /// What stands behind it then.
  [[nodiscard]] std::string_view rest() const noexcept { return bits_.rest(); }

 private:
  BitReader bits_;
  ListShape shape_;
};

}  // namespace svitok::postings
