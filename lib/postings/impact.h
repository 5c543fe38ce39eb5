// How much a posting counts: the saturation of BM25F (Robertson, Zaragoza, Taylor, CIKM 2004), between 0 and 1.
//
//   impact = f / (f + k1 * (1 - b + b * length / average))
//
// f is the weighted frequency over the fields, length the weighted length of the document as its code tells it. A
// document's score is the sum over the query's terms of idf times impact.
#pragma once

#include <array>
#include <cstdint>

namespace svitok::postings {

inline constexpr double kK1 = 1.2;
inline constexpr double kB = 0.75;

/// Impacts for one average length; immutable, 17 KB, so that it stays in the first-level cache of whoever scores.
class ImpactTable {
 public:
  /// `average_length`: over the collection; 0 counts as 1.
  explicit ImpactTable(double average_length) noexcept;

  [[nodiscard]] float operator()(std::uint32_t freq, std::uint8_t length_code) const noexcept {
    if (freq < kRows) return table_[freq][length_code];
    const auto f = static_cast<float>(freq);
    return f / (f + norm_[length_code]);
  }

  /// For every length code a frequency such that lesser ones have an impact below `impact`: mostly the least that does
  /// not.
  void least_freqs(float impact, std::array<std::uint32_t, 256>& freqs) const noexcept;

 private:
  static constexpr std::uint32_t kRows = 16;
  std::array<float, 256> norm_{};
  std::array<std::array<float, 256>, kRows> table_{};
};

/// An upper bound of an impact in 16 bits. decode_bound(encode_bound(x)) >= x.
[[nodiscard]] std::uint16_t encode_bound(float impact) noexcept;
[[nodiscard]] inline float decode_bound(std::uint16_t code) noexcept {
  return static_cast<float>(code) * (1.0F / 65535.0F);
}
/// The same in 8 bits, for short lists, whose bounds would else be a tenth of their bytes. Not below what it was.
[[nodiscard]] constexpr std::uint8_t to_short_bound(std::uint16_t code) noexcept {
  return static_cast<std::uint8_t>(code >> 8U);
}
[[nodiscard]] constexpr std::uint16_t of_short_bound(std::uint8_t code) noexcept {
  return static_cast<std::uint16_t>(code << 8U | 0xFFU);
}

}  // namespace svitok::postings
