// The positions of one term, all its documents' one after the other: gaps in chunks of 128 (rice_block.h), what is left
// over as a list of Rice codes (bits.h). The left-over of a term that has chunks begins with kLeftOver, which begins no
// chunk.
//
// A document's first position stands as it is, each later one as its distance from the one before, less one.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/checked_file.h"
#include "postings/block_codec.h"
#include "postings/lanes.h"

namespace svitok::postings {

/// No position, and greater than any.
inline constexpr std::uint32_t kNoPosition = UINT32_MAX;

inline constexpr char kLeftOver = '\xFF';

/// Appends documents' positions; the place of the next document is (chunk_offset(), in_chunk()).
class PositionEncoder {
 public:
  void clear() noexcept;
  /// `counts`: how many positions each of the documents has, at least 1; `positions`: those of one after the other.
  void add(std::span<const std::uint32_t> counts, std::span<const std::uint32_t> positions);
  [[nodiscard]] std::uint32_t chunk_offset() const noexcept { return static_cast<std::uint32_t>(bytes_.size()); }
  [[nodiscard]] std::uint16_t in_chunk() const noexcept { return static_cast<std::uint16_t>(pending_); }
  /// Writes what is left and gives the bytes, valid until clear().
  [[nodiscard]] std::string_view finish();

 private:
  std::string bytes_;
  std::uint32_t pending_ = 0;
  alignas(16) std::uint32_t gaps_[kBlock];
};

/// Reads positions forward from any place that PositionEncoder named.
class PositionReader {
 public:
  /// `occurrences`: positions of the term in all.
  PositionReader(const base::CheckedFile& file, std::uint64_t offset, std::uint64_t bytes,
                 std::uint64_t occurrences) noexcept
      : file_(&file), offset_(offset), bytes_(bytes), occurrences_(occurrences) {}

  /// Goes to the `skip`-th position from the start of the chunk at `chunk`.
  void seek(std::uint32_t chunk, std::uint32_t skip);
  void skip(std::uint32_t count) {
    if (count > size_ - index_) return skip_chunks(count);
    index_ += count;
  }
  /// Calls visit(position) for the next `count` positions, those of one document.
  template <typename Visit>
  void visit(std::uint32_t count, Visit visit) {
    std::uint32_t expected = 0;
    while (count != 0) {
      if (index_ == size_) load();
      const std::uint32_t here = std::min(count, size_ - index_);
      const std::uint32_t* const gaps = gaps_ + index_;
      for (std::uint32_t i = 0; i < here; ++i) {
        const std::uint32_t position = expected + gaps[i];
        expected = position + 1;
        visit(position);
      }
      index_ += here;
      count -= here;
    }
  }
  /// Calls visit(Lanes) with the next `count` positions, those of one document, four at a time; where there are fewer,
  /// kNoPosition.
  template <typename Visit>
  void visit_fours(std::uint32_t count, Visit visit) {
    constexpr Lanes kNumbers = {0, 1, 2, 3};
    Lanes expected = {};
    while (count != 0) {
      if (index_ == size_) load();
      const std::uint32_t here = std::min(count, size_ - index_);
      Lanes positions = {};
      for (std::uint32_t i = 0; i < here; i += 4) {
        positions = sum_lanes(load_lanes(gaps_ + index_ + i)) + kNumbers + expected;
        visit(positions | static_cast<Lanes>(kNumbers >= all_lanes(here - i)));
        expected = all_of_lane<3>(positions) + 1;
      }
      index_ += here;
      count -= here;
      if (count != 0) expected = all_lanes(positions[(here - 1) % 4] + 1);
    }
  }
  /// Appends the next `count` positions, those of one document.
  void append(std::uint32_t count, std::vector<std::uint32_t>& out) {
    out.resize(out.size() + count);
    std::uint32_t* next = out.data() + (out.size() - count);
    visit(count, [&next](std::uint32_t position) { *next++ = position; });
  }

 private:
  void load();
  void load_left_over(std::string_view bytes);
  void remember(std::uint64_t chunk);
  void skip_chunks(std::uint32_t count);
  [[nodiscard]] std::string_view next_chunk() const;
  [[noreturn]] void throw_malformed() const;

  const base::CheckedFile* file_;
  std::uint64_t offset_;
  std::uint64_t bytes_;
  std::uint64_t occurrences_;
  std::uint64_t at_ = 0;               // Offset of the next chunk,
  std::uint64_t loaded_ = UINT64_MAX;  // and of the one that gaps_ holds.
  std::uint32_t loaded_size_ = 0;
  std::uint64_t after_loaded_ = 0;
  std::uint32_t index_ = 0;
  std::uint32_t size_ = 0;
  alignas(16) std::uint32_t gaps_[kBlock + 4];  // With room for four to be read from any place.
};

}  // namespace svitok::postings
