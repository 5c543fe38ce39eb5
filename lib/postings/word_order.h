// Strings in bytewise order, each with what it stands for. Most comparisons are of 16 bytes kept beside the string as
// two numbers; the string itself is looked at only where these are equal.
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
    const char* text;
    std::uint32_t size;
    std::uint32_t word;

    [[nodiscard]] std::string_view string() const noexcept { return {text, size}; }
    [[nodiscard]] bool same_string(const Entry& other) const noexcept {
      return first == other.first && second == other.second && size == other.size &&
             (size <= 16 || string() == other.string());
    }
  };
  static constexpr std::size_t kBytes = sizeof(Entry);

  explicit WordOrder(std::size_t expected) { entries_.reserve(expected); }

  /// `text` is borrowed.
  void add(std::string_view text, std::uint32_t word) {
    entries_.push_back({prefix_number(text), text.size() > 8 ? prefix_number(text.substr(8)) : 0, text.data(),
                        static_cast<std::uint32_t>(text.size()), word});
  }
  /// By string, then by word.
  void sort() {
    std::sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) {
      if (a.first != b.first) return a.first < b.first;
      if (a.second != b.second) return a.second < b.second;
      if (const int order = a.size <= 16 && b.size <= 16 ? 0 : a.string().compare(b.string()); order != 0)
        return order < 0;
      return a.size != b.size ? a.size < b.size : a.word < b.word;
    });
  }
  [[nodiscard]] std::size_t size() const noexcept { return entries_.size(); }
  [[nodiscard]] const Entry& operator[](std::size_t i) const noexcept { return entries_[i]; }

 private:
  std::vector<Entry, base::LargePages<Entry>> entries_;
};

}  // namespace svitok::postings
