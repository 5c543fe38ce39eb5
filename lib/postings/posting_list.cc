#include "postings/posting_list.h"

#include <algorithm>
#include <span>

namespace svitok::postings {

namespace {

constexpr unsigned kGapWidthBits = 4;
constexpr unsigned kCountWidthBits = 2;

/// Whether a list is so long that widths of its own pay.
bool has_widths(const ListShape& shape) { return shape.size >= 8; }
/// The width for gaps otherwise.
unsigned usual_width(const ListShape& shape) { return rice_width(shape.documents, shape.term_documents); }

}  // namespace

void encode_list(const ListShape& shape, const std::uint32_t* gaps, const std::uint32_t* counts_less_one,
                 const std::uint32_t* extras, std::string& out) {
  unsigned gap_width = usual_width(shape);
  unsigned count_width = 0;
  BitWriter bits(out);
  if (has_widths(shape)) {
    gap_width = best_rice_width({gaps, shape.size}, 1U << kGapWidthBits);
    count_width = best_rice_width({counts_less_one, shape.size}, 1U << kCountWidthBits);
    bits.put(gap_width, kGapWidthBits);
    bits.put(count_width, kCountWidthBits);
  }
  const bool has_extras = std::any_of(extras, extras + shape.size, [](std::uint32_t extra) { return extra != 0; });
  bits.put(has_extras ? 1 : 0, 1);
  for (std::uint32_t i = 0; i < shape.size; ++i) {
    bits.put_rice(gaps[i], gap_width);
    bits.put_rice(counts_less_one[i], count_width);
    if (has_extras) bits.put_golomb(extras[i], 0);
  }
  bits.finish();
}

ListReader::ListReader(const ListShape& shape, std::string_view bytes) noexcept
    : bits_(bytes), gap_width_(usual_width(shape)) {
  if (has_widths(shape)) {
    gap_width_ = bits_.get(kGapWidthBits);
    count_width_ = bits_.get(kCountWidthBits);
  }
  has_extras_ = bits_.get(1) != 0;
}

}  // namespace svitok::postings
