// What hash tables with open addressing and linear probing share (Knuth, TAOCP 3, 6.4, algorithm L): a slot is looked
// for from where its hash points, modulo the size, up to the first that is free. Sizes are powers of two.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "base/large_pages.h"

namespace svitok::text {

/// Puts `slot`, whose hash is `hash`, into the first free one. REQUIRES: there is one. `is_free(slot)`.
template <typename Slot, typename IsFree>
void insert_slot(base::LargeArray<Slot>& slots, const Slot& slot, std::uint32_t hash, IsFree is_free) noexcept {
  const std::size_t mask = slots.size() - 1;
  std::size_t i = hash & mask;
  while (!is_free(slots[i])) i = (i + 1) & mask;
  slots[i] = slot;
}

/// Doubles the table where it lies: memory that is new costs more than the work. `hash(slot)`. REQUIRES: a slot is
/// free; free ones are all zero. Throws std::bad_alloc, and then the table is as it was.
template <typename Slot, typename IsFree, typename Hash>
void double_slots(base::LargeArray<Slot>& slots, IsFree is_free, Hash hash) {
  // What stands before the first free slot may belong to the end. It goes last, so that nothing is put behind a slot
  // that then moves away.
  std::vector<Slot> front;
  std::size_t i = 0;
  for (; !is_free(slots[i]); ++i) front.push_back(slots[i]);
  const std::size_t half = slots.size();
  slots.grow(2 * half);
  std::fill_n(slots.begin(), i, Slot{});
  for (; i < half; ++i) {
    if (is_free(slots[i])) continue;
    const Slot slot = std::exchange(slots[i], Slot{});
    insert_slot(slots, slot, hash(slot), is_free);
  }
  for (const Slot& slot : front) insert_slot(slots, slot, hash(slot), is_free);
}

}  // namespace svitok::text
