// A block of a dictionary: terms in order, each sharing the beginning of its code (term_code.h) with the one before.
//
//   base varint | bytes of the letters varint | letters | bytes of the heads varint | heads | Infos
//
// The last three are streams of bits (bits.h). Letters: those that a term does not share with the one before. Heads:
// the number of the block's alphabet (alphabet.h), and of each term how many bytes of its code it shares and how many
// it has besides. So terms are passed over without their letters, and Infos are found by number without the heads.
//
// What stands behind a term is the business of an Info, which has
//
//   std::uint64_t base() const;                             what the Info of a block's first term counts from
//   void write(BitWriter&, std::uint64_t& base) const;      and moves the base on for the next term,
//   void read(BitReader&, std::uint64_t& base);             as this does
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/coding.h"
#include "postings/alphabet.h"
#include "postings/bits.h"

namespace svitok::postings {

inline constexpr std::uint32_t kTermsPerBlock = 32;

/// What a block says of a term's letters.
struct TermHead {
  std::uint32_t shared = 0;  ///< Bytes of the code that are those of the term before,
  std::uint32_t size = 0;    ///< and those behind them. At least one, for terms ascend.
  bool is_spelled = true;    ///< With the block's alphabet, and otherwise with kAlphabets[0].

  void write(BitWriter& heads) const {
    heads.put_golomb(shared, kSharedOrder);
    if (!is_spelled) heads.put_golomb(0, kSizeOrder);
    heads.put_golomb(size, kSizeOrder);
  }
  void read(BitReader& heads) noexcept {
    const auto [of_shared, of_size] = heads.get_golombs<2>({kSharedOrder, kSizeOrder});
    is_spelled = of_size != 0;
    shared = limited(of_shared);
    size = limited(is_spelled ? of_size : heads.get_golomb(kSizeOrder));
  }

 private:
  static constexpr unsigned kSharedOrder = 3;
  static constexpr unsigned kSizeOrder = 1;

  // What no term has is malformed, and found out where it is used.
  static std::uint32_t limited(std::uint64_t size) noexcept {
    return static_cast<std::uint32_t>(std::min<std::uint64_t>(size, UINT32_MAX));
  }
};

/// Reads the terms of one block: their letters, when they are asked for.
class BlockTerms {
 public:
  BlockTerms() = default;
  explicit BlockTerms(std::string_view block) {
    base::Decoder decoder(block);
    base_ = decoder.varint();
    letters_ = decoder.string();
    heads_ = BitReader(decoder.string());
    infos_ = BitReader(block.substr(block.size() - decoder.remaining()));
    alphabet_ = &kAlphabets[heads_.get(2)];
  }

  /// On to the next term. Both are false if the block is malformed.
  bool next() noexcept {
    letters_at_ = letters_end_;
    head_.read(heads_);
    letters_end_ += std::uint64_t{head_.size} * alphabet().width();
    return heads_.ok() && letters_end_ <= letters_.size() * 8;
  }
  template <typename Info>
  bool next_info(Info& info) noexcept {
    info.read(infos_, base_);
    return infos_.ok();
  }
  [[nodiscard]] std::uint32_t shared() const noexcept { return head_.shared; }
  /// Appends the letters that the term does not share.
  void append_letters(std::string& code) const {
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

 private:
  [[nodiscard]] const Alphabet& alphabet() const noexcept { return head_.is_spelled ? *alphabet_ : kAlphabets[0]; }

  BitReader heads_{std::string_view()};
  BitReader infos_{std::string_view()};
  std::string_view letters_;
  std::uint64_t letters_at_ = 0;   // Where those of the present term are, in bits,
  std::uint64_t letters_end_ = 0;  // and where they end.
  const Alphabet* alphabet_ = kAlphabets.data();
  std::uint64_t base_ = 0;
  TermHead head_;
};

}  // namespace svitok::postings
