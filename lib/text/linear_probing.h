// What hash tables with open addressing and linear probing share (Knuth, TAOCP 3, 6.4, algorithm L): a slot is looked
// for from where its hash points, modulo the size, up to the first that is free. Sizes are powers of two.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
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

/// Takes out, where they lie, the slots that do not stay: `stays(slot)` is the hash of one that does, which it may
/// change; if it throws, the slot is out. REQUIRES: as for double_slots().
template <typename Slot, typename IsFree, typename Stays>
void filter_slots(base::LargeArray<Slot>& slots, IsFree is_free, Stays stays) {
  // From a free slot on, nothing is put behind a slot that is still to come.
  std::size_t i = 0;
  while (!is_free(slots[i])) ++i;
  for (std::size_t left = slots.size(); left > 0; --left, i = (i + 1) & (slots.size() - 1)) {
    if (is_free(slots[i])) continue;
    Slot slot = std::exchange(slots[i], Slot{});
    if (const std::optional<std::uint32_t> hash = stays(slot)) insert_slot(slots, slot, *hash, is_free);
  }
}

}  // namespace svitok::text
