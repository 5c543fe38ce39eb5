// What a ClusterCache has two of: a hash table of clusters, with open addressing and linear probing. Slots are as small
// as the clusters that they are for allow, because what a look-up costs is the memory that it touches.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>

#include "base/large_pages.h"
#include "text/linear_probing.h"
#include "text/seeded_hash.h"

namespace svitok::text {

/// What is known of a cluster.
struct KnownCluster {
  std::uint32_t value = 0;  ///< The id of the one word, or the name of a StoredCluster.
  std::uint8_t size = 0;    ///< Bytes of the cluster; 0: a free slot.
  bool stored = false;
  bool met_again = false;  ///< Looked up since it was added or kept.
};

/// `kWords`: how many integers of a cluster's head a slot has; those behind are zero in every cluster here. Not
/// thread-safe.
template <std::size_t kWords>
class ClusterTable {
 public:
  struct Slot {
    std::array<std::uint64_t, kWords> head{};
    KnownCluster known;

    [[nodiscard]] Head whole_head() const noexcept {
      Head whole{};
      std::copy(head.begin(), head.end(), whole.begin());
      return whole;
    }
  };
  static_assert(sizeof(Slot) == kWords * sizeof(std::uint64_t) + sizeof(std::uint64_t));

  ClusterTable() : slots_(kFirstSlots) {}

  /// Null if it is not there. `has_tail(known)`: whether what is behind the head is the same too.
  template <typename HasTail>
  [[nodiscard]] KnownCluster* find(const Head& head, std::size_t size, std::uint32_t hash, HasTail has_tail) noexcept {
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t i = hash & mask;; i = (i + 1) & mask) {
      Slot& slot = slots_[i];
      if (slot.known.size == 0) return nullptr;
      if (begins_with(head, slot) && slot.known.size == size && has_tail(slot.known)) return &slot.known;
    }
  }
  /// REQUIRES: not there yet; there is room.
  void add(const Head& head, const KnownCluster& known, std::uint32_t hash) noexcept {
    Slot slot{.known = known};
    std::copy_n(head.begin(), kWords, slot.head.begin());
    insert_slot(slots_, slot, hash, is_free);
    ++count_;
  }

  [[nodiscard]] bool has_room(std::size_t more) const noexcept { return (count_ + more) * 4 <= slots_.size() * 3; }
  [[nodiscard]] bool is_half_empty() const noexcept { return count_ * 2 <= slots_.size(); }
  [[nodiscard]] const Slot* slots() const noexcept { return slots_.data(); }
  [[nodiscard]] std::size_t size() const noexcept { return slots_.size(); }
  [[nodiscard]] std::size_t bytes() const noexcept { return slots_.size() * sizeof(Slot); }

  /// `hash(slot)`: that of its cluster.
  template <typename Hash>
  void grow(Hash hash) {
    double_slots(slots_, is_free, hash);
  }
  /// Forgets what was not met again. `keep(known)`: called for each that stays, once its hash is known.
  template <typename Hash, typename Keep>
  void thin_out(Hash hash, Keep keep) {
    filter_slots(slots_, is_free, [&](Slot& slot) -> std::optional<std::uint32_t> {
      if (!std::exchange(slot.known.met_again, false)) {
        --count_;
        return {};
      }
      const std::uint32_t of_slot = hash(slot);
      keep(slot.known);
      return of_slot;
    });
  }
  void clear() noexcept {
    std::fill(slots_.begin(), slots_.end(), Slot{});
    count_ = 0;
  }
  template <typename Visit>
  void for_each(Visit visit) {
    for (Slot& slot : slots_) {
      if (slot.known.size != 0) visit(slot.known);
    }
  }

 private:
  static constexpr std::size_t kFirstSlots = 1024;  // a power of two

  // Without the call of memcmp() that the array's own comparison is.
  static bool begins_with(const Head& head, const Slot& slot) noexcept {
    std::uint64_t differences = 0;
    for (std::size_t i = 0; i < kWords; ++i) differences |= head[i] ^ slot.head[i];
    return differences == 0;
  }
  static bool is_free(const Slot& slot) noexcept { return slot.known.size == 0; }

  base::LargeArray<Slot> slots_;
  std::size_t count_ = 0;
};

}  // namespace svitok::text
