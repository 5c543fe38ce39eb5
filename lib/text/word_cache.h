// What the analyser has seen: words by surface, and clusters (stretches of text without white space) by their bytes.
//
// A cluster that came before costs one hash look-up and one comparison: its tokens are kept as a template. Words are
// kept once a surface. Everything lives in an arena until clear(). Hashes are seeded at random in each cache, so that
// no text can be made to collide. Not thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "text/analyzer.h"
#include "text/keys.h"

namespace svitok::text {

/// Memory that is given back all at once.
class Arena {
 public:
  /// `size` bytes, aligned for any of our structures.
  void* allocate(std::size_t size);
  std::string_view copy(std::string_view bytes);
  void clear();
  [[nodiscard]] std::size_t bytes() const noexcept { return bytes_; }

 private:
  std::vector<std::unique_ptr<std::byte[]>> chunks_;
  std::byte* next_ = nullptr;
  std::size_t left_ = 0;
  std::size_t bytes_ = 0;
};

/// A token of a cluster, relative to it.
struct TokenTemplate {
  const Word* word;
  std::uint16_t begin;
  std::uint16_t end;
  std::uint16_t position;
  bool extra;
};

/// The tokens of a cluster, and the cluster's bytes behind them.
struct Cluster {
  std::uint16_t token_count;
  std::uint16_t size;            ///< Of the cluster's bytes.
  std::uint16_t position_count;  ///< Ordinary tokens.
  bool starts_number;            ///< One to three digits: spaces may hold together more (74 000).

  [[nodiscard]] const TokenTemplate* tokens() const noexcept {
    return reinterpret_cast<const TokenTemplate*>(this + 1);
  }
  [[nodiscard]] std::string_view bytes() const noexcept {
    return {reinterpret_cast<const char*>(tokens() + token_count), size};
  }
};

class WordCache {
 public:
  /// Longer clusters are not kept.
  static constexpr std::size_t kLongestCluster = 255;

  WordCache();

  [[nodiscard]] std::uint64_t hash(std::string_view bytes) const noexcept;

  /// The cluster with these bytes, or null.
  [[nodiscard]] const Cluster* find(std::string_view bytes, std::uint64_t hash) const noexcept {
    for (std::size_t i = hash & mask_;; i = (i + 1) & mask_) {
      const Slot& slot = clusters_[i];
      if (slot.value == nullptr) return nullptr;
      if (slot.hash == hash && static_cast<const Cluster*>(slot.value)->bytes() == bytes) {
        return static_cast<const Cluster*>(slot.value);
      }
    }
  }

  /// REQUIRES: not there yet; bytes.size() <= kLongestCluster.
  const Cluster* add(std::string_view bytes, std::uint64_t hash, std::span<const TokenTemplate> tokens,
                     std::uint16_t position_count, bool starts_number);

  /// The word of a surface, made when new.
  const Word* word(std::string_view surface);

  [[nodiscard]] std::size_t bytes() const noexcept;
  void clear();

 private:
  struct Slot {
    std::uint64_t hash = 0;
    const void* value = nullptr;
  };
  using Table = std::vector<Slot>;

  static void insert(Table& table, Slot slot) noexcept;
  static void grow(Table& table);
  const Word* make_word(std::string_view surface);

  std::uint64_t seed_;
  Arena arena_;
  Table clusters_;
  Table words_;
  std::size_t mask_;  ///< clusters_.size() - 1
  std::size_t cluster_count_ = 0;
  std::size_t word_count_ = 0;
  KeyMaker key_maker_;
};

}  // namespace svitok::text
