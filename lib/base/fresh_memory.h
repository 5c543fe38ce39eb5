// Memory that is new to the process, asked for at once. A page fault every 4 KiB costs 2 us in a virtual machine and in
// some of them 10, of which half is the fault and not the page (docs/performance.md).
#pragma once

#include <cstddef>

namespace svitok::base {

/// Below, it is not worth the call.
inline constexpr std::size_t kFreshBytes = std::size_t{1} << 20U;

/// Has the system back the `bytes` from `begin` on, which are about to be written. What they hold stays as it is.
/// Nothing happens where the system cannot do that (Linux can from 5.14 on).
void provide(void* begin, std::size_t bytes) noexcept;

}  // namespace svitok::base
