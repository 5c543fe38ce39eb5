// Field weights as the postings count them: integers, so that frequencies stay integers.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include "svitok/schema.h"

namespace svitok::segment {

/// The weights times the smallest of 1, 2 and 4 that makes them all integers. REQUIRES: multiples of 0.25, at least
/// 0.25.
[[nodiscard]] inline std::vector<std::uint32_t> scaled_weights(const Fields& fields) {
  float scale = 1;
  const auto is_fraction = [&scale](const Field& field) {
    return std::floor(field.weight * scale) != field.weight * scale;
  };
  while (scale < 4 && std::any_of(fields.begin(), fields.end(), is_fraction)) scale *= 2;
  std::vector<std::uint32_t> weights;
  weights.reserve(fields.size());
  for (const Field& field : fields) weights.push_back(static_cast<std::uint32_t>(field.weight * scale));
  return weights;
}

}  // namespace svitok::segment
