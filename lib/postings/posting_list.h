// Postings that do not fill a block: of a term with 2 to kBlock - 1 documents, or the last ones of another. (A single
// document stands in the dictionary.) One stream of bits (bits.h):
//
//   the order of the gaps, a third of it in 2 bits
//   whether fields weigh in any of the documents: 1 bit
//   of each document: Golomb code of the gap; Golomb code of order 0 of the count of its positions less one; if fields
//   weigh in any, Golomb code of order 0 of the frequency less the count
//
// The first document of a term has no gap but its number, as it is: anything is as likely there. The ones that follow
// mostly are near, or else anywhere, since documents stand in the order of their keys. So no Rice code suits their
// gaps: Golomb codes take 15 % less.
#pragma once

#include <array>
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

/// Reads a list from the front of `bytes`, whatever they are. REQUIRES: kBitsPadding readable bytes behind them.
class ListReader {
 public:
  ListReader(const ListShape& shape, std::string_view bytes) noexcept : bits_(bytes), shape_(shape) {}

  /// Calls visit(gap, count, freq) for every document. Called once.
  template <typename Visit>
  void visit(Visit visit) {
    const unsigned order = bits_.get(kOrderBits) * kOrderStep;
    if (bits_.get(1) != 0) {
      visit_all<true>(order, visit);
    } else {
      visit_all<false>(order, visit);
    }
  }
  /// False if the bytes were not such a list, once all of it has been read.
  [[nodiscard]] bool ok() const noexcept { return bits_.ok(); }
  /// What stands behind it then.
  [[nodiscard]] std::string_view rest() const noexcept { return bits_.rest(); }

 private:
  struct Document {
    std::uint32_t count_less_one;
    std::uint32_t extra;
    std::uint64_t gap;
  };
  // The rest of one whose gap has been read.
  template <bool kHasExtras, typename Bits>
  [[gnu::always_inline]] static Document read_one(Bits& from, std::uint64_t gap) {
    const auto count_less_one = static_cast<std::uint32_t>(from.get_golomb(0));
    return {count_less_one, kHasExtras ? static_cast<std::uint32_t>(from.get_golomb(0)) : 0, gap};
  }
  template <bool kHasExtras, typename Visit>
  void visit_all(unsigned order, Visit& visit) {
    const auto visit_one = [&visit](const Document& document) {
      const std::uint32_t count = document.count_less_one + 1;
      visit(document.gap, count, count + document.extra);
    };
    std::uint32_t left = shape_.size;
    if (shape_.is_first && left != 0) {
      visit_one(read_one<kHasExtras>(bits_, bits_.get(shape_.number_width())));
      --left;
    }
    const auto read_next = [order](auto& from) { return read_one<kHasExtras>(from, from.get_golomb(order)); };
    for (; left >= 2; left -= 2) {
      const auto two = bits_.read_together([&](auto& from) { return std::array{read_next(from), read_next(from)}; });
      for (const Document& document : two) visit_one(document);
    }
    if (left != 0) visit_one(bits_.read_together(read_next));
  }

  BitReader bits_;
  ListShape shape_;
};

}  // namespace svitok::postings
