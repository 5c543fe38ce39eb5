// An allocator for arrays that are written before they are read: vector::resize() leaves what it adds as it is. Large
// ones get their memory from the system at once (fresh_memory.h), for soon they will need it.
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
    T* const memory = std::allocator<T>::allocate(size);
    if (size * sizeof(T) >= kFreshBytes) provide(memory, size * sizeof(T));
    return memory;
  }

  /// For what is made of nothing. For all else containers construct as they do with any allocator.
  template <typename U>
  void construct(U* at) {
    ::new (static_cast<void*>(at)) U;
  }
};

}  // namespace svitok::base
