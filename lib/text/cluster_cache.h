// Clusters (stretches of text without white space) by their bytes: what tokens they are.
//
// A cluster that came before costs one hash look-up, and for nineteen in twenty the slot is all that is read: clusters
// of up to 24 bytes that are one word, as they stand, are kept in the slot itself. The tokens of others are kept as a
// template in an arena. Two in three running clusters have no more than 8 bytes, but one in five different ones: these
// have a table of their own with slots of half the size, of which the caches hold most. When the cache is full, what
// was met only once goes (a second chance: most clusters of a text occur once, and most of its running words are the
// same few). Not thread-safe.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>

#include "base/prefetch.h"
#include "text/arena.h"
#include "text/cluster_table.h"
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

  /// `most_bytes`: roughly what it may take; it may take what its smallest size needs in any case.
  explicit ClusterCache(std::size_t most_bytes);

  [[nodiscard]] static constexpr bool is_short(std::size_t size) noexcept { return size <= sizeof(std::uint64_t); }

  /// Sets `key` to `text` [at, at + size), where the text around it may be read. size <= kLongestCluster. In its place:
  /// to copy what has just been written in smaller pieces would wait for them.
  void hash(std::string_view text, std::size_t at, std::size_t size, HashedBytes& key) const noexcept {
    const Head head = head_of(text, at, size);
    for (std::size_t i = 0; i < head.size(); ++i) key.head[i] = head[i];
    key.bytes = {text.data() + at, size};
    key.hash = hash_(head, size, key.tail());
  }
  /// Without a branch: whether the next cluster is a short one cannot be guessed.
  void prefetch(const HashedBytes& key) const noexcept {
    const View& view = views_[is_short(key.bytes.size()) ? 0 : 1];
    base::prefetch(view.slots + (key.hash & view.mask) * view.slot_bytes);
  }

  /// For `more` calls of add(). May forget clusters.
  void make_room(std::size_t more) {
    if (!short_.has_room(more) || !long_.has_room(more)) provide_room(more);
  }

  /// The cluster with these bytes, or null. Valid until the next make_room().
  [[nodiscard]] const KnownCluster* find(const HashedBytes& key) noexcept {
    return is_short(key.bytes.size()) ? find_short(key) : find_long(key);
  }
  /// The same of one for which is_short() holds, or does not.
  [[nodiscard]] const KnownCluster* find_short(const HashedBytes& key) noexcept {
    return met(short_.find(key.head, key.bytes.size(), key.hash, [](const KnownCluster& /*known*/) { return true; }));
  }
  [[nodiscard]] const KnownCluster* find_long(const HashedBytes& key) noexcept {
    return met(long_.find(key.head, key.bytes.size(), key.hash, [&](const KnownCluster& known) {
      return known.size <= kHeadBytes || std::memcmp(stored(known).tail(), key.tail().data(), key.tail().size()) == 0;
    }));
  }
  [[nodiscard]] const StoredCluster& stored(const KnownCluster& known) const noexcept {
    return *static_cast<const StoredCluster*>(arena_.at(known.value));
  }
  /// For stored(), of what find() returned.
  void prefetch_stored(const KnownCluster* known) const noexcept {
    if (known != nullptr && known->stored) base::prefetch(&stored(*known));
  }

  /// REQUIRES: not there yet; 1 to kLongestCluster bytes; there is room.
  void add(const HashedBytes& key, std::span<const TokenTemplate> tokens, std::uint16_t position_count);

  [[nodiscard]] std::size_t bytes() const noexcept { return arena_.bytes() + short_.bytes() + long_.bytes(); }

  /// Forgets the clusters that were not met again, and gives the words of the others new ids: number(old id). If that
  /// throws, all clusters are forgotten.
  template <typename Number>
  void renumber(Number number) {
    thin_out();
    const auto renumber_one = [&](KnownCluster& known) {
      if (!known.stored) {
        known.value = number(known.value);
      } else {
        for (TokenTemplate& token : tokens_of(known)) token.word = number(token.word);
      }
    };
    try {
      short_.for_each(renumber_one);
      long_.for_each(renumber_one);
    } catch (...) {
      clear();  // Some clusters have new ids and some have old ones.
      throw;
    }
  }

 private:
  using ShortTable = ClusterTable<1>;
  using LongTable = ClusterTable<kHeadBytes / sizeof(std::uint64_t)>;

  /// Where a table's slots are.
  struct View {
    const char* slots;
    std::size_t mask;
    std::size_t slot_bytes;
  };
  template <typename Table>
  static View view_of(const Table& table) noexcept {
    return {reinterpret_cast<const char*>(table.slots()), table.size() - 1, sizeof(typename Table::Slot)};
  }

  static const KnownCluster* met(KnownCluster* known) noexcept {
    if (known != nullptr && !known->met_again) known->met_again = true;
    return known;
  }
  [[nodiscard]] std::span<TokenTemplate> tokens_of(const KnownCluster& known);
  [[nodiscard]] std::uint32_t store(const HashedBytes& key, std::span<const TokenTemplate> tokens,
                                    std::uint16_t position_count);
  void provide_room(std::size_t more);
  template <typename Table>
  void grow_or_thin_out(Table& table);
  void thin_out();
  void clear() noexcept;
  template <typename Slot>
  [[nodiscard]] std::uint32_t hash_of(const Slot& slot) const noexcept;
  void keep_in(Arena& arena, KnownCluster& known) const;

  SeededHash hash_;
  std::size_t most_bytes_;
  Arena arena_;
  ShortTable short_;
  LongTable long_;
  std::array<View, 2> views_;  ///< Of both, for prefetch().
};

}  // namespace svitok::text
