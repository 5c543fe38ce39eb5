// What the analyser has seen: words by surface, and clusters (stretches of text without white space) by their bytes.
//
// A cluster that came before costs one hash look-up and one comparison: its tokens are kept as a template. Words are
// kept once a surface. Both live in arenas. Clusters can be thinned out without touching words: those met more than
// once stay (a second chance: most clusters of a text occur once, and most of its running words are the same few).
// Hashes are seeded at random in each cache, so that no text can be made to collide. Not thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>
#include <vector>

#include "base/large_pages.h"
#include "text/analyzer.h"
#include "text/arena.h"
#include "text/keys.h"

namespace svitok::text {

/// A token of a cluster, relative to it.
struct TokenTemplate {
  std::uint32_t word;  ///< Its id.
  std::uint16_t begin;
  std::uint16_t end;
  std::uint16_t position;
  bool extra;
};

/// Bytes in the form in which they are compared: the first sixteen as two integers, zero-padded, and all of them.
struct HashedBytes {
  std::uint64_t low;
  std::uint64_t high;
  std::string_view bytes;
  std::uint32_t hash;
};

/// The tokens of a cluster; behind them, the cluster's bytes from the sixteenth on.
struct Cluster {
  std::uint64_t low;
  std::uint64_t high;
  std::uint16_t size;
  std::uint16_t token_count;
  std::uint16_t position_count;  ///< Ordinary tokens.
  bool met_again;                ///< Looked up since it was added or kept.

  [[nodiscard]] std::span<const TokenTemplate> tokens() const noexcept {
    return {reinterpret_cast<const TokenTemplate*>(this + 1), token_count};
  }
  [[nodiscard]] std::string_view tail() const noexcept {
    return {reinterpret_cast<const char*>(tokens().data() + token_count), size <= 16U ? 0U : size - 16U};
  }
  [[nodiscard]] bool holds(const HashedBytes& key) const noexcept {
    if (low != key.low || high != key.high || size != key.bytes.size()) return false;
    return size <= 16 || std::memcmp(tail().data(), key.bytes.data() + 16, size - 16U) == 0;
  }
};

class WordCache {
 public:
  /// Longer clusters are not kept.
  static constexpr std::size_t kLongestCluster = 255;

  WordCache();

  /// `text` [at, at + size), where the text around it may be read.
  [[nodiscard]] HashedBytes hashed(std::string_view text, std::size_t at, std::size_t size) const noexcept;

  /// The cluster with these bytes, or null. For many look-ups: prefetch() them all, then prefetch_found(), then find().
  [[nodiscard]] const Cluster* find(const HashedBytes& key) noexcept {
    for (std::size_t i = key.hash & mask_;; i = (i + 1) & mask_) {
      const Slot slot = clusters_[i];
      if (slot.name == 0) return nullptr;
      if (slot.hash != key.hash) continue;
      auto* cluster = static_cast<Cluster*>(cluster_arena_.at(slot.name));
      if (!cluster->holds(key)) continue;
      if (!cluster->met_again) cluster->met_again = true;
      return cluster;
    }
  }
  void prefetch(const HashedBytes& key) const noexcept { __builtin_prefetch(&clusters_[key.hash & mask_]); }
  void prefetch_found(const HashedBytes& key) const noexcept {
    for (std::size_t i = key.hash & mask_; clusters_[i].name != 0; i = (i + 1) & mask_) {
      if (clusters_[i].hash != key.hash) continue;
      const auto* found = static_cast<const std::byte*>(cluster_arena_.at(clusters_[i].name));
      __builtin_prefetch(found);
      __builtin_prefetch(found + sizeof(Cluster) + sizeof(TokenTemplate) - 1);
      return;
    }
  }

  /// REQUIRES: not there yet; at most kLongestCluster bytes.
  const Cluster* add(const HashedBytes& key, std::span<const TokenTemplate> tokens, std::uint16_t position_count);

