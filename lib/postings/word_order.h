// Strings of words (their surfaces, or their keys) in bytewise order. Most comparisons are of 16 bytes that are kept as
// two numbers; the strings themselves, which are elsewhere, are looked at only where these are equal.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/large_pages.h"
#include "postings/postings_format.h"

namespace svitok::postings {

class WordOrder {
 public:
  struct Entry {
    std::uint64_t first;   ///< Bytes 0..7, big-endian.
    std::uint64_t second;  ///< Bytes 8..15.
    std::uint32_t word;
    std::uint16_t size;
    std::uint16_t number;  ///< Which of the word's strings it is.
  };
  static constexpr std::size_t kBytes = sizeof(Entry);

  explicit WordOrder(std::size_t expected) { entries_.reserve(expected + expected / 8); }

  void add(std::string_view string, std::uint32_t word, std::size_t number) {
    entries_.push_back({prefix_number(string), string.size() > 8 ? prefix_number(string.substr(8)) : 0, word,
                        static_cast<std::uint16_t>(string.size()), static_cast<std::uint16_t>(number)});
  }
  /// By string, then by word. `string(entry)`: what was added.
  template <typename String>
  void sort(String string) {
    std::sort(entries_.begin(), entries_.end(), [&](const Entry& a, const Entry& b) {
      if (a.first != b.first) return a.first < b.first;
      if (a.second != b.second) return a.second < b.second;
      const int order = is_whole(a) && is_whole(b) ? 0 : string(a).compare(string(b));
      if (order != 0) return order < 0;
      return a.size != b.size ? a.size < b.size : a.word < b.word;
    });
  }
  /// One past the last entry with the same string as the one at `first`, once sorted.
  template <typename String>
  [[nodiscard]] std::size_t end_of_equal(std::size_t first, String string) const {
    const Entry& a = entries_[first];
    std::size_t end = first + 1;
    for (; end < entries_.size(); ++end) {
      const Entry& b = entries_[end];
      if (a.first != b.first || a.second != b.second || a.size != b.size) break;
      if (!is_whole(a) && string(a) != string(b)) break;
    }
    return end;
  }
  /// The string of the `at`-th entry, valid until the next call: made of the two numbers where they are all of it.
  template <typename String>
  [[nodiscard]] std::string_view string(std::size_t at, String string) {
    const Entry& entry = entries_[at];
    if (!is_whole(entry)) return string(entry);
    for (unsigned i = 0; i < 8; ++i) {
      whole_[i] = static_cast<char>(entry.first >> (56 - 8 * i));
      whole_[8 + i] = static_cast<char>(entry.second >> (56 - 8 * i));
    }
    return {whole_, entry.size};
  }
  [[nodiscard]] std::size_t size() const noexcept { return entries_.size(); }
  [[nodiscard]] const Entry& operator[](std::size_t i) const noexcept { return entries_[i]; }

 private:
  // Whether the two numbers are all of it.
  static bool is_whole(const Entry& entry) noexcept { return entry.size <= 16; }

  std::vector<Entry, base::LargePages<Entry>> entries_;
  char whole_[16];
};

}  // namespace svitok::postings
