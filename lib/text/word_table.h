// Words by surface: made once, with their keys, and then found. Not thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/large_pages.h"
#include "base/prefetch.h"
#include "base/uninitialised.h"
#include "text/arena.h"
#include "text/keys.h"
#include "text/seeded_hash.h"
#include "text/word.h"

namespace svitok::text {

class WordTable {
 public:
  WordTable() : slots_(kFirstSlots) {}

  /// A surface to look up.
  struct Sought {
    std::string_view surface;
    std::uint32_t hash = 0;             ///< Its hash().
    DictionaryEntry entry = kNotAsked;  ///< What KeyMaker::look_up() said of it, if it was asked.
  };
  /// The id of a surface's word, which is made when new. Ids are dense from 0.
  [[nodiscard]] std::uint32_t id(const Sought& sought, KeyMaker& key_maker);
  /// Of a surface, for id(). For many look-ups: prefetch() the hashes of all, then prefetch_found().
  [[nodiscard]] std::uint32_t hash(std::string_view surface) const noexcept { return hash_(surface); }
  void prefetch(std::uint32_t hash) const noexcept { base::prefetch(&slots_[hash & (slots_.size() - 1)]); }
  /// Whether there may be such a word: one has this hash.
  bool prefetch_found(std::uint32_t hash) const noexcept {
    const Slot& slot = slots_[slot_from(hash, hash)];
    if (slot.name == 0) return false;
    base::prefetch(arena_.at(slot.name));
    return true;
  }
  /// The id of a word like `word`, which may be of another table.
  [[nodiscard]] std::uint32_t id_like(const Word& word);
  [[nodiscard]] const Word& word(std::uint32_t id) const noexcept { return *by_id_[id]; }
  [[nodiscard]] std::size_t size() const noexcept { return by_id_.size(); }
  [[nodiscard]] std::size_t bytes() const noexcept {
    return arena_.bytes() + slots_.size() * sizeof(Slot) + by_id_.size() * sizeof(by_id_[0]);
  }

 private:
  struct Slot {
    std::uint32_t hash = 0;
    std::uint32_t name = 0;  ///< Of a Word in the arena; 0: free.
  };
  static bool is_free(const Slot& slot) noexcept { return slot.name == 0; }
  static constexpr std::size_t kFirstSlots = 1024;  // a power of two

  /// The first slot from `i` on that has this hash or is free.
  [[nodiscard]] std::size_t slot_from(std::size_t i, std::uint32_t hash) const noexcept {
    const std::size_t mask = slots_.size() - 1;
    for (i &= mask; slots_[i].name != 0 && slots_[i].hash != hash;) i = (i + 1) & mask;
    return i;
  }
  template <typename Make>
  std::uint32_t find_or_make(std::string_view surface, std::uint32_t hash, Make make);
  std::uint32_t make(std::string_view surface, Script script, bool stop);

  SeededHash hash_;
  Arena arena_;
  base::LargeArray<Slot> slots_;
  std::vector<const Word*, base::Uninitialised<const Word*>> by_id_;
  std::vector<std::string_view> pieces_;  ///< Of the word in the making: its keys and its lemma.
};

}  // namespace svitok::text