  /// The id of a surface's word, which is made when new. Ids are dense from 0.
  std::uint32_t id(std::string_view surface);
  [[nodiscard]] const Word& word(std::uint32_t id) const noexcept { return *by_id_[id]; }
  [[nodiscard]] std::size_t words() const noexcept { return by_id_.size(); }

  [[nodiscard]] std::size_t cluster_bytes() const noexcept {
    return cluster_arena_.bytes() + clusters_.size() * sizeof(Slot);
  }
  [[nodiscard]] std::size_t word_bytes() const noexcept {
    return word_arena_.bytes() + words_.size() * sizeof(Slot) + by_id_.size() * sizeof(by_id_[0]);
  }

  /// Forgets the clusters that were not met again; all of them when the others take more than `most_bytes`.
  void thin_out(std::size_t most_bytes);
  /// Forgets all words but those of clusters met again, and those too when they take more than `most_bytes`. Every
  /// pointer and id is then invalid.
  void forget_words(std::size_t most_bytes);

 private:
  struct Slot {
    std::uint32_t hash = 0;
    std::uint32_t name = 0;  ///< Of an object in its arena; 0: free.
  };
  using Table = std::vector<Slot, base::LargePages<Slot>>;

  static void insert(Table& table, Slot slot) noexcept;
  static void grow(Table& table);
  const Cluster* copy_cluster(std::uint32_t hash, const Cluster& like, std::span<const TokenTemplate> tokens,
                              std::string_view tail);
  template <typename Keep>
  void for_each_met_again(const Arena& arena, const Table& table, Keep keep);
  template <typename Make>
  std::uint32_t find_or_make(std::string_view surface, Make make);
  std::uint32_t copy_word(const Word& like);
  void clear_clusters();
  void clear_words();

  std::uint64_t seeds_[2];
  Arena cluster_arena_;
  Arena word_arena_;
  Table clusters_;
  Table words_;
  std::size_t mask_;  ///< clusters_.size() - 1
  std::size_t cluster_count_ = 0;
  std::vector<const Word*> by_id_;
  KeyMaker key_maker_;
  std::vector<std::string_view> key_views_;
  std::vector<TokenTemplate> kept_tokens_;
};

/// A 64x64-bit product folded: every input bit reaches every output bit.
[[nodiscard]] inline std::uint64_t mix(std::uint64_t a, std::uint64_t b) noexcept {
  __extension__ using Wide = unsigned __int128;
  const Wide product = static_cast<Wide>(a) * b;
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64U);
}

/// The first `size` of sixteen bytes.
struct HeadMasks {
  std::uint64_t of_size[17][2] = {};
  constexpr HeadMasks() {
    for (unsigned size = 1; size <= 16; ++size) {
      of_size[size][0] = size >= 8 ? ~std::uint64_t{0} : (std::uint64_t{1} << (8 * size)) - 1;
      of_size[size][1] = size == 16 ? ~std::uint64_t{0} : size <= 8 ? 0 : (std::uint64_t{1} << (8 * (size - 8))) - 1;
    }
  }
};
inline constexpr HeadMasks kHeadMasks;

inline HashedBytes WordCache::hashed(std::string_view text, std::size_t at, std::size_t size) const noexcept {
  std::uint64_t head[2] = {0, 0};
  if (at + 16 <= text.size()) {
    std::memcpy(head, text.data() + at, 16);
    const std::uint64_t* mask = kHeadMasks.of_size[size < 16 ? size : 16];
    head[0] &= mask[0];
    head[1] &= mask[1];
  } else {
    std::memcpy(head, text.data() + at, size < 16 ? size : 16);
  }
  std::uint64_t hash = mix(head[0] ^ seeds_[0], head[1] ^ seeds_[1]) + size;
  for (std::size_t done = 16; done < size; done += 8) {
    std::uint64_t block = 0;
    std::memcpy(&block, text.data() + at + done, size - done < 8 ? size - done : 8);
    hash = mix(hash ^ seeds_[1], block ^ seeds_[0]);
  }
  return {head[0], head[1], text.substr(at, size), static_cast<std::uint32_t>(hash)};
}

}  // namespace svitok::text
