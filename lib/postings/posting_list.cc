#include "postings/posting_list.h"

#include <algorithm>
#include <span>

namespace svitok::postings {

namespace {

// Which order of 0, kOrderStep, ... makes the codes of `gaps` shortest, as the number that is written.
unsigned best_order(std::span<const std::uint32_t> gaps) {
  constexpr unsigned kOrders = 1U << kOrderBits;
  unsigned sizes[kOrders] = {};
  for (const std::uint32_t gap : gaps) {
    for (unsigned order = 0; order < kOrders; ++order) sizes[order] += golomb_size(gap, order * kOrderStep);
  }
  return static_cast<unsigned>(std::min_element(sizes, sizes + kOrders) - sizes);
}

}  // namespace

void encode_list(const ListShape& shape, const std::uint32_t* gaps, const std::uint32_t* counts_less_one,
                 const std::uint32_t* extras, std::string& out) {
  const std::uint32_t numbers = shape.is_first ? 1 : 0;
  const unsigned order = best_order({gaps + numbers, shape.size - numbers});
  const bool has_extras = std::any_of(extras, extras + shape.size, [](std::uint32_t extra) { return extra != 0; });
  BitWriter bits(out);
  bits.put(order, kOrderBits);
  bits.put(has_extras ? 1 : 0, 1);
  for (std::uint32_t i = 0; i < shape.size; ++i) {
    if (i < numbers) {
      bits.put(gaps[i], shape.number_width());
    } else {
      bits.put_golomb(gaps[i], order * kOrderStep);
    }
    bits.put_golomb(counts_less_one[i], 0);
    if (has_extras) bits.put_golomb(extras[i], 0);
  }
  bits.finish();
}

}  // namespace svitok::postings
