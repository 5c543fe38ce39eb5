// Strings to small numbers: open addressing over one stretch of memory. For the inverter. Not thread-safe.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/checksum.h"
#include "base/large_pages.h"
#include "postings/postings_format.h"

namespace svitok::postings {

class StringTable {
 public:
  /// The number of `text`, from 0 in the order in which strings came.
  std::uint32_t number(std::string_view text) {
    if ((strings_.size() + 1) * 2 > slots_.size()) grow();
    const auto hash = static_cast<std::uint32_t>(base::checksum(text));
    std::size_t slot = hash & (slots_.size() - 1);
    while (slots_[slot].number != kFree) {
      if (slots_[slot].hash == hash && at(slots_[slot].number) == text) return slots_[slot].number;
      slot = (slot + 1) & (slots_.size() - 1);
    }
    const auto added = static_cast<std::uint32_t>(strings_.size());
    slots_[slot] = {hash, added};
    strings_.push_back({bytes_.size(), static_cast<std::uint32_t>(text.size())});
    bytes_.insert(bytes_.end(), text.begin(), text.end());
    return added;
  }

  [[nodiscard]] std::size_t size() const noexcept { return strings_.size(); }
  [[nodiscard]] std::string_view at(std::uint32_t number) const {
    return {bytes_.data() + strings_[number].offset, strings_[number].size};
  }
  [[nodiscard]] std::size_t memory() const noexcept {
    return slots_.capacity() * sizeof(Slot) + strings_.capacity() * sizeof(Piece) + bytes_.capacity();
  }

  /// order[rank] = number, by bytes. Sixteen bytes of each string are compared as numbers, the rest only where they are
  /// equal.
  [[nodiscard]] std::vector<std::uint32_t> order() const {
    std::vector<Entry> entries;
    entries.reserve(size());
    for (std::uint32_t number = 0; number < size(); ++number) {
      const std::string_view text = at(number);
      entries.push_back({prefix_number(text), text.size() > 8 ? prefix_number(text.substr(8)) : 0, number});
    }
    std::sort(entries.begin(), entries.end(), [this](const Entry& a, const Entry& b) {
      if (a.first != b.first) return a.first < b.first;
      if (a.second != b.second) return a.second < b.second;
      return at(a.number) < at(b.number);
    });
    std::vector<std::uint32_t> numbers;
    numbers.reserve(size());
    for (const Entry& entry : entries) numbers.push_back(entry.number);
    return numbers;
  }
  /// What order() needs for a while, a string.
  static constexpr std::size_t kOrderBytes = 28;

 private:
  static constexpr std::uint32_t kFree = UINT32_MAX;
  struct Slot {
    std::uint32_t hash = 0;
    std::uint32_t number = kFree;
  };
  struct Piece {
    std::uint64_t offset;
    std::uint32_t size;
  };
  struct Entry {
    std::uint64_t first;
    std::uint64_t second;
    std::uint32_t number;
  };

  void grow() {
    Slots larger(std::max<std::size_t>(1024, slots_.size() * 2));
    for (const Slot& old : slots_) {
      if (old.number == kFree) continue;
      std::size_t slot = old.hash & (larger.size() - 1);
      while (larger[slot].number != kFree) slot = (slot + 1) & (larger.size() - 1);
      larger[slot] = old;
    }
    slots_.swap(larger);
  }

  using Slots = std::vector<Slot, base::LargePages<Slot>>;
  Slots slots_;
  std::vector<Piece, base::LargePages<Piece>> strings_;
  std::vector<char, base::LargePages<char>> bytes_;
};

}  // namespace svitok::postings
