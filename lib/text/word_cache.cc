#include "text/word_cache.h"

#include <algorithm>
#include <new>
#include <random>
#include <utility>

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
  const Cluster cluster{.low = key.low,
                        .high = key.high,
                        .size = static_cast<std::uint16_t>(size),
                        .token_count = static_cast<std::uint16_t>(tokens.size()),
                        .position_count = position_count,
                        .met_again = false};
  return copy_cluster(key.hash, cluster, tokens, key.bytes.substr(std::min<std::size_t>(size, 16)));
}

/// One piece of memory: the Cluster (not met again yet), its tokens, its bytes from the sixteenth on.
const Cluster* WordCache::copy_cluster(std::uint32_t hash, const Cluster& like, std::span<const TokenTemplate> tokens,
                                       std::string_view tail) {
  const std::uint32_t name = cluster_arena_.allocate(sizeof(Cluster) + tokens.size_bytes() + tail.size());
  auto* cluster = new (cluster_arena_.at(name)) Cluster(like);
  cluster->met_again = false;
  auto* behind = reinterpret_cast<std::byte*>(cluster + 1);
  std::copy(tokens.begin(), tokens.end(), reinterpret_cast<TokenTemplate*>(behind));
  std::copy(tail.begin(), tail.end(), reinterpret_cast<char*>(behind + tokens.size_bytes()));
  if (++cluster_count_ * 3 > clusters_.size() * 2) grow(clusters_);
  mask_ = clusters_.size() - 1;
  insert(clusters_, {hash, name});
  return cluster;
}

template <typename Make>
std::uint32_t WordCache::find_or_make(std::string_view surface, Make make) {
  const std::uint32_t hash = hashed(surface, 0, surface.size()).hash;
  const std::size_t mask = words_.size() - 1;
  for (std::size_t i = hash & mask; words_[i].name != 0; i = (i + 1) & mask) {
    if (words_[i].hash != hash) continue;
    const auto* known = static_cast<const Word*>(word_arena_.at(words_[i].name));
    if (known->surface == surface) return known->id;
  }
  const std::uint32_t made = make();
  if (by_id_.size() * 3 > words_.size() * 2) grow(words_);
  insert(words_, {hash, made});
  return by_id_.back()->id;
}

std::uint32_t WordCache::id(std::string_view surface) {
  return find_or_make(surface, [&] {
    const Keys& made = key_maker_.make(surface);
    key_views_.assign(made.keys.begin(), made.keys.end());
    return copy_word({.surface = surface,
                      .keys = key_views_,
                      .lemma = made.lemma,
                      .id = 0,
                      .script = made.script,
                      .stop = is_stop_word(surface)});
  });
}

/// One piece of memory: the Word, its keys, the surface, and those strings that do not begin the surface. The id is
/// the next one.
std::uint32_t WordCache::copy_word(const Word& like) {
  const auto in_surface = [&](std::string_view bytes) { return like.surface.starts_with(bytes); };
  std::size_t size = sizeof(Word) + like.keys.size_bytes() + like.surface.size();
  for (const std::string_view key : like.keys) size += in_surface(key) ? 0 : key.size();
  size += in_surface(like.lemma) ? 0 : like.lemma.size();

  const std::uint32_t name = word_arena_.allocate(size);
  auto* word = static_cast<Word*>(word_arena_.at(name));
  auto* keys = reinterpret_cast<std::string_view*>(word + 1);
  auto* bytes = reinterpret_cast<char*>(keys + like.keys.size());
  const auto copy = [&](std::string_view piece) {
    const char* copied = bytes;
    bytes = std::copy(piece.begin(), piece.end(), bytes);
    return std::string_view(copied, piece.size());
  };
  const std::string_view surface = copy(like.surface);
  const auto share = [&](std::string_view piece) {
    return in_surface(piece) ? surface.substr(0, piece.size()) : copy(piece);
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

/// Calls keep(hash, cluster) for the clusters of a table that goes; false from it ends the walk.
template <typename Keep>
void WordCache::for_each_met_again(const Arena& arena, const Table& table, Keep keep) {
  constexpr std::size_t kAhead = 16;
  for (std::size_t i = 0; i < table.size(); ++i) {
    if (i + kAhead < table.size() && table[i + kAhead].name != 0) __builtin_prefetch(arena.at(table[i + kAhead].name));
    if (table[i].name == 0) continue;
    const auto& cluster = *static_cast<const Cluster*>(arena.at(table[i].name));
    if (cluster.met_again && !keep(table[i].hash, cluster)) return;
  }
}

void WordCache::thin_out(std::size_t most_bytes) {
  const Arena old_arena = std::exchange(cluster_arena_, Arena());
  const Table old_clusters = std::exchange(clusters_, Table());
  clear_clusters();
  for_each_met_again(old_arena, old_clusters, [&](std::uint32_t hash, const Cluster& cluster) {
    copy_cluster(hash, cluster, cluster.tokens(), cluster.tail());
    return cluster_bytes() <= most_bytes;
  });
  if (cluster_bytes() > most_bytes) clear_clusters();
}

void WordCache::forget_words(std::size_t most_bytes) {
  const Arena old_arenas[2] = {std::exchange(cluster_arena_, Arena()), std::exchange(word_arena_, Arena())};
  const Table old_clusters = std::exchange(clusters_, Table());
  const std::vector<const Word*> old_words = std::exchange(by_id_, {});
  clear_clusters();
  clear_words();
  for_each_met_again(old_arenas[0], old_clusters, [&](std::uint32_t hash, const Cluster& cluster) {
    kept_tokens_.assign(cluster.tokens().begin(), cluster.tokens().end());
    for (TokenTemplate& token : kept_tokens_) {
      const Word& word = *old_words[token.word];
      token.word = find_or_make(word.surface, [&] { return copy_word(word); });
    }
    copy_cluster(hash, cluster, kept_tokens_, cluster.tail());
    return word_bytes() <= most_bytes;
  });
  if (word_bytes() <= most_bytes) return;
  clear_clusters();
  clear_words();
}

void WordCache::clear_clusters() {
  cluster_arena_.clear();
  clusters_ = Table(kFirstSlots);
  mask_ = kFirstSlots - 1;
  cluster_count_ = 0;
}

void WordCache::clear_words() {
  word_arena_.clear();
  words_ = Table(kFirstSlots);
  by_id_.clear();
}

}  // namespace svitok::text
