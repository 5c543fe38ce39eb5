// Clusters (stretches of text without white space) by their bytes: what tokens they are.
//
// A cluster that came before costs one hash look-up, and for nineteen in twenty the slot is all that is read: clusters
// of up to 24 bytes that are one word, as they stand, are kept in the slot itself. The tokens of others are kept as a
// template in an arena. When the cache is full, what was met only once goes (a second chance: most clusters of a text
// occur once, and most of its running words are the same few). Not thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "base/large_pages.h"
#include "base/prefetch.h"
#include "text/arena.h"
#include "text/seeded_hash.h"

namespace svitok::text {

/// A token of a cluster, relative to it.
struct TokenTemplate {
  std::uint32_t word;  ///< Its id.
  std::uint16_t begin;
  std::uint16_t end;
  std::uint16_t position;
  bool extra;
};

/// A cluster's bytes in the form in which they are compared.
struct HashedBytes {
  Head head;
  std::string_view bytes;
  std::uint32_t hash;

  [[nodiscard]] std::string_view tail() const noexcept {
    return bytes.size() <= kHeadBytes ? std::string_view() : bytes.substr(kHeadBytes);
  }
};

/// A cluster that is more than one word as it stands. In memory its tokens follow, then its bytes from the 24th on.
struct StoredCluster {
  std::uint16_t token_count;
  std::uint16_t position_count;  ///< Ordinary tokens.

  [[nodiscard]] std::span<const TokenTemplate> tokens() const noexcept {
    return {reinterpret_cast<const TokenTemplate*>(this + 1), token_count};
  }
  [[nodiscard]] const char* tail() const noexcept {
    return reinterpret_cast<const char*>(this + 1) + tokens().size_bytes();
  }
};

class ClusterCache {
 public:
  /// Longer clusters are not kept.
  static constexpr std::size_t kLongestCluster = 255;

  struct Slot {
    Head head{};
    std::uint32_t value = 0;  ///< The id of the one word, or the name of a StoredCluster.
    std::uint8_t size = 0;    ///< Bytes of the cluster; 0: free.
    bool stored = false;
    bool met_again = false;  ///< Looked up since it was added or kept.
  };

  /// `most_bytes`: roughly what it may take; it may take what its smallest size needs in any case.
  explicit ClusterCache(std::size_t most_bytes);

  /// Sets `key` to `text` [at, at + size), where the text around it may be read. size <= kLongestCluster. In its place:
  /// to copy what has just been written in smaller pieces would wait for them.
  void hash(std::string_view text, std::size_t at, std::size_t size, HashedBytes& key) const noexcept {
    key.head = head_of(text, at, size);
    key.bytes = {text.data() + at, size};
    key.hash = hash_(key.head, size, key.tail());
  }
  void prefetch(const HashedBytes& key) const noexcept { base::prefetch(&slots_[key.hash & mask_]); }

  /// For `more` calls of add(). May forget clusters.
  void make_room(std::size_t more) {
    while ((count_ + more) * 4 > slots_.size() * 3) grow_or_thin_out();
  }

  /// The cluster with these bytes, or null. Valid until the next make_room().
  [[nodiscard]] const Slot* find(const HashedBytes& key) noexcept {
    for (std::size_t i = key.hash & mask_;; i = (i + 1) & mask_) {
      Slot& slot = slots_[i];
      if (slot.size == 0) return nullptr;
      if (!same(slot.head, key.head) || slot.size != key.bytes.size()) continue;
      if (slot.size > kHeadBytes && !has_tail(slot, key.tail())) continue;
      if (!slot.met_again) slot.met_again = true;
      return &slot;
    }
  }
  [[nodiscard]] const StoredCluster& stored(const Slot& slot) const noexcept {
    return *static_cast<const StoredCluster*>(arena_.at(slot.value));
  }

  /// REQUIRES: not there yet; 1 to kLongestCluster bytes; there is room.
  void add(const HashedBytes& key, std::span<const TokenTemplate> tokens, std::uint16_t position_count);

  [[nodiscard]] std::size_t bytes() const noexcept { return arena_.bytes() + slots_.size() * sizeof(Slot); }

  /// Forgets the clusters that were not met again, and gives the words of the others new ids: number(old id).
  template <typename Number>
  void renumber(Number number) {
    thin_out();
    for (Slot& slot : slots_) {
      if (slot.size == 0) continue;
      if (!slot.stored) {
        slot.value = number(slot.value);
      } else {
        for (TokenTemplate& token : tokens_of(slot)) token.word = number(token.word);
      }
    }
  }

 private:
  using Slots = std::vector<Slot, base::LargePages<Slot>>;

  // Without the call of memcmp() that the array's own comparison is.
  static bool same(const Head& a, const Head& b) noexcept {
    return ((a[0] ^ b[0]) | (a[1] ^ b[1]) | (a[2] ^ b[2])) == 0;
  }
  [[nodiscard]] bool has_tail(const Slot& slot, std::string_view tail) const noexcept {
    return std::memcmp(stored(slot).tail(), tail.data(), tail.size()) == 0;
  }
  [[nodiscard]] std::span<TokenTemplate> tokens_of(const Slot& slot);
  [[nodiscard]] std::uint32_t store(const HashedBytes& key, std::span<const TokenTemplate> tokens,
                                    std::uint16_t position_count);
  void grow_or_thin_out();
  void thin_out();
  void insert(const Slot& slot) noexcept;
  [[nodiscard]] std::uint32_t hash_of(const Slot& slot) const noexcept;
  void keep_in(Arena& arena, Slot& slot) const;

  SeededHash hash_;
  std::size_t most_bytes_;
  Arena arena_;
  Slots slots_;
  std::size_t mask_;  ///< slots_.size() - 1
  std::size_t count_ = 0;
};

static_assert(sizeof(ClusterCache::Slot) == 32);

}  // namespace svitok::text
