#include "index/pending_docs.h"

#include <algorithm>

#include "base/coding.h"

namespace svitok::index {

void PendingDocs::add(std::string_view key, const matcher::DocEntry& entry) {
  begins_.push_back(bytes_.size());
  base::append_string(bytes_, key);
  base::append_string(bytes_, entry.key_digest);
  base::append_varint(bytes_, entry.filters.size());
  for (const std::string& filter : entry.filters) base::append_string(bytes_, filter);
  base::append_varint(bytes_, entry.values.size());
  for (const auto& [slot, value] : entry.values) {
    base::append_varint(bytes_, slot);
    base::append_string(bytes_, value);
  }
}

std::vector<std::uint32_t> PendingDocs::order() const {
  std::vector<Keyed> keyed;
  keyed.reserve(begins_.size());
  for (const std::size_t begin : begins_) {
    base::Decoder in(std::string_view(bytes_).substr(begin));
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
    base::Decoder in(std::string_view(bytes_).substr(begins_[doc]));
    (void)in.string();
    entry.key_digest = in.string();
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
  return bytes_.capacity() + begins_.capacity() * sizeof(std::size_t) +
         begins_.size() * (sizeof(Keyed) + sizeof(std::uint32_t));
}

}  // namespace svitok::index
