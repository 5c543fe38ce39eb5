// Memory that is new to the process and soon written from end to end. To have it page by page costs 1 to 3 us for every
// 4 KiB in a virtual machine, half of that in the host, which finds out at the first touch. On pages of 2 MiB it is a
// fiftieth; or, where the host has taken idle memory back (it is large pages that it takes), up to five times as much.
// So what they cost is measured while they are had, and the cheaper ones are taken (docs/performance.md).
#pragma once

#include <cstddef>

namespace svitok::base {

/// Below, it is not worth the call.
inline constexpr std::size_t kFreshBytes = std::size_t{1} << 20U;

/// `bytes`, rounded up to large pages, aligned to one and backed by the system at once; all zero at first. Given back
/// by free_fresh(). Throws std::bad_alloc. Thread-safe.
[[nodiscard]] void* allocate_fresh(std::size_t bytes);
/// `bytes`: as it was asked for.
void free_fresh(void* memory, std::size_t bytes) noexcept;

}  // namespace svitok::base
