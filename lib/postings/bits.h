// Numbers of any width, and Rice codes, in a stream of bits: for lists that are too short to be packed in blocks.
//
// A Rice code of width w (Rice and Plaunt, IEEE Transactions on Communications 1971) of v is v >> w zeros, a one, and
// the low w bits of v. Numbers of a list whose mean is about 2^w take about w + 1.5 bits each, .05 more than they must
// if their distances are geometrical. v >> w is 23 at the most; of a greater number 24 zeros and a one announce its 32
// bits as they are, so a single one cannot make a list long.
//
// Bits fill bytes from the low end; what is left over of the last byte is zeros.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>

#include "base/coding.h"

namespace svitok::postings {

inline constexpr unsigned kMostZeros = 24;

[[nodiscard]] constexpr std::uint64_t low_bits(std::uint64_t value, unsigned width) noexcept {
  return value & ((std::uint64_t{1} << width) - 1);
}

/// The width that suits `count` numbers that add up to `sum`: both sides of a file can work it out. 0 to 31.
[[nodiscard]] constexpr unsigned rice_width(std::uint64_t sum, std::uint64_t count) noexcept {
  // The greatest w for which 2^w is not above three quarters of the mean.
  const std::uint64_t mean = count == 0 ? 0 : sum / count;
  const auto bits = static_cast<unsigned>(std::bit_width(mean - mean / 4));
  return bits == 0 ? 0U : std::min(31U, bits - 1);
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
  /// Fills the last byte up. Afterwards a new stream begins.
  void finish() {
    for (; filled_ > 0; filled_ -= std::min(filled_, 8U), pending_ >>= 8U) {
      out_->push_back(static_cast<char>(pending_ & 0xFFU));
    }
  }

 private:
  std::string* out_;
  std::uint64_t pending_ = 0;  // The bits that are not in the string yet,
  unsigned filled_ = 0;        // fewer than 32.
};

/// Reads what BitWriter wrote, and never past the end of `bytes`. Whatever is there can be read: after a read past the
/// end, or a malformed code, every read gives 0 and ok() is false, so callers check once, at the end.
class BitReader {
 public:
  explicit BitReader(std::string_view bytes) noexcept : bytes_(bytes) {}

  /// REQUIRES: width <= 32.
  std::uint32_t get(unsigned width) noexcept {
    const std::uint64_t value = low_bits(window(), width);
    at_ += width;
    return ok() ? static_cast<std::uint32_t>(value) : fail();
  }
  /// REQUIRES: width < 32.
  std::uint32_t get_rice(unsigned width) noexcept {
    const std::uint64_t bits = window();
    if (bits == 0) return fail();
    const auto zeros = static_cast<unsigned>(std::countr_zero(bits));
    if (zeros >= kMostZeros) {
      at_ += kMostZeros + 1;
      return zeros == kMostZeros ? get(32) : fail();
    }
    at_ += zeros + 1 + width;
    const std::uint64_t value = std::uint64_t{zeros} << width | low_bits(bits >> (zeros + 1), width);
    return ok() && value <= UINT32_MAX ? static_cast<std::uint32_t>(value) : fail();
  }

  [[nodiscard]] bool ok() const noexcept { return at_ <= bytes_.size() * 8; }
  /// What stands behind the stream, once all of it has been read.
  [[nodiscard]] std::string_view rest() const noexcept {
    return ok() ? bytes_.substr((at_ + 7) / 8) : std::string_view();
  }

 private:
  // The next 57 bits or more, zeros behind the end.
  [[nodiscard]] std::uint64_t window() const noexcept {
    const std::size_t byte = at_ / 8;
    std::uint64_t bits = 0;
    if (byte + sizeof bits <= bytes_.size()) {
      bits = base::load_fixed<std::uint64_t>(bytes_.data() + byte);
    } else if (byte < bytes_.size()) {
      std::memcpy(&bits, bytes_.data() + byte, bytes_.size() - byte);
    }
    return bits >> (at_ % 8);
  }
  std::uint32_t fail() noexcept {
    at_ = bytes_.size() * 8 + 1;
    bytes_ = {};
    return 0;
  }

  std::string_view bytes_;
  std::size_t at_ = 0;  // In bits.
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
