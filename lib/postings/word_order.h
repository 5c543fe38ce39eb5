// Strings of words (their surfaces, or their keys) in bytewise order.
//
// Comparing strings that lie anywhere in memory is slow, so 16 bytes stand for each of them, in a code in which a small
// Russian letter takes one byte as a Latin one does: only words that begin with the same 16 letters are looked at.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/coding.h"
#include "base/uninitialised.h"
#include "postings/term_code.h"

namespace svitok::postings {

/// The beginning of a string's code (term_code.h) as a number of 128 bits; numbers compare as the strings do.
struct CodedString {
  static constexpr std::size_t kBytes = 16;

  explicit CodedString(std::string_view string) noexcept {
    // Every byte of the code is of two bytes of the string at the most, so these have more than kBytes of it. If they
    // end within a letter, that comes behind.
    constexpr std::size_t kEnough = 2 * kBytes + 4;
    std::array<unsigned char, 2 * kEnough> code;
    std::memset(code.data(), 0, kBytes);
    const unsigned char* const end = encode_term(string.substr(0, kEnough), code.data());
    size = std::min(static_cast<std::size_t>(end - code.data()), kBytes + 1);
    first = __builtin_bswap64(base::load_fixed<std::uint64_t>(code.data()));
    second = __builtin_bswap64(base::load_fixed<std::uint64_t>(code.data() + sizeof first));
  }

  std::uint64_t first;
  std::uint64_t second;
  std::size_t size;  ///< Bytes of the code; kBytes + 1: the two numbers are not all of it.
};

class WordOrder {
 public:
  struct Entry {
    std::uint64_t first;  ///< Of its CodedString.
    std::uint64_t second;
    std::uint32_t word;
    std::uint16_t size;    ///< Of its CodedString.
    std::uint16_t number;  ///< Which of the word's strings it is.
  };
  static constexpr std::size_t kBytes = sizeof(Entry);
  /// Fewer are sorted by comparing alone.
  static constexpr std::size_t kFewEntries = 1U << 15U;

  /// Forgets what it has; memory is kept.
  void start(std::size_t expected) {
    entries_.clear();
    entries_.reserve(expected + expected / 8);
  }

  void add(std::string_view string, std::uint32_t word, std::size_t number) {
    const CodedString coded(string);
    entries_.push_back(
        {coded.first, coded.second, word, static_cast<std::uint16_t>(coded.size), static_cast<std::uint16_t>(number)});
  }
  /// By string, then by word. `string(entry)`: what was added.
  template <typename String>
  void sort(String string) {
    const auto is_less = [&](const Entry& a, const Entry& b) {
      if (a.first != b.first) return a.first < b.first;
      if (a.second != b.second) return a.second < b.second;
      if (is_whole(a) || is_whole(b)) return a.size != b.size ? a.size < b.size : a.word < b.word;
      const int order = string(a).compare(string(b));
      return order != 0 ? order < 0 : a.word < b.word;
    };
    if (entries_.size() < kFewEntries) return std::sort(entries_.begin(), entries_.end(), is_less);
    auto begin = entries_.begin();
    for (const std::uint32_t end : sort_by_letters()) {
      std::sort(begin, entries_.begin() + end, is_less);
      begin = entries_.begin() + end;
    }
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
  /// The code of the `at`-th entry's string, valid until the next call: the two numbers where they are all of it.
  template <typename String>
  [[nodiscard]] TermCode code(std::size_t at, String string) {
    const Entry& entry = entries_[at];
    code_.clear();
    if (is_whole(entry)) {
      base::append_fixed(code_, __builtin_bswap64(entry.first));
      base::append_fixed(code_, __builtin_bswap64(entry.second));
      code_.resize(entry.size);
    } else {
      append_code(string(entry), code_);
    }
    return {code_};
  }
  [[nodiscard]] std::size_t size() const noexcept { return entries_.size(); }
  [[nodiscard]] const Entry& operator[](std::size_t i) const noexcept { return entries_[i]; }

 private:
  // By its first two letters, in place (American flag sort; McIlroy, Bostic, McIlroy, Computing Systems 1993): half of
  // the comparisons that a sort of everything makes. Where each pair of letters ends.
  [[nodiscard]] std::vector<std::uint32_t> sort_by_letters() {
    const auto letters = [](const Entry& entry) { return entry.first >> 48U; };
    std::vector<std::uint32_t> ends(1U << 16U);
    for (const Entry& entry : entries_) ++ends[letters(entry)];
    std::vector<std::uint32_t> next(ends.size());
    std::uint32_t sum = 0;
    for (std::size_t i = 0; i < ends.size(); ++i) {
      next[i] = sum;
      ends[i] = sum += ends[i];
    }
    for (std::size_t i = 0; i < ends.size(); ++i) {
      while (next[i] != ends[i]) {
        Entry& here = entries_[next[i]];
        const std::size_t home = letters(here);
        if (home == i) {
          ++next[i];
        } else {
          std::swap(here, entries_[next[home]++]);
        }
      }
    }
    return ends;
  }
  // Whether the two numbers are all of it.
  static bool is_whole(const Entry& entry) noexcept { return entry.size <= CodedString::kBytes; }

  std::vector<Entry, base::Uninitialised<Entry>> entries_;
  std::string code_;
};

}  // namespace svitok::postings
