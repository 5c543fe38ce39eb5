#include "text/word_cache.h"

#include <algorithm>
#include <new>
#include <random>

#include "text/stop_words.h"

namespace svitok::text {
namespace {

constexpr std::size_t kFirstSlots = 1024;  // a power of two

static_assert(sizeof(Cluster) % alignof(TokenTemplate) == 0 && alignof(TokenTemplate) <= 8);

/// Odd, so that it is never zero.
std::uint64_t random_seed() {
  std::random_device random;
  return (std::uint64_t{random()} << 32U) | random() | 1U;
}

}  // namespace

WordCache::WordCache()
    : seeds_{random_seed(), random_seed()}, clusters_(kFirstSlots), words_(kFirstSlots), mask_(kFirstSlots - 1) {}

void WordCache::insert(Table& table, Slot slot) noexcept {
  const std::size_t mask = table.size() - 1;
  std::size_t i = slot.hash & mask;
  while (table[i].name != 0) i = (i + 1) & mask;
  table[i] = slot;
}

void WordCache::grow(Table& table) {
  Table larger(table.size() * 2);
  for (const Slot& slot : table) {
    if (slot.name != 0) insert(larger, slot);
  }
  table = std::move(larger);
}

const Cluster* WordCache::add(const HashedBytes& key, std::span<const TokenTemplate> tokens,
                              std::uint16_t position_count) {
  const std::size_t size = key.bytes.size();
  const std::string_view tail = key.bytes.substr(std::min<std::size_t>(size, 16));
  const std::uint32_t name = arena_.allocate(sizeof(Cluster) + tokens.size_bytes() + tail.size());
  auto* cluster = new (arena_.at(name)) Cluster{.low = key.low,
                                                .high = key.high,
                                                .size = static_cast<std::uint16_t>(size),
                                                .token_count = static_cast<std::uint16_t>(tokens.size()),
                                                .position_count = position_count};
  auto* behind = reinterpret_cast<std::byte*>(cluster + 1);
  std::copy(tokens.begin(), tokens.end(), reinterpret_cast<TokenTemplate*>(behind));
  std::copy(tail.begin(), tail.end(), reinterpret_cast<char*>(behind + tokens.size_bytes()));
  if (++cluster_count_ * 3 > clusters_.size() * 2) grow(clusters_);
  mask_ = clusters_.size() - 1;
  insert(clusters_, {key.hash, name});
  return cluster;
}

const Word* WordCache::word(std::string_view surface) {
  const std::uint32_t hash = hashed(surface, 0, surface.size()).hash;
  const std::size_t mask = words_.size() - 1;
  for (std::size_t i = hash & mask; words_[i].name != 0; i = (i + 1) & mask) {
    if (words_[i].hash != hash) continue;
    const auto* known = static_cast<const Word*>(arena_.at(words_[i].name));
    if (known->surface == surface) return known;
  }
  const std::uint32_t made = make_word(surface);
  if (++word_count_ * 3 > words_.size() * 2) grow(words_);
  insert(words_, {hash, made});
  return static_cast<const Word*>(arena_.at(made));
}

/// One piece of memory: the Word, its keys, the surface, and those keys that do not begin the surface.
std::uint32_t WordCache::make_word(std::string_view surface) {
  const Keys& made = key_maker_.make(surface);
  std::size_t size = sizeof(Word) + made.keys.size() * sizeof(std::string_view) + surface.size();
  const auto in_surface = [&](std::string_view bytes) { return surface.starts_with(bytes); };
  for (const std::string& key : made.keys) size += in_surface(key) ? 0 : key.size();
  size += in_surface(made.lemma) ? 0 : made.lemma.size();

  const std::uint32_t name = arena_.allocate(size);
  auto* word = static_cast<Word*>(arena_.at(name));
  auto* keys = reinterpret_cast<std::string_view*>(word + 1);
  auto* bytes = reinterpret_cast<char*>(keys + made.keys.size());
  const auto keep = [&](std::string_view piece) {
    const char* kept = bytes;
    bytes = std::copy(piece.begin(), piece.end(), bytes);
    return std::string_view(kept, piece.size());
  };
  const std::string_view kept = keep(surface);
  const auto share = [&](std::string_view piece) {
    return in_surface(piece) ? kept.substr(0, piece.size()) : keep(piece);
  };
  for (std::size_t i = 0; i < made.keys.size(); ++i) new (keys + i) std::string_view(share(made.keys[i]));
  new (word) Word{.surface = kept,
                  .keys = {keys, made.keys.size()},
                  .lemma = share(made.lemma),
                  .id = static_cast<std::uint32_t>(word_count_),
                  .script = made.script,
                  .stop = is_stop_word(surface)};
  return name;
}

std::size_t WordCache::bytes() const noexcept {
  return arena_.bytes() + (clusters_.size() + words_.size()) * sizeof(Slot);
}

void WordCache::clear() {
  arena_.clear();
  clusters_ = Table(kFirstSlots);
  words_ = Table(kFirstSlots);
  mask_ = kFirstSlots - 1;
  cluster_count_ = word_count_ = 0;
}

}  // namespace svitok::text
