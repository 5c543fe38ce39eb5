#include "index/pending_docs.h"

#include <algorithm>

#include "base/checksum.h"
#include "base/coding.h"

namespace svitok::index {

namespace {

constexpr std::size_t kChunkBytes = std::size_t{256} << 10U;

}  // namespace

void PendingDocs::add(std::string_view key, const matcher::DocEntry& entry) {
  if (chunks_.empty()) {
    chunks_.emplace_back();  // Grows with what a small segment needs.
  } else if (chunks_.back().size() >= kChunkBytes) {
    chunks_.emplace_back().reserve(kChunkBytes + kChunkBytes / 8);
  }
  std::string& bytes = chunks_.back();
  const std::size_t before = bytes.size();
  places_.push_back({static_cast<std::uint32_t>(chunks_.size() - 1), static_cast<std::uint32_t>(before)});
  base::append_string(bytes, key);
  base::append_varint(bytes, entry.filters.size());
  for (const std::string& filter : entry.filters) base::append_string(bytes, filter);
  base::append_varint(bytes, entry.values.size());
  for (const auto& [slot, value] : entry.values) {
    base::append_varint(bytes, slot);
    base::append_string(bytes, value);
  }
  bytes_ += bytes.size() - before;
}

std::vector<std::uint32_t> PendingDocs::order() const {
  std::vector<Keyed> keyed;
  keyed.reserve(places_.size());
  for (const Place place : places_) {
    base::Decoder in(bytes_at(place));
    keyed.push_back({in.string(), static_cast<std::uint32_t>(keyed.size())});
  }
  if (!std::ranges::is_sorted(keyed)) std::ranges::sort(keyed);
  std::vector<std::uint32_t> order;
  order.reserve(keyed.size());
  for (const Keyed& one : keyed) order.push_back(one.doc);
  return order;
}

void PendingDocs::write(std::span<const std::uint32_t> order, matcher::DocsWriter& docs) const {
  matcher::DocEntry entry;
  for (const std::uint32_t doc : order) {
    base::Decoder in(bytes_at(places_[doc]));
    entry.key_digest = base::digest(in.string());
    entry.filters.clear();
    for (std::uint64_t left = in.varint(); left > 0; --left) entry.filters.emplace_back(in.string());
    entry.values.clear();
    for (std::uint64_t left = in.varint(); left > 0; --left) {
      const std::uint32_t slot = in.varint32();
      entry.values.emplace_back(slot, in.string());
    }
    docs.add(entry);
  }
}

std::size_t PendingDocs::memory() const noexcept {
  return bytes_ + places_.capacity() * sizeof(Place) + places_.size() * (sizeof(Keyed) + sizeof(std::uint32_t));
}

}  // namespace svitok::index
