// A block of a dictionary: terms in order, each sharing the beginning of its code (term_code.h) with the one before,
// and the first one with the prefix of the block, the first 8 bytes of its code, which the dictionary has in a table.
//
//   bytes of the letters varint | letters | bytes of the heads varint | heads | Infos
//
// The last three are streams of bits (bits.h). Letters: those that a term does not share with the one before. Heads:
// the number of the block's alphabet (alphabet.h), and of each term how many bytes of the code before it drops and how
// many it has besides. So terms are passed over without their letters, and Infos are found by number without the heads.
//
// What stands behind a term is the business of an Info, which has
//
//   struct Base;                                    what the Infos of a block count from, with write(BitWriter&) const
//                                                   and read(BitReader&)
//   static Base base_of(std::span<const Info>);     that of a block
//   void write(BitWriter&, Base&) const;            and moves the base on for the next term,
//   void read(BitReader&, Base&);                   as this does
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/coding.h"
#include "postings/alphabet.h"
#include "postings/bits.h"

namespace svitok::postings {

inline constexpr std::uint32_t kTermsPerBlock = 32;

/// The bytes of a block's prefix.
inline constexpr std::uint32_t kPrefixBytes = 8;

/// What a block says of a term's letters.
struct TermHead {
  std::uint32_t dropped = 0;  ///< Bytes at the end of the code before that it does not share,
  std::uint32_t size = 0;     ///< and those that it has instead. At least one, for terms ascend.
  bool is_spelled = true;     ///< With the block's alphabet, and otherwise with kAlphabets[0].

  void write(BitWriter& heads) const {
    heads.put_golomb(dropped, kOrder);
    if (!is_spelled) heads.put_golomb(0, kOrder);
    heads.put_golomb(size, kOrder);
  }
  void read(BitReader& heads) noexcept {
    const Short& found = kShort[heads.peek(kShortBits)];
    if (found.bits != 0) [[likely]] {
      heads.skip(found.bits);
      dropped = found.dropped;
      size = found.size;
      is_spelled = true;
    } else {
      read_long(heads);
    }
  }

 private:
  static constexpr unsigned kOrder = 1;
  // Heads of so few bits, which nine in ten are, are found in a table.
  static constexpr unsigned kShortBits = 10;
  struct Short {
    std::uint8_t dropped;
    std::uint8_t size;
    std::uint8_t bits;  ///< 0: the bits do not begin with a short head.
  };
  static constexpr std::array<Short, 1U << kShortBits> make_short() {
    std::array<Short, 1U << kShortBits> heads{};
    for (unsigned dropped = 0; golomb_size(dropped, kOrder) < kShortBits; ++dropped) {
      for (unsigned size = 1;; ++size) {
        const unsigned first = golomb_size(dropped, kOrder);
        const unsigned bits = first + golomb_size(size, kOrder);
        if (bits > kShortBits) break;
        const auto code = golomb_code(dropped, kOrder) | golomb_code(size, kOrder) << first;
        for (std::uint64_t behind = 0; behind < 1U << (kShortBits - bits); ++behind) {
          heads[code | behind << bits] = {static_cast<std::uint8_t>(dropped), static_cast<std::uint8_t>(size),
                                          static_cast<std::uint8_t>(bits)};
        }
      }
    }
    return heads;
  }
  static const std::array<Short, 1U << kShortBits> kShort;

  [[gnu::noinline]] void read_long(BitReader& heads) noexcept {
    dropped = limited(heads.get_golomb(kOrder));
    size = limited(heads.get_golomb(kOrder));
    is_spelled = size != 0;
    if (!is_spelled) size = limited(heads.get_golomb(kOrder));
  }
  // What no term has is malformed, and found out where it is used.
  static std::uint32_t limited(std::uint64_t size) noexcept {
    return static_cast<std::uint32_t>(std::min<std::uint64_t>(size, UINT32_MAX));
  }
};
inline constexpr std::array<TermHead::Short, 1U << TermHead::kShortBits> TermHead::kShort = make_short();

/// Reads the terms of one block: their letters, when they are asked for.
class BlockTerms {
 public:
  BlockTerms() = default;
  /// `prefix`: that of the block, as a number (dictionary.h). REQUIRES: kBitsPadding readable bytes behind `block`.
  BlockTerms(std::string_view block, std::uint64_t prefix) : prefix_(prefix) {
    base::Decoder decoder(block);
    letters_ = decoder.string();
    heads_ = BitReader(decoder.string());
    infos_ = block.substr(block.size() - decoder.remaining());
    alphabet_ = &kAlphabets[heads_.get(2)];
  }

