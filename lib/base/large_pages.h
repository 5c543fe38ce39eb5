// Memory for tables that are looked up at random all the time. On pages of 4 KiB nearly every such access misses the
// processor's table of pages as well as its caches; pages of 2 MiB, where the system has them, halve the cost. Nothing
// else should lie on them: where a virtual machine's host has taken idle memory back, it is large pages that it took,
// and to touch 200 MB of them first costs .6 s there instead of .13 s (docs/performance.md).
//
//   std::vector<Slot, LargePages<Slot>> table(n);
#pragma once

#include <cstddef>
#include <memory>
#include <new>

namespace svitok::base {

inline constexpr std::size_t kLargePageBytes = std::size_t{2} << 20U;

/// `bytes`, aligned to a large page; all zero at first. Given back to the system by free_large(). Throws
/// std::bad_alloc.
[[nodiscard]] void* allocate_large(std::size_t bytes);
/// `bytes`: as it was asked for.
void free_large(void* memory, std::size_t bytes) noexcept;

/// An allocator of standard containers: large pages from kLargePageBytes up, ordinary memory below.
template <typename T>
struct LargePages {
  using value_type = T;

  LargePages() = default;
  template <typename U>
  LargePages(const LargePages<U>& /*other*/) noexcept {}  // NOLINT(google-explicit-constructor): allocators convert

  [[nodiscard]] T* allocate(std::size_t count) {
    if (count > static_cast<std::size_t>(-1) / 2 / sizeof(T)) throw std::bad_array_new_length();
    if (is_large(count)) return static_cast<T*>(allocate_large(count * sizeof(T)));
    return std::allocator<T>().allocate(count);
  }
  void deallocate(T* memory, std::size_t count) noexcept {
    if (is_large(count)) return free_large(memory, count * sizeof(T));
    std::allocator<T>().deallocate(memory, count);
  }
  bool operator==(const LargePages& /*other*/) const noexcept { return true; }

 private:
  static constexpr bool is_large(std::size_t count) noexcept { return count * sizeof(T) >= kLargePageBytes; }
};

}  // namespace svitok::base
