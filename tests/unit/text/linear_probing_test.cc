#include "text/linear_probing.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
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

// Runs that go on at the front, of which any slot may go.
TEST(LinearProbing, FilteringTakesOutWhatDoesNotStayAndNothingElse) {
  std::mt19937 random(6);
  for (int round = 0; round < 3000; ++round) {
    SCOPED_TRACE(round);
    base::LargeArray<Slot> slots(64);
    const auto count = static_cast<std::uint32_t>(random() % slots.size());
    const std::uint32_t spread = 1U << random() % 7;
    std::vector<Slot> inside;
    for (std::uint32_t i = 0; i < count; ++i) {
      inside.push_back({static_cast<std::uint32_t>(UINT32_MAX - random() % spread), i + 1});
      insert_slot(slots, inside.back(), inside.back().hash, is_free);
    }
    const std::size_t kept_of_eight = random() % 9;
    std::vector<bool> stays(count);
    for (std::uint32_t i = 0; i < count; ++i) stays[i] = random() % 8 < kept_of_eight;
    filter_slots(slots, is_free, [&](Slot& slot) {
      return stays[slot.name - 1] ? std::optional<std::uint32_t>(slot.hash) : std::nullopt;
    });
    for (const Slot& slot : inside) ASSERT_EQ(finds(slots, slot), stays[slot.name - 1]) << slot.name;
    ASSERT_EQ(std::count_if(slots.begin(), slots.end(), [](const Slot& slot) { return !is_free(slot); }),
              std::count(stays.begin(), stays.end(), true));
  }
}

}  // namespace
}  // namespace svitok::text
