#include "text/word_table.h"

#include <algorithm>
#include <new>

#include "text/stop_words.h"

namespace svitok::text {

void WordTable::insert(Slots& slots, Slot slot) noexcept {
  const std::size_t mask = slots.size() - 1;
  std::size_t i = slot.hash & mask;
  while (slots[i].name != 0) i = (i + 1) & mask;
  slots[i] = slot;
}

void WordTable::grow() {
  Slots larger(slots_.size() * 2);
  for (const Slot& slot : slots_) {
    if (slot.name != 0) insert(larger, slot);
  }
  slots_ = std::move(larger);
}

template <typename Make>
std::uint32_t WordTable::find_or_make(std::string_view surface, Make make) {
  const std::uint32_t hash = hash_(surface);
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t i = hash & mask; slots_[i].name != 0; i = (i + 1) & mask) {
    if (slots_[i].hash != hash) continue;
    const auto* known = static_cast<const Word*>(arena_.at(slots_[i].name));
    if (known->surface == surface) return known->id;
  }
  const std::uint32_t made = make();
  if (by_id_.size() * 3 > slots_.size() * 2) grow();
  insert(slots_, {hash, made});
  return by_id_.back()->id;
}

std::uint32_t WordTable::id(std::string_view surface, KeyMaker& key_maker) {
  return find_or_make(surface, [&] {
    const Keys& made = key_maker.make(surface);
    key_views_.assign(made.keys.begin(), made.keys.end());
    return copy({.surface = surface,
                 .keys = key_views_,
                 .lemma = made.lemma,
                 .id = 0,
                 .script = made.script,
                 .stop = is_stop_word(surface)});
  });
}

std::uint32_t WordTable::id_like(const Word& word) {
  return find_or_make(word.surface, [&] { return copy(word); });
}

/// One piece of memory: the Word, its keys, the surface, and those strings that do not begin the surface. The id is
/// the next one. Its name in the arena.
std::uint32_t WordTable::copy(const Word& like) {
  const auto in_surface = [&](std::string_view bytes) { return like.surface.starts_with(bytes); };
  std::size_t size = sizeof(Word) + like.keys.size_bytes() + like.surface.size();
  for (const std::string_view key : like.keys) size += in_surface(key) ? 0 : key.size();
  size += in_surface(like.lemma) ? 0 : like.lemma.size();

  const std::uint32_t name = arena_.allocate(size);
  auto* word = static_cast<Word*>(arena_.at(name));
  auto* keys = reinterpret_cast<std::string_view*>(word + 1);
  auto* bytes = reinterpret_cast<char*>(keys + like.keys.size());
  const auto copy_bytes = [&](std::string_view piece) {
    const char* copied = bytes;
    bytes = std::copy(piece.begin(), piece.end(), bytes);
    return std::string_view(copied, piece.size());
  };
  const std::string_view surface = copy_bytes(like.surface);
  const auto share = [&](std::string_view piece) {
    return in_surface(piece) ? surface.substr(0, piece.size()) : copy_bytes(piece);
  };
  for (std::size_t i = 0; i < like.keys.size(); ++i) new (keys + i) std::string_view(share(like.keys[i]));
  new (word) Word{.surface = surface,
                  .keys = {keys, like.keys.size()},
                  .lemma = share(like.lemma),
                  .id = static_cast<std::uint32_t>(by_id_.size()),
                  .script = like.script,
                  .stop = like.stop};
  by_id_.push_back(word);
  return name;
}

}  // namespace svitok::text
