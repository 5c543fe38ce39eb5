// How a block of a dictionary spells its terms: small alphabets, so that most letters take four or five bits.
//
// Terms stand in order, so the terms of a block are of one kind nearly always, and the block has the alphabet with
// which its terms take the fewest bits. Letters are bytes of a term's code (term_code.h).
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "postings/term_code.h"

namespace svitok::postings {

class Alphabet {
 public:
  static constexpr std::uint16_t kNone = 0x100;

  constexpr Alphabet() : Alphabet(8) {
    for (unsigned byte = 0; byte < 256; ++byte) add(byte);
  }
  /// REQUIRES: 2^width letters at most.
  constexpr Alphabet(unsigned width, std::string_view letters) : Alphabet(width) {
    for (const char letter : letters) add(static_cast<unsigned char>(letter));
  }

  /// а to я.
  static constexpr Alphabet cyrillic() {
    Alphabet alphabet(5);
    for (unsigned byte = term_code::kFirstRow; byte < term_code::kBehind; ++byte) {
      if (byte != term_code::kBetween) alphabet.add(byte);
    }
    return alphabet;
  }

  /// Bits of a letter.
  [[nodiscard]] constexpr unsigned width() const noexcept { return width_; }
  /// kNone if it is not in the alphabet.
  [[nodiscard]] constexpr std::uint16_t number_of(char byte) const noexcept {
    return numbers_[static_cast<unsigned char>(byte)];
  }
  /// REQUIRES: number < 2^width().
  [[nodiscard]] constexpr char letter(std::uint32_t number) const noexcept { return letters_[number]; }

 private:
  constexpr explicit Alphabet(unsigned width) : width_(width) { numbers_.fill(kNone); }
  constexpr void add(unsigned byte) {
    letters_[size_] = static_cast<char>(byte);
    numbers_[byte] = static_cast<std::uint16_t>(size_++);
  }

  unsigned width_;
  unsigned size_ = 0;
  std::array<std::uint16_t, 256> numbers_{};
  std::array<char, 256> letters_{};
};

/// By their numbers in a file. All bytes are letters of the first one.
inline constexpr std::array<Alphabet, 4> kAlphabets = {Alphabet(), Alphabet(5, "abcdefghijklmnopqrstuvwxyz-.'_@:"),
                                                       Alphabet::cyrillic(), Alphabet(4, "0123456789-.,:/%")};

}  // namespace svitok::postings
