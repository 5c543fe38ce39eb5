// Walks the documents of one term, in order.
//
// The postings of a term with at least 128 documents are blocks of 128 with a table in front: for each block its last
// document, where it ends, where its positions begin, and the greatest impact in it. skip_to() gallops over the table
// and unpacks one block; a ranked search reads greatest impacts off the table and unpacks nothing that cannot score.
// Frequencies and positions are unpacked only when asked for.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/checked_file.h"
#include "base/coding.h"
#include "postings/bits.h"
#include "postings/block_codec.h"
#include "postings/forms.h"
#include "postings/positions.h"

namespace svitok::postings {

/// Past the last document.
inline constexpr std::uint32_t kEnd = UINT32_MAX;

/// A term's entry in the dictionary.
struct TermInfo {
  std::uint32_t documents = 0;        ///< Documents that have the term, removed ones included.
  std::uint32_t forms = 1;            ///< How many codes of forms it has (forms.h).
  std::uint64_t occurrences = 0;      ///< Positions.
  std::uint64_t postings_offset = 0;  ///< Its positions follow its postings.
  std::uint32_t postings_bytes = 0;
  std::uint64_t positions_bytes = 0;
  std::uint32_t doc = 0;    ///< Where only one document has the term, which then has no list: that document,
  std::uint32_t extra = 0;  ///< and its frequency less the count of its positions.

  struct Base {
    std::uint64_t offset = 0;  ///< Postings come one behind the other: where those of the term before end.
    unsigned doc_width = 0;    ///< Bits of a `doc`.
    void write(BitWriter& bits) const;
    void read(BitReader& bits) noexcept {
      offset = bits.get_number();
      doc_width = std::min(bits.get(kDocWidthBits), 32U);
    }
  };
  [[nodiscard]] static Base base_of(std::span<const TermInfo> block);
  void write(BitWriter& bits, Base& base) const;
  void read(BitReader& bits, Base& base) noexcept {
    bits.read_together([this, doc_width = base.doc_width](auto& from) { return read_from(from, doc_width); });
    postings_offset = base.offset;
    base.offset += postings_bytes + positions_bytes;
  }

 private:
  static constexpr unsigned kDocWidthBits = 6;
  static constexpr unsigned kBytesOrder = 2;

  // Without a branch on how many documents there are, which would be guessed wrong half of the time. Always true, for
  // read_together() wants some value.
  template <typename Bits>
  [[gnu::always_inline]] bool read_from(Bits& from, unsigned doc_width) noexcept {
    const std::uint64_t documents_less_one = from.get_golomb(0);
    occurrences = documents_less_one + 1 + from.get_golomb(0);
    const std::uint64_t forms_less_one = from.get_golomb(0);
    positions_bytes = from.get_golomb(kBytesOrder);
    const bool is_one = documents_less_one == 0;
    const std::uint64_t extra_or_bytes = from.get_golomb(is_one ? 0 : kBytesOrder);
    doc = from.get(is_one ? doc_width : 0);
    extra = is_one ? static_cast<std::uint32_t>(extra_or_bytes) : 0;
    postings_bytes = is_one ? 0 : static_cast<std::uint32_t>(extra_or_bytes);
    if (is_one && forms_less_one != 0) [[unlikely]]
      postings_bytes = static_cast<std::uint32_t>(from.get_golomb(kBytesOrder));
    documents = static_cast<std::uint32_t>(documents_less_one) + 1;
    forms = static_cast<std::uint32_t>(forms_less_one) + 1;
    return true;
  }
};

/// The table entry of a block, as it stands in the file (16 bytes).
struct BlockEntry {
  std::uint32_t last_doc;
  std::uint32_t end;             ///< Of its data, from the end of the table.
  std::uint32_t positions;       ///< Offset of the chunk of positions that its first one is in.
  std::uint16_t bound;           ///< encode_bound() of its greatest impact, by the segment's own average length.
  std::uint16_t positions_skip;  ///< Positions before its first one in that chunk.
};
static_assert(sizeof(BlockEntry) == 16);

/// Where the positions of a term in a document are.
struct Place {
  std::uint32_t block = 0;
  std::uint32_t before = 0;  ///< Positions in the block's documents before this one.
  std::uint32_t count = 0;   ///< In the document; 0: the term is not there.
};

/// Where the positions of a run of documents are: one a document.
class PlaceRun {
 public:
  PlaceRun(std::uint32_t block, const std::uint32_t* ends, const std::uint32_t* counts)
      : block_(block), ends_(ends), counts_(counts) {}
  [[nodiscard]] Place operator[](std::size_t i) const { return {block_, ends_[i] - counts_[i], counts_[i]}; }

