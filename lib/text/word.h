// What the analyser made of a token's normalised form: a surface, the keys that matching compares, the lemma. A pure
// function of the surface: equal surfaces have equal words. Immutable.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string_view>

namespace svitok::text {

enum class Script : std::uint8_t { kOther, kLatin, kCyrillic, kNumber };

/// Lives in a WordTable and is as small as it can be, because there is one for every word of a segment: the strings
/// stand behind it, those that begin the surface not even there. Not copyable for that reason.
class Word {
 public:
  Word(const Word&) = delete;
  Word& operator=(const Word&) = delete;

  /// Dense from 0 within the analyser's present generation().
  [[nodiscard]] std::uint32_t id() const noexcept { return id_; }
  /// NFKC, case folded, ё as е, ... What `=exact` and prefixes match. 1 to kLongestSurface bytes.
  [[nodiscard]] std::string_view surface() const noexcept { return {bytes(), surface_size_}; }
  [[nodiscard]] std::size_t key_count() const noexcept { return key_count_; }
  /// The `number`-th key; the first is the one that counts.
  [[nodiscard]] std::string_view key(std::size_t number) const noexcept;
  /// Empty where the notion does not apply (numbers, other scripts).
  [[nodiscard]] std::string_view lemma() const noexcept { return key(key_count_); }
  [[nodiscard]] Script script() const noexcept { return script_; }
  /// A function word: indexed, left out of scoring unless nothing else is left.
  [[nodiscard]] bool stop() const noexcept { return stop_; }

  class KeyIterator {
   public:
    using iterator_category = std::forward_iterator_tag;
    using value_type = std::string_view;
    using difference_type = std::ptrdiff_t;
    using pointer = const std::string_view*;
    using reference = std::string_view;

    KeyIterator() = default;
    KeyIterator(const Word* word, std::size_t number) : word_(word), number_(number) {}
    std::string_view operator*() const noexcept { return word_->key(number_); }
    KeyIterator& operator++() noexcept {
      ++number_;
      return *this;
    }
    KeyIterator operator++(int) noexcept { return {word_, number_++}; }
    bool operator==(const KeyIterator&) const = default;

   private:
    const Word* word_ = nullptr;
    std::size_t number_ = 0;
  };
  struct Keys {
    const Word* word;
    [[nodiscard]] KeyIterator begin() const noexcept { return {word, 0}; }
    [[nodiscard]] KeyIterator end() const noexcept { return {word, word->key_count()}; }
    [[nodiscard]] std::size_t size() const noexcept { return word->key_count(); }
    [[nodiscard]] std::string_view operator[](std::size_t number) const noexcept { return word->key(number); }
  };
  /// 1 to 8 distinct keys, each 1 to 240 bytes.
  [[nodiscard]] Keys keys() const noexcept { return {this}; }

 private:
  friend class WordTable;

  /// Behind the Word: one of these for each key and one for the lemma; the surface; the strings that it does not begin
  /// with.
  struct Piece {
    std::uint16_t size : 15;
    std::uint16_t in_surface : 1;
  };

  Word(std::uint32_t id, std::uint8_t surface_size, std::uint8_t key_count, Script script, bool stop)
      : id_(id), surface_size_(surface_size), key_count_(key_count), script_(script), stop_(stop) {}

  [[nodiscard]] const Piece* pieces() const noexcept { return reinterpret_cast<const Piece*>(this + 1); }
  [[nodiscard]] const char* bytes() const noexcept { return reinterpret_cast<const char*>(pieces() + key_count_ + 1); }

  std::uint32_t id_;
  std::uint8_t surface_size_;
  std::uint8_t key_count_;
  Script script_;
  bool stop_;
};
static_assert(sizeof(Word) == 8);

inline std::string_view Word::key(std::size_t number) const noexcept {
  const Piece* const all = pieces();
  const char* at = bytes();
  if (all[number].in_surface != 0) return {at, all[number].size};
  at += surface_size_;
  for (std::size_t i = 0; i < number; ++i) at += all[i].in_surface != 0 ? 0 : all[i].size;
  return {at, all[number].size};
}

}  // namespace svitok::text
