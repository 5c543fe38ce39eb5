// Numbers in a stream of bits, as they are or in codes that are short for small ones: for what is too little to be
// packed in blocks.
//
// A Rice code of width w (Rice and Plaunt, IEEE Transactions on Communications 1971) of v is v >> w zeros, a one, and
// the low w bits of v. Numbers of a list whose mean is about 2^w take about w + 1.5 bits each, .05 more than they must
// if their distances are geometrical. v >> w is 23 at the most; of a greater number 24 zeros and a one announce its 32
// bits as they are, so a single one cannot make a list long.
//
// An exponential Golomb code of order k (Teuhola, Information Processing Letters 1978) of v is, with z such that
// 2^z <= (v >> k) + 1 < 2^(z + 1), z zeros, a one, and the z + k bits of v - ((2^z - 1) << k). It suits numbers most of
// which are very small and a few of any size, and needs no parameter to be right.
//
// Bits fill bytes from the low end; what is left over of the last byte is zeros.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/coding.h"

namespace svitok::postings {

inline constexpr unsigned kMostZeros = 24;

[[nodiscard]] constexpr std::uint64_t low_bits(std::uint64_t value, unsigned width) noexcept {
  return value & ((std::uint64_t{1} << width) - 1);
}

/// About the width that suits `count` numbers that add up to `sum`: 0 to 31.
[[nodiscard]] constexpr unsigned rice_width(std::uint64_t sum, std::uint64_t count) noexcept {
  // The greatest w for which 2^w is not above three quarters of the mean.
  const std::uint64_t mean = count == 0 ? 0 : sum / count;
  const auto bits = static_cast<unsigned>(std::bit_width(mean - mean / 4));
  return bits == 0 ? 0U : std::min(31U, bits - 1);
}

/// With how many zeros the Golomb code of order `order` of `value` begins. REQUIRES, here and below: value < 2^63.
[[nodiscard]] constexpr unsigned golomb_zeros(std::uint64_t value, unsigned order) noexcept {
  return static_cast<unsigned>(std::bit_width(((value >> order) + 1) | 1U)) - 1;
}
/// How many bits it has.
[[nodiscard]] constexpr unsigned golomb_size(std::uint64_t value, unsigned order) noexcept {
  return 2 * golomb_zeros(value, order) + 1 + order;
}
/// The least number whose code begins with so many.
[[nodiscard]] constexpr std::uint64_t golomb_base(unsigned zeros, unsigned order) noexcept {
  return ((std::uint64_t{1} << zeros) - 1) << order;
}

/// The bits of the code of `value`, the first one lowest. REQUIRES: they are 64 at most.
[[nodiscard]] constexpr std::uint64_t golomb_code(std::uint64_t value, unsigned order) noexcept {
  const unsigned zeros = golomb_zeros(value, order);
  return ((value - golomb_base(zeros, order)) << 1U | 1U) << zeros;
}

/// Appends to a string. Not thread-safe.
class BitWriter {
 public:
  explicit BitWriter(std::string& out) : out_(&out) {}

  /// REQUIRES: width <= 32, value < 2^width.
  void put(std::uint64_t value, unsigned width) {
    pending_ |= value << filled_;
    filled_ += width;
    if (filled_ < 32) return;
    base::append_fixed(*out_, static_cast<std::uint32_t>(pending_));
    pending_ >>= 32U;
    filled_ -= 32;
  }
  /// REQUIRES: width < 32.
  void put_rice(std::uint32_t value, unsigned width) {
    const std::uint32_t zeros = value >> width;
    if (zeros < kMostZeros) {
      put(std::uint64_t{1} << zeros, zeros + 1);
      put(low_bits(value, width), width);
    } else {
      put(std::uint64_t{1} << kMostZeros, kMostZeros + 1);
      put(value, 32);
    }
  }
  /// REQUIRES: order <= 9, value < 2^56.
  void put_golomb(std::uint64_t value, unsigned order) {
    const unsigned zeros = golomb_zeros(value, order);
    put_long(std::uint64_t{1} << zeros, zeros + 1);
    put_long(value - golomb_base(zeros, order), zeros + order);
  }
  /// How many bits the value has, 6 bits, and these. REQUIRES: value < 2^63.
  void put_number(std::uint64_t value) {
    const auto width = static_cast<unsigned>(std::bit_width(value));
    put(width, 6);
    put_long(value, width);
  }
  /// Fills the last byte up. Afterwards a new stream begins.
  void finish() {
    for (; filled_ > 0; filled_ -= std::min(filled_, 8U), pending_ >>= 8U) {
      out_->push_back(static_cast<char>(pending_ & 0xFFU));
    }
  }