  /// The Infos.
  [[nodiscard]] std::string_view infos() const noexcept { return infos_; }
  /// On to the next term. False if the block is malformed.
  bool next() noexcept {
    letters_at_ = letters_end_;
    head_.read(heads_);
    if (head_.dropped > size_) return false;
    shared_ = size_ - head_.dropped;
    size_ = shared_ + head_.size;
    letters_end_ += std::uint64_t{head_.size} * alphabet().width();
    return heads_.ok() && letters_end_ <= letters_.size() * 8;
  }
  /// How many bytes of its code are those of the term before; 0 for the first one.
  [[nodiscard]] std::uint32_t shared() const noexcept { return is_first() ? 0 : shared_; }
  /// Appends the other bytes.
  void append_letters(std::string& code) const {
    if (is_first()) append_prefix(code);
    BitReader letters(letters_);
    letters.skip(letters_at_);
    const unsigned width = alphabet().width();
    const std::size_t before = code.size();
    code.resize(before + head_.size);
    char* next = code.data() + before;
    const std::uint32_t at_once = 32 / width;
    for (std::uint32_t left = head_.size; left != 0;) {
      const std::uint32_t taken = std::min(left, at_once);
      std::uint32_t numbers = letters.get(taken * width);
      for (std::uint32_t i = 0; i < taken; ++i, numbers >>= width) {
        *next++ = alphabet().letter(static_cast<std::uint32_t>(low_bits(numbers, width)));
      }
      left -= taken;
    }
  }

  /// How these compare with `wanted`: how many bytes at the front are the same, and the sign of their order.
  struct Comparison {
    std::size_t same;
    int order;
  };
  [[nodiscard]] Comparison compare_letters(std::string_view wanted) const noexcept {
    const std::size_t of_prefix = is_first() ? shared_ : 0;
    const std::size_t size = of_prefix + head_.size;
    const unsigned width = alphabet().width();
    BitReader letters(letters_);
    letters.skip(letters_at_);
    for (std::size_t same = 0; same < size && same < wanted.size(); ++same) {
      const auto letter =
          static_cast<unsigned char>(same < of_prefix ? prefix_byte(same) : alphabet().letter(letters.get(width)));
      const auto other = static_cast<unsigned char>(wanted[same]);
      if (letter != other) return {same, letter < other ? -1 : 1};
    }
    return {std::min(size, wanted.size()), size == wanted.size() ? 0 : size < wanted.size() ? -1 : 1};
  }

 private:
  [[nodiscard]] const Alphabet& alphabet() const noexcept { return head_.is_spelled ? *alphabet_ : kAlphabets[0]; }
  [[nodiscard]] bool is_first() const noexcept { return letters_at_ == 0; }
  void append_prefix(std::string& code) const {
    for (std::uint32_t i = 0; i < shared_; ++i) code.push_back(prefix_byte(i));
  }
  [[nodiscard]] char prefix_byte(std::size_t i) const noexcept {
    return static_cast<char>(prefix_ >> 8 * (kPrefixBytes - 1 - i));
  }

  BitReader heads_;
  std::string_view infos_;
  std::string_view letters_;
  std::uint64_t letters_at_ = 0;   // Where those of the present term are, in bits,
  std::uint64_t letters_end_ = 0;  // and where they end.
  const Alphabet* alphabet_ = kAlphabets.data();
  std::uint64_t prefix_ = 0;
  std::uint32_t size_ = kPrefixBytes;  // Of the present term's code, or of the prefix before the first,
  std::uint32_t shared_ = 0;           // and what of it are bytes of the one before.
  TermHead head_;
};

/// Reads the Infos of one block.
template <typename Info>
class BlockInfos {
 public:
  BlockInfos() = default;
  /// `infos`: as BlockTerms has them.
  explicit BlockInfos(std::string_view infos) : bits_(infos) { base_.read(bits_); }

  /// On to the next one. False if the block is malformed.
  bool next() noexcept {
    info_.read(bits_, base_);
    return bits_.ok();
  }
  [[nodiscard]] const Info& info() const noexcept { return info_; }

 private:
  BitReader bits_;
  typename Info::Base base_;
  Info info_;
};

}  // namespace svitok::postings
