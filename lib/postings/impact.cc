#include "postings/impact.h"

#include <algorithm>
#include <cmath>

#include "postings/lengths.h"

namespace svitok::postings {

ImpactTable::ImpactTable(double average_length) noexcept {
  const double average = average_length > 0 ? average_length : 1.0;
  for (unsigned code = 0; code < 256; ++code) {
    const double length = decode_length(static_cast<std::uint8_t>(code));
    norm_[code] = static_cast<float>(kK1 * (1 - kB + kB * length / average));
    for (std::uint32_t freq = 0; freq < kRows; ++freq) {
      const auto f = static_cast<float>(freq);
      table_[freq][code] = f / (f + norm_[code]);
    }
  }
}

// f / (f + n) >= i where f >= i / (1 - i) * n; a little less, so that roundings lose nothing.
void ImpactTable::least_freqs(float impact, std::array<std::uint32_t, 256>& freqs) const noexcept {
  const float ratio = impact <= 0 ? 0 : impact < 0.9999F ? impact / (1 - impact) * 0.999F : 9000.0F;
  for (unsigned code = 0; code < 256; ++code) {
    freqs[code] = static_cast<std::uint32_t>(static_cast<std::int32_t>(std::min(ratio * norm_[code], 1e9F)));
  }
}

std::uint16_t encode_bound(float impact) noexcept {
  // One step more than rounding up, so that the rounding of decode_bound() cannot undercut.
  const double code = std::ceil(static_cast<double>(impact) * 65535.0) + 1;
  return static_cast<std::uint16_t>(std::clamp(code, 0.0, 65535.0));
}

}  // namespace svitok::postings