 private:
  void put_long(std::uint64_t value, unsigned width) {
    if (width > 32) {
      put(low_bits(value, 32), 32);
      value >>= 32U;
      width -= 32;
    }
    put(value, width);
  }

  std::string* out_;
  std::uint64_t pending_ = 0;  // The bits that are not in the string yet,
  unsigned filled_ = 0;        // fewer than 32.
};

/// Behind a stream so many bytes must be readable, whatever they are: those of a file have its checksums there. So
/// short streams are read as long ones are.
inline constexpr std::size_t kBitsPadding = 8;

/// Reads what BitWriter wrote. Whatever is there can be read: after a read past the end, or a malformed code, ok() is
/// false and stays so, and what is read is any number; so callers check once, at the end.
class BitReader {
 public:
  /// The next bits, read as the reader itself reads them.
  class Window {
   public:
    [[gnu::always_inline]] std::uint32_t get(unsigned width) noexcept {
      const auto value = static_cast<std::uint32_t>(low_bits(bits_, width));
      take(width);
      return value;
    }
    [[gnu::always_inline]] std::uint32_t get_rice(unsigned width) noexcept {
      const unsigned zeros = zeros_of(bits_);
      const std::uint64_t value = std::uint64_t{zeros} << width | low_bits(bits_ >> zeros >> 1U, width);
      take(zeros < kMostZeros ? zeros + 1 + width : kTooMany);
      return static_cast<std::uint32_t>(value);
    }
    [[gnu::always_inline]] std::uint64_t get_golomb(unsigned order) noexcept {
      const unsigned zeros = zeros_of(bits_);
      const std::uint64_t value = golomb_of(bits_ >> zeros >> 1U, zeros, order);
      take(2 * zeros + 1 + order);
      return value;
    }

   private:
    friend BitReader;
    static constexpr unsigned kTooMany = 1U << 16U;

    explicit Window(std::uint64_t bits) noexcept : bits_(bits) {}
    // More than there are means that nothing of all counts.
    [[gnu::always_inline]] void take(unsigned width) noexcept {
      bits_ >>= width % 64;
      used_ += width;
    }

    std::uint64_t bits_;
    unsigned used_ = 0;
  };

  /// Of nothing.
  BitReader() = default;
  /// REQUIRES: kBitsPadding readable bytes behind `bytes`.
  explicit BitReader(std::string_view bytes) noexcept : bytes_(bytes) {}

  /// REQUIRES: width <= 32.
  [[gnu::always_inline]] std::uint32_t get(unsigned width) noexcept {
    const std::uint64_t bits = window();
    at_ += width;
    return static_cast<std::uint32_t>(low_bits(bits, width));
  }
  /// REQUIRES: width < 32.
  [[gnu::always_inline]] std::uint32_t get_rice(unsigned width) noexcept {
    const std::uint64_t bits = window();
    const unsigned zeros = zeros_of(bits);
    if (zeros >= kMostZeros) [[unlikely]]
      return get_whole(zeros);
    at_ += zeros + 1 + width;
    const std::uint64_t value = std::uint64_t{zeros} << width | low_bits(bits >> zeros >> 1U, width);
    return value <= UINT32_MAX ? static_cast<std::uint32_t>(value) : fail();
  }
  /// REQUIRES: order <= 9.
  [[gnu::always_inline]] std::uint64_t get_golomb(unsigned order) noexcept {
    const std::uint64_t bits = window();
    const unsigned zeros = zeros_of(bits);
    if (2 * zeros + 1 + order > kWindow) [[unlikely]]
      return get_long_golomb(zeros, order);
    at_ += 2 * zeros + 1 + order;
    return golomb_of(bits >> zeros >> 1U, zeros, order);
  }
  /// What `read` gives, which reads several numbers, one after the other, from what it is called with: a Window that
  /// holds all of them, mostly, so that none waits for a load, or this reader. Of what a window does not hold a
  /// malformed code may give any numbers. Called once or twice.
  template <typename Read>
  [[gnu::always_inline]] auto read_together(Read read) noexcept {
    Window window(this->window());
    auto numbers = read(window);
    if (window.used_ > kWindow) [[unlikely]]
      return read_singly(read);
    at_ += window.used_;
    return numbers;
  }
  /// A number that tells its width.
  std::uint64_t get_number() noexcept { return get_long(get(6)); }
  /// What get() would give, without going on.
  [[gnu::always_inline, nodiscard]] std::uint32_t peek(unsigned width) const noexcept {
    return static_cast<std::uint32_t>(low_bits(window(), width));
  }
  void skip(std::uint64_t bits) noexcept { at_ += bits; }