 private:
  std::uint32_t block_;
  const std::uint32_t* ends_;
  const std::uint32_t* counts_;
};

/// Reads the postings of a term with fewer than kBlock documents without the cost of a cursor. What stands behind them:
/// its forms. REQUIRES: info.documents < kBlock.
std::string_view read_short_list(const base::CheckedFile& file, const TermInfo& info, std::uint32_t documents,
                                 std::uint32_t* docs, std::uint32_t* freqs);

/// Borrows the file; one thread. All members may throw CorruptionError when the file is damaged.
class Cursor {
 public:
  Cursor(const base::CheckedFile& file, const TermInfo& info, std::uint32_t documents);
  ~Cursor();
  Cursor(Cursor&&) noexcept;
  Cursor& operator=(Cursor&&) noexcept;

  /// The present document; kEnd past the last. A new cursor stands on the first.
  [[nodiscard]] std::uint32_t doc() const noexcept { return doc_; }
  /// How many documents there are in all.
  [[nodiscard]] std::uint32_t documents() const noexcept { return info_.documents; }

  /// REQUIRES: doc() != kEnd.
  void next() {
    if (++index_ < size_) {
      doc_ = docs_[index_];
    } else {
      next_block();
    }
  }

  /// Moves to the first document >= target; never backwards.
  void skip_to(std::uint32_t target) {
    if (target <= doc_) return;
    if (target > block_last_) {
      skip_blocks(target);
      if (doc_ >= target) return;
    }
    index_ = find_in_block(target);
    doc_ = docs_[index_];
  }

  /// Back to the first document.
  void restart();

  /// The weighted frequency in the present document. REQUIRES: doc() != kEnd.
  [[nodiscard]] std::uint32_t freq() {
    if (!has_freqs_) unpack_freqs();
    return freqs_[index_];
  }

  /// Where the present document's positions are. REQUIRES: doc() != kEnd.
  [[nodiscard]] Place place() {
    if (!has_counts_) unpack_counts();
    return {block_, sum_below(counts_, index_), counts_[index_]};
  }

  /// Calls visit(doc, freq) for every document from the present one up to but without `limit`, and moves to the first
  /// not visited.
  template <typename Visit>
  void visit_below(std::uint32_t limit, Visit visit) {
    visit_runs_below(limit, [&visit](std::span<const std::uint32_t> docs, const std::uint32_t* freqs) {
      for (std::size_t i = 0; i < docs.size(); ++i) visit(docs[i], freqs[i]);
    });
  }

  /// Calls visit(docs, freqs) with as many documents at a time as are at hand, from the present one up to but without
  /// `limit`, and moves to the first not visited; or visit(docs, freqs, places), a PlaceRun.
  template <typename Visit>
  void visit_runs_below(std::uint32_t limit, Visit visit) {
    constexpr bool kWithPlaces =
        std::is_invocable_v<Visit, std::span<const std::uint32_t>, const std::uint32_t*, PlaceRun>;
    while (doc_ < limit) {
      if (!has_freqs_) unpack_freqs();
      if (kWithPlaces && !has_ends_) sum_counts();
      const std::uint32_t end = block_last_ < limit ? size_ : find_in_block(limit);
      const std::span<const std::uint32_t> docs(docs_ + index_, end - index_);
      if constexpr (kWithPlaces) {
        visit(docs, freqs_ + index_, PlaceRun(block_, ends_ + index_, counts_ + index_));
      } else {
        visit(docs, freqs_ + index_);
      }
      if (end == size_) {
        index_ = size_ - 1;
        next_block();
      } else {
        index_ = end;
        doc_ = docs_[end];
      }
    }
  }

