#include "text/linear_probing.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <vector>

namespace svitok::text {
namespace {

struct Slot {
  std::uint32_t hash;
  std::uint32_t name;
};
bool is_free(const Slot& slot) { return slot.name == 0; }

bool finds(const base::LargeArray<Slot>& slots, const Slot& wanted) {
  const std::size_t mask = slots.size() - 1;
  for (std::size_t i = wanted.hash & mask; !is_free(slots[i]); i = (i + 1) & mask) {
    if (slots[i].name == wanted.name) return slots[i].hash == wanted.hash;
  }
  return false;
}

// Hashes that crowd at the end, so that runs go on at the front, before doubling and after.
TEST(LinearProbing, DoublingLosesNothingWhereverRunsLie) {
  std::mt19937 random(5);
  for (int round = 0; round < 300; ++round) {
    SCOPED_TRACE(round);
    base::LargeArray<Slot> slots(8);
    std::vector<Slot> inside;
    const std::uint32_t spread = 1U << random() % 12;
    while (slots.size() < 2048) {
      const std::size_t wanted = slots.size() - 1 - random() % 3;
      while (inside.size() < wanted) {
        const auto near_the_end = static_cast<std::uint32_t>(UINT32_MAX - random() % spread);
        const auto anywhere = static_cast<std::uint32_t>(random());
        const Slot slot{random() % 3 == 0 ? anywhere : near_the_end, static_cast<std::uint32_t>(inside.size() + 1)};
        insert_slot(slots, slot, slot.hash, is_free);
        inside.push_back(slot);
      }
      double_slots(slots, is_free, [](const Slot& slot) { return slot.hash; });
      ASSERT_TRUE(std::all_of(inside.begin(), inside.end(), [&](const Slot& slot) { return finds(slots, slot); }));
      ASSERT_EQ(std::count_if(slots.begin(), slots.end(), [](const Slot& slot) { return !is_free(slot); }),
                static_cast<std::ptrdiff_t>(inside.size()));
    }
  }
}

}  // namespace
}  // namespace svitok::text
