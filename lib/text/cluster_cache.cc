#include "text/cluster_cache.h"

#include <algorithm>
#include <new>
#include <utility>

namespace svitok::text {

namespace {

static_assert(sizeof(StoredCluster) % alignof(TokenTemplate) == 0);

/// Is the cluster one word from end to end?
bool is_one_word(std::span<const TokenTemplate> tokens, std::size_t size) {
  return tokens.size() == 1 && tokens[0].begin == 0 && tokens[0].end == size && tokens[0].position == 0 &&
         !tokens[0].extra;
}

std::size_t tail_size(std::size_t size) { return size <= kHeadBytes ? 0 : size - kHeadBytes; }

}  // namespace

ClusterCache::ClusterCache(std::size_t most_bytes) : most_bytes_(most_bytes), views_{view_of(short_), view_of(long_)} {}

template <typename Slot>
std::uint32_t ClusterCache::hash_of(const Slot& slot) const noexcept {
  const std::size_t tail = tail_size(slot.known.size);
  return hash_(slot.whole_head(), slot.known.size,
               tail == 0 ? std::string_view() : std::string_view(stored(slot.known).tail(), tail));
}

void ClusterCache::add(const HashedBytes& key, std::span<const TokenTemplate> tokens, std::uint16_t position_count) {
  const std::size_t size = key.bytes.size();
  KnownCluster known{.size = static_cast<std::uint8_t>(size)};
  known.stored = size > kHeadBytes || !is_one_word(tokens, size);
  known.value = known.stored ? store(key, tokens, position_count) : tokens[0].word;
  if (is_short(size)) {
    short_.add(key.head, known, key.hash);
  } else {
    long_.add(key.head, known, key.hash);
  }
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

std::span<TokenTemplate> ClusterCache::tokens_of(const KnownCluster& known) {
  auto* cluster = static_cast<StoredCluster*>(arena_.at(known.value));
  return {reinterpret_cast<TokenTemplate*>(cluster + 1), cluster->token_count};
}

/// Grows the table, if it may; otherwise thins out, and starts anew when that leaves it half full.
template <typename Table>
void ClusterCache::grow_or_thin_out(Table& table) {
  if (bytes() + table.bytes() <= most_bytes_) {
    table.grow([this](const auto& slot) { return this->hash_of(slot); });
    views_ = {view_of(short_), view_of(long_)};
    return;
  }
  thin_out();
  if (!table.is_half_empty()) clear();
}

void ClusterCache::clear() noexcept {
  short_.clear();
  long_.clear();
  arena_.clear();
}

void ClusterCache::provide_room(std::size_t more) {
  while (!short_.has_room(more)) grow_or_thin_out(short_);
  while (!long_.has_room(more)) grow_or_thin_out(long_);
}

void ClusterCache::thin_out() {
  Arena arena;
  const auto keep = [&](KnownCluster& known) {
    if (known.stored) keep_in(arena, known);
  };
  const auto hash = [this](const auto& slot) { return this->hash_of(slot); };
  try {
    short_.thin_out(hash, keep);
    long_.thin_out(hash, keep);
  } catch (...) {
    clear();  // Some clusters have names of the arena that is going.
    throw;
  }
  arena_ = std::move(arena);
}

/// Copies the stored cluster from arena_ to another arena.
void ClusterCache::keep_in(Arena& arena, KnownCluster& known) const {
  const StoredCluster& cluster = stored(known);
  const std::size_t size = sizeof(StoredCluster) + cluster.tokens().size_bytes() + tail_size(known.size);
  const std::uint32_t name = arena.allocate(size);
  std::memcpy(arena.at(name), &cluster, size);
  known.value = name;
}

}  // namespace svitok::text