  /// Calls visit(item, is_here, freq), or visit(item, is_here, freq, place), for each of [item, end), whose `doc`
  /// ascend. Stops at the first item behind the last document. Never moves backwards.
  template <typename Item, typename Visit>
  void look_up(Item item, Item end, Visit visit) {
    constexpr bool kWithPlaces = std::is_invocable_v<Visit, decltype(*item), bool, std::uint32_t, Place>;
    while (item != end) {
      skip_to(item->doc);
      if (doc_ == kEnd) return;
      if (!has_freqs_) unpack_freqs();
      if (kWithPlaces && !has_ends_) sum_counts();
      const std::uint32_t last = block_last_;
      std::uint32_t i = index_;
      for (; item != end && item->doc <= last; ++item) {
        i = find_in_block(item->doc);
        const bool is_here = docs_[i] == item->doc;
        if constexpr (kWithPlaces) {
          visit(*item, is_here, freqs_[i], Place{block_, ends_[i] - counts_[i], counts_[i]});
        } else {
          visit(*item, is_here, freqs_[i]);
        }
      }
      index_ = i;
      doc_ = docs_[i];
    }
  }

  /// The present document's place among those of its block.
  [[nodiscard]] std::uint32_t index() const noexcept { return index_; }
  /// The present document's block; 0 in a short list.
  [[nodiscard]] std::uint32_t block() const noexcept { return block_; }
  /// The forms of the present block's documents, and their frequencies. REQUIRES: doc() != kEnd; the term has several.
  [[nodiscard]] FormsReader forms();
  [[nodiscard]] const std::uint32_t* freqs_of_block() {
    if (!has_freqs_) unpack_freqs();
    return freqs_;
  }
  /// Moves to the first document of the next block.
  void leave_block() { next_block(); }

  /// How many blocks with a table entry there are; 0 for a short list.
  [[nodiscard]] std::uint32_t blocks() const noexcept { return blocks_; }
  /// The `count` blocks with the greatest bounds.
  [[nodiscard]] std::vector<std::uint32_t> best_blocks(std::size_t count) const;
  /// Those whose bounds are not below `least`, the greatest bound first.
  [[nodiscard]] std::vector<std::uint32_t> blocks_from(std::uint32_t least) const;
  /// The greatest bound (encode_bound) of a block's documents.
  [[nodiscard]] std::uint16_t bound_of_block(std::uint32_t block) const { return entry(block).bound; }
  /// Calls visit(docs, freqs) with the documents of a block. The cursor is good for nothing else after.
  template <typename Visit>
  void visit_block(std::uint32_t block, Visit visit) {
    load_block(block);
    if (!has_freqs_) unpack_freqs();
    visit(std::span<const std::uint32_t>(docs_, size_), freqs_);
  }

  /// All positions of the term in the present document, ascending, into `out` (cleared first).
  void positions(std::vector<std::uint32_t>& out);

  /// The greatest bound (encode_bound) of the blocks that hold documents in [first, last], from the present one on; 0
  /// if there are none. `first` must not go down from call to call.
  [[nodiscard]] std::uint16_t bound(std::uint32_t first, std::uint32_t last);
  /// The same for the block that holds `doc` or the next one after it. `doc` must not go down.
  [[nodiscard]] std::uint16_t bound_at(std::uint32_t doc) {
    if (blocks_ == 0) return doc > block_last_ || doc_ == kEnd ? 0 : short_bound_;
    while (shallow_ < blocks_ && entry(shallow_).last_doc < doc) ++shallow_;
    return shallow_ < blocks_ ? entry(shallow_).bound : 0;
  }
  /// The same for all the term's documents.
  [[nodiscard]] std::uint16_t bound() const;
  /// The last document of the block that holds `doc` or the next one after it; kEnd - 1 past the end. `doc` must not go
  /// down.
  [[nodiscard]] std::uint32_t block_end(std::uint32_t doc);

