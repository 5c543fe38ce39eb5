#include "text/word_cache.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <cstring>
#include <new>
#include <random>

#include "text/stop_words.h"

namespace svitok::text {
namespace {

constexpr std::size_t kChunkBytes = std::size_t{64} << 10U;
constexpr std::size_t kFirstSlots = 1024;  // a power of two

static_assert(alignof(Cluster) <= alignof(std::uint64_t) && sizeof(Cluster) % alignof(TokenTemplate) == 0);

}  // namespace

void* Arena::allocate(std::size_t size) {
  constexpr std::size_t kAlignment = alignof(std::max_align_t);
  size = (size + kAlignment - 1) / kAlignment * kAlignment;
  if (size > left_) {
    left_ = std::max(size, kChunkBytes);
    chunks_.push_back(std::make_unique_for_overwrite<std::byte[]>(left_));
    bytes_ += left_;
    next_ = chunks_.back().get();
  }
  std::byte* piece = next_;
  next_ += size;
  left_ -= size;
  return piece;
}

std::string_view Arena::copy(std::string_view bytes) {
  if (bytes.empty()) return {};
  auto* to = static_cast<char*>(allocate(bytes.size()));
  std::memcpy(to, bytes.data(), bytes.size());
  return {to, bytes.size()};
}

void Arena::clear() {
  chunks_.clear();
  next_ = nullptr;
  left_ = bytes_ = 0;
}

WordCache::WordCache()
    : seed_(std::random_device{}() * std::uint64_t{0x9E3779B97F4A7C15} + std::random_device{}()),
      clusters_(kFirstSlots),
      words_(kFirstSlots),
      mask_(kFirstSlots - 1) {}

std::uint64_t WordCache::hash(std::string_view bytes) const noexcept {
  return XXH3_64bits_withSeed(bytes.data(), bytes.size(), seed_);
}

void WordCache::insert(Table& table, Slot slot) noexcept {
  const std::size_t mask = table.size() - 1;
  std::size_t i = slot.hash & mask;
  while (table[i].value != nullptr) i = (i + 1) & mask;
  table[i] = slot;
}

void WordCache::grow(Table& table) {
  Table larger(table.size() * 2);
  for (const Slot& slot : table) {
    if (slot.value != nullptr) insert(larger, slot);
  }
  table = std::move(larger);
}

const Cluster* WordCache::add(std::string_view bytes, std::uint64_t hash, std::span<const TokenTemplate> tokens,
                              std::uint16_t position_count, bool starts_number) {
  void* memory = arena_.allocate(sizeof(Cluster) + tokens.size_bytes() + bytes.size());
  auto* cluster = new (memory) Cluster{static_cast<std::uint16_t>(tokens.size()),
                                       static_cast<std::uint16_t>(bytes.size()), position_count, starts_number};
  auto* behind = static_cast<std::byte*>(memory) + sizeof(Cluster);
  std::copy(tokens.begin(), tokens.end(), reinterpret_cast<TokenTemplate*>(behind));
  std::copy(bytes.begin(), bytes.end(), reinterpret_cast<char*>(behind + tokens.size_bytes()));
  if (++cluster_count_ * 2 > clusters_.size()) grow(clusters_);
  mask_ = clusters_.size() - 1;
  insert(clusters_, {hash, cluster});
  return cluster;
}

const Word* WordCache::word(std::string_view surface) {
  const std::uint64_t surface_hash = hash(surface);
  const std::size_t mask = words_.size() - 1;
  for (std::size_t i = surface_hash & mask; words_[i].value != nullptr; i = (i + 1) & mask) {
    const auto* known = static_cast<const Word*>(words_[i].value);
    if (words_[i].hash == surface_hash && known->surface == surface) return known;
  }
  const Word* made = make_word(surface);
  if (++word_count_ * 2 > words_.size()) grow(words_);
  insert(words_, {surface_hash, made});
  return made;
}

const Word* WordCache::make_word(std::string_view surface) {
  const Keys& made = key_maker_.make(surface);
  const std::string_view kept = arena_.copy(surface);
  const auto share = [&](std::string_view bytes) { return bytes == kept ? kept : arena_.copy(bytes); };
  auto* keys = static_cast<std::string_view*>(arena_.allocate(made.keys.size() * sizeof(std::string_view)));
  for (std::size_t i = 0; i < made.keys.size(); ++i) new (keys + i) std::string_view(share(made.keys[i]));
  return new (arena_.allocate(sizeof(Word))) Word{.surface = kept,
                                                  .keys = {keys, made.keys.size()},
                                                  .lemma = share(made.lemma),
                                                  .id = static_cast<std::uint32_t>(word_count_),
                                                  .script = script_of(surface),
                                                  .stop = is_stop_word(surface)};
}

std::size_t WordCache::bytes() const noexcept {
  return arena_.bytes() + (clusters_.size() + words_.size()) * sizeof(Slot);
}

void WordCache::clear() {
  arena_.clear();
  clusters_.assign(kFirstSlots, {});
  clusters_.shrink_to_fit();
  words_.assign(kFirstSlots, {});
  words_.shrink_to_fit();
  mask_ = kFirstSlots - 1;
  cluster_count_ = word_count_ = 0;
}

}  // namespace svitok::text
