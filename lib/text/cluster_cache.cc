#include "text/cluster_cache.h"

#include <algorithm>
#include <new>
#include <utility>

namespace svitok::text {

namespace {

constexpr std::size_t kFirstSlots = 1024;  // a power of two

static_assert(sizeof(StoredCluster) % alignof(TokenTemplate) == 0);

/// Is the cluster one word from end to end?
bool is_one_word(std::span<const TokenTemplate> tokens, std::size_t size) {
  return tokens.size() == 1 && tokens[0].begin == 0 && tokens[0].end == size && tokens[0].position == 0 &&
         !tokens[0].extra;
}

std::size_t tail_size(std::size_t size) { return size <= kHeadBytes ? 0 : size - kHeadBytes; }

}  // namespace

ClusterCache::ClusterCache(std::size_t most_bytes)
    : most_bytes_(most_bytes), slots_(kFirstSlots), mask_(kFirstSlots - 1) {}

void ClusterCache::insert(const Slot& slot) noexcept {
  std::size_t i = hash_of(slot) & mask_;
  while (slots_[i].size != 0) i = (i + 1) & mask_;
  slots_[i] = slot;
}

std::uint32_t ClusterCache::hash_of(const Slot& slot) const noexcept {
  const std::string_view tail =
      slot.size <= kHeadBytes ? std::string_view() : std::string_view(stored(slot).tail(), tail_size(slot.size));
  return hash_(slot.head, slot.size, tail);
}

void ClusterCache::add(const HashedBytes& key, std::span<const TokenTemplate> tokens, std::uint16_t position_count) {
  ++count_;
  Slot slot{.head = key.head, .size = static_cast<std::uint8_t>(key.bytes.size())};
  slot.stored = key.bytes.size() > kHeadBytes || !is_one_word(tokens, key.bytes.size());
  slot.value = slot.stored ? store(key, tokens, position_count) : tokens[0].word;
  insert(slot);
}

std::uint32_t ClusterCache::store(const HashedBytes& key, std::span<const TokenTemplate> tokens,
                                  std::uint16_t position_count) {
  const std::string_view tail = key.tail();
  const std::uint32_t name = arena_.allocate(sizeof(StoredCluster) + tokens.size_bytes() + tail.size());
  auto* cluster = new (arena_.at(name)) StoredCluster{static_cast<std::uint16_t>(tokens.size()), position_count};
  auto* behind = reinterpret_cast<std::byte*>(cluster + 1);
  std::copy(tokens.begin(), tokens.end(), reinterpret_cast<TokenTemplate*>(behind));
  std::copy(tail.begin(), tail.end(), reinterpret_cast<char*>(behind + tokens.size_bytes()));
  return name;
}

std::span<TokenTemplate> ClusterCache::tokens_of(const Slot& slot) {
  auto* cluster = static_cast<StoredCluster*>(arena_.at(slot.value));
  return {reinterpret_cast<TokenTemplate*>(cluster + 1), cluster->token_count};
}

/// Grows, if it may; otherwise thins out, and starts anew when that leaves it half full.
void ClusterCache::grow_or_thin_out() {
  if (2 * bytes() <= most_bytes_) {
    const Slots smaller = std::exchange(slots_, Slots(slots_.size() * 2));
    mask_ = slots_.size() - 1;
    for (const Slot& slot : smaller) {
      if (slot.size != 0) insert(slot);
    }
    return;
  }
  thin_out();
  if (count_ * 2 <= slots_.size()) return;
  std::fill(slots_.begin(), slots_.end(), Slot{});
  arena_.clear();
  count_ = 0;
}

void ClusterCache::thin_out() {
  std::vector<Slot> kept;
  std::copy_if(slots_.begin(), slots_.end(), std::back_inserter(kept), [](const Slot& slot) { return slot.met_again; });
  std::fill(slots_.begin(), slots_.end(), Slot{});
  Arena arena;
  for (Slot& slot : kept) {
    slot.met_again = false;
    if (slot.stored) keep_in(arena, slot);
  }
  arena_ = std::move(arena);
  for (const Slot& slot : kept) insert(slot);
  count_ = kept.size();
}

/// Copies the slot's stored cluster from arena_ to another arena.
void ClusterCache::keep_in(Arena& arena, Slot& slot) const {
  const StoredCluster& cluster = stored(slot);
  const std::size_t size = sizeof(StoredCluster) + cluster.tokens().size_bytes() + tail_size(slot.size);
  const std::uint32_t name = arena.allocate(size);
  std::memcpy(arena.at(name), &cluster, size);
  slot.value = name;
}

}  // namespace svitok::text
