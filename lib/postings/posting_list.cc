#include "postings/posting_list.h"

#include <algorithm>
#include <span>

namespace svitok::postings {

void encode_list(const ListShape& shape, const std::uint32_t* gaps, const std::uint32_t* counts_less_one,
                 const std::uint32_t* extras, std::string& out) {
  unsigned gap_width = shape.usual_width();
  unsigned count_width = 0;
  BitWriter bits(out);
  if (shape.has_widths()) {
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

}  // namespace svitok::postings