 private:
  // The first place in the present block whose document is >= target. REQUIRES: there is one. Without branches, which
  // could not be predicted, and not from index_ on, so that successive searches need not wait for each other.
  [[nodiscard]] std::uint32_t find_in_block(std::uint32_t target) const {
    constexpr std::uint32_t kStride = 8;
    std::uint32_t at = 0;
    for (std::uint32_t half = kBlock / 2; half >= kStride; half /= 2) at += docs_[at + half - 1] < target ? half : 0;
    return at + count_less_of_8(docs_ + at, target);
  }
  [[nodiscard]] BlockEntry entry(std::uint32_t block) const {
    return base::load_fixed<BlockEntry>(table_ + std::size_t{block} * sizeof(BlockEntry));
  }
  void load_short_list(std::string_view bytes);
  void load_block(std::uint32_t block);
  void load_only_doc(std::string_view forms);
  void load_tail(std::string_view data, std::uint32_t base, std::uint32_t size);
  void finish_tail(std::uint32_t size);
  void next_block();
  void skip_blocks(std::uint32_t target);
  [[nodiscard]] std::uint32_t block_from(std::uint32_t low, std::uint32_t high, std::uint32_t target) const;
  void unpack_counts();
  void unpack_freqs();
  void sum_counts();
  [[nodiscard]] std::string_view block_data(std::uint32_t block) const;
  void finish() noexcept;

  std::uint32_t doc_ = kEnd;
  std::uint32_t index_ = 0;
  std::uint32_t size_ = 0;
  std::uint32_t block_last_ = 0;
  bool has_freqs_ = false;
  bool has_counts_ = false;
  bool has_ends_ = false;
  std::uint16_t short_bound_ = 0;
  std::uint32_t block_ = 0;
  std::uint32_t blocks_ = 0;   // 0: a short list, without a table.
  std::uint32_t shallow_ = 0;  // Where bound() and block_end() have got to.
  std::string_view rest_;      // What of the present block is not unpacked yet.
  const char* table_ = nullptr;
  std::uint64_t data_offset_ = 0;
  const base::CheckedFile* file_;
  TermInfo info_;
  std::uint32_t limit_;  // Documents of the segment.
  std::unique_ptr<PositionReader> reader_;
  std::uint32_t reader_block_ = UINT32_MAX;  // The block the reader is in, and how many documents of it are behind it.
  std::uint32_t reader_doc_ = 0;
  alignas(16) std::uint32_t docs_[kBlock];  // Behind size_, kEnd.
  alignas(16) std::uint32_t freqs_[kBlock];
  alignas(16) std::uint32_t counts_[kBlock];  // Positions in each document,
  alignas(16) std::uint32_t ends_[kBlock];    // and in all of the block up to and with it, if has_ends_.
};

/// Reads a term's positions in documents that a cursor has found, by their places, without unpacking anything else.
/// Borrows the file; one thread. Ascending places are cheapest.
class PositionCursor {
 public:
  PositionCursor(const base::CheckedFile& file, const TermInfo& info);

  /// Calls visit(position) for all positions at `place`, ascending. `place`: as a cursor on the same list gave it.
  template <typename Visit>
  void visit(const Place& place, Visit visit) {
    move_to(place);
    reader_.visit(place.count, visit);
  }
  /// Calls visit(Lanes) with all positions at `place`, ascending, four at a time; kNoPosition where there are fewer.
  template <typename Visit>
  void visit_fours(const Place& place, Visit visit) {
    move_to(place);
    reader_.visit_fours(place.count, visit);
  }
  /// Fetches ahead what is about there.
  void prefetch(const Place& place) const;
  /// Appends them to `out`.
  void append(const Place& place, std::vector<std::uint32_t>& out) {
    if (place.count == 0) return;
    move_to(place);
    reader_.append(place.count, out);
  }

 private:
  void move_to(const Place& place) {
    if (place.count > info_.occurrences) throw_too_large();
    if (place.block == block_ && place.before >= before_) {
      reader_.skip(place.before - before_);
    } else {
      seek(place);
    }
    before_ = place.before + place.count;
  }
  [[nodiscard]] BlockEntry entry(std::uint32_t block) const;
  void seek(const Place& place);
  [[noreturn]] void throw_too_large() const;

  const base::CheckedFile* file_;
  TermInfo info_;
  std::uint32_t block_ = UINT32_MAX;  // The block that the reader is in, and how many of its positions are behind it.
  std::uint32_t before_ = 0;
  PositionReader reader_;
};

}  // namespace svitok::postings
