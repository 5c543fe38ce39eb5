#include "text/word_table.h"

#include <algorithm>
#include <new>

#include "text/linear_probing.h"
#include "text/stop_words.h"

namespace svitok::text {

template <typename Make>
std::uint32_t WordTable::find_or_make(std::string_view surface, std::uint32_t hash, Make make) {
  for (std::size_t i = slot_from(hash, hash); slots_[i].name != 0; i = slot_from(i + 1, hash)) {
    const auto* known = static_cast<const Word*>(arena_.at(slots_[i].name));
    if (known->surface() == surface) return known->id();
  }
  // Before the word is made, so that none is left without a slot if memory runs out.
  if ((by_id_.size() + 1) * 3 > slots_.size() * 2) {
    double_slots(slots_, is_free, [](const Slot& slot) { return slot.hash; });
  }
  const std::uint32_t made = make();
  insert_slot(slots_, {hash, made}, hash, is_free);
  return by_id_.back()->id();
}

std::uint32_t WordTable::id(const Sought& sought, KeyMaker& key_maker) {
  return find_or_make(sought.surface, sought.hash, [&] {
    const Keys& made = key_maker.make(sought.surface, sought.entry);
    pieces_.assign(made.keys.begin(), made.keys.end());
    pieces_.emplace_back(made.lemma);
    return make(sought.surface, made.script, is_stop_word(sought.surface));
  });
}

std::uint32_t WordTable::id_like(const Word& word) {
  return find_or_make(word.surface(), hash_(word.surface()), [&] {
    pieces_.assign(word.keys().begin(), word.keys().end());
    pieces_.push_back(word.lemma());
    return make(word.surface(), word.script(), word.stop());
  });
}

/// Puts pieces_ and the rest together; the id is the next one. The word's name in the arena.
std::uint32_t WordTable::make(std::string_view surface, Script script, bool stop) {
  std::size_t size = sizeof(Word) + pieces_.size() * sizeof(Word::Piece) + surface.size();
  for (const std::string_view piece : pieces_) size += surface.starts_with(piece) ? 0 : piece.size();
  const std::uint32_t name = arena_.allocate(size);
  const auto id = static_cast<std::uint32_t>(by_id_.size());
  auto* word = new (arena_.at(name))
      Word(id, static_cast<std::uint8_t>(surface.size()), static_cast<std::uint8_t>(pieces_.size() - 1), script, stop);
  auto* piece = reinterpret_cast<Word::Piece*>(word + 1);
  char* bytes = std::copy(surface.begin(), surface.end(), reinterpret_cast<char*>(piece + pieces_.size()));
  for (const std::string_view string : pieces_) {
    const bool shared = surface.starts_with(string);
    *piece++ = {.size = static_cast<std::uint16_t>(string.size() & 0x7FFFU), .in_surface = shared};
    if (!shared) bytes = std::copy(string.begin(), string.end(), bytes);
  }
  by_id_.push_back(word);
  return name;
}

}  // namespace svitok::text
