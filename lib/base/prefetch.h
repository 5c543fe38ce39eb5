// Memory fetched before it is needed.
#pragma once

namespace svitok::base {

/// Any address. The empty statement is for GCC (12 at least), which takes a function that only prefetches for one that
/// does nothing, and leaves out calls of it.
inline void prefetch(const void* memory) noexcept {
  __builtin_prefetch(memory);
  __asm__ volatile("");
}

}  // namespace svitok::base