  [[nodiscard]] bool ok() const noexcept { return at_ <= bytes_.size() * 8; }
  /// What stands behind the stream, once all of it has been read.
  [[nodiscard]] std::string_view rest() const noexcept {
    return ok() ? bytes_.substr((at_ + 7) / 8) : std::string_view();
  }

 private:
  static constexpr unsigned kWindow = 57;

  // The next kWindow bits or more; those behind the end are any.
  [[nodiscard, gnu::always_inline]] std::uint64_t window() const noexcept {
    const std::uint64_t byte = at_ / 8;
    return byte < bytes_.size() ? base::load_fixed<std::uint64_t>(bytes_.data() + byte) >> (at_ % 8) : 0;
  }
  // 63 where there is no one.
  [[gnu::always_inline]] static unsigned zeros_of(std::uint64_t bits) noexcept {
    return static_cast<unsigned>(std::countr_zero(bits | std::uint64_t{1} << 63U));
  }
  // What the code with so many zeros means, whose bits behind the one are the lowest of `behind`.
  [[gnu::always_inline]] static std::uint64_t golomb_of(std::uint64_t behind, unsigned zeros, unsigned order) noexcept {
    const std::uint64_t base = golomb_base(zeros, order);
    return (behind & (base + (std::uint64_t{1} << order) - 1)) + base;
  }
  template <typename Read>
  [[gnu::noinline]] auto read_singly(Read& read) noexcept {
    return read(*this);
  }
  [[gnu::noinline]] std::uint32_t get_whole(unsigned zeros) noexcept {
    at_ += kMostZeros + 1;
    return zeros == kMostZeros ? get(32) : fail();
  }
  // Of a number so large that a window does not hold it.
  [[gnu::noinline]] std::uint64_t get_long_golomb(unsigned zeros, unsigned order) noexcept {
    if (zeros + order >= kWindow) return fail();
    at_ += zeros + 1;
    return golomb_base(zeros, order) + get_long(zeros + order);
  }
  // REQUIRES: width <= 64.
  std::uint64_t get_long(unsigned width) noexcept {
    const std::uint64_t low = get(std::min(width, 32U));
    return width <= 32 ? low : low | std::uint64_t{get(width - 32)} << 32U;
  }
  std::uint32_t fail() noexcept {
    at_ = kFailed;
    return 0;
  }

  /// Behind any end, and so far from 2^64 that no read comes round.
  static constexpr std::uint64_t kFailed = std::uint64_t{1} << 62U;

  std::string_view bytes_;
  std::uint64_t at_ = 0;  // In bits.
};

/// The width with which the codes of `values` take the fewest bits, up to a few. Below `widths`, at most 32.
[[nodiscard]] inline unsigned best_rice_width(std::span<const std::uint32_t> values, unsigned widths) noexcept {
  const auto size_with = [values](unsigned width) {
    std::uint64_t bits = 0;
    for (const std::uint32_t value : values) {
      const std::uint32_t zeros = value >> width;
      bits += zeros < kMostZeros ? zeros + 1 + width : kMostZeros + 33;
    }
    return bits;
  };
  std::uint64_t sum = 0;
  for (const std::uint32_t value : values) sum += value;
  unsigned width = std::min(rice_width(sum, values.size()), widths - 1);
  std::uint64_t size = size_with(width);
  // The sizes fall and then rise, outliers apart; the mean tells nearly where they turn.
  for (; width > 0 && size_with(width - 1) < size; --width) size = size_with(width - 1);
  for (; width + 1 < widths && size_with(width + 1) < size; ++width) size = size_with(width + 1);
  return width;
}

}  // namespace svitok::postings
