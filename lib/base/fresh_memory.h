// Memory that is new, asked for at once.
#pragma once

#include <cstddef>

namespace svitok::base {

/// Has the system back `bytes` of memory from `begin` on, which are to be written soon: together that is cheaper than
/// a page fault every 4 KiB. A wish: nothing happens where it cannot be had.
void provide(void* begin, std::size_t bytes) noexcept;

}  // namespace svitok::base
