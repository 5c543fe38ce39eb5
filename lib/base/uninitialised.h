// An allocator for arrays that are written before they are read: vector::resize() leaves what it adds as it is. Large
// ones lie on fresh memory (fresh_memory.h), for soon they will need it.
//
//   std::vector<std::uint32_t, Uninitialised<std::uint32_t>> places(n);
#pragma once

#include <cstddef>
#include <memory>
#include <new>
#include <type_traits>

#include "base/fresh_memory.h"

namespace svitok::base {

/// REQUIRES: a T whose default constructor is trivial.
template <typename T>
struct Uninitialised : std::allocator<T> {
  static_assert(std::is_trivially_default_constructible_v<T>);

  Uninitialised() = default;
  template <typename U>
  // NOLINTNEXTLINE(google-explicit-constructor): allocators convert
  Uninitialised(const Uninitialised<U>& /*other*/) noexcept {}

  [[nodiscard]] T* allocate(std::size_t size) {
    if (!is_large(size)) return std::allocator<T>::allocate(size);
    if (size > static_cast<std::size_t>(-1) / 2 / sizeof(T)) throw std::bad_array_new_length();
    return static_cast<T*>(allocate_fresh(size * sizeof(T)));
  }
  void deallocate(T* memory, std::size_t size) {
    if (!is_large(size)) return std::allocator<T>::deallocate(memory, size);
    free_fresh(memory, size * sizeof(T));
  }

  /// For what is made of nothing. For all else containers construct as they do with any allocator.
  template <typename U>
  void construct(U* at) {
    ::new (static_cast<void*>(at)) U;
  }

 private:
  static constexpr bool is_large(std::size_t size) noexcept { return size >= kFreshBytes / sizeof(T); }
};

}  // namespace svitok::base
