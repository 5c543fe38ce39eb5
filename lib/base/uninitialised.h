// An allocator for arrays that are written before they are read: vector::resize() leaves what it adds as it is.
//
//   std::vector<std::uint32_t, Uninitialised<std::uint32_t>> places(n);
#pragma once

#include <memory>
#include <new>
#include <type_traits>

namespace svitok::base {

/// REQUIRES: a T whose default constructor is trivial.
template <typename T>
struct Uninitialised : std::allocator<T> {
  static_assert(std::is_trivially_default_constructible_v<T>);

  Uninitialised() = default;
  template <typename U>
  // NOLINTNEXTLINE(google-explicit-constructor): allocators convert
  Uninitialised(const Uninitialised<U>& /*other*/) noexcept {}

  /// For what is made of nothing. For all else containers construct as they do with any allocator.
  template <typename U>
  void construct(U* at) {
    ::new (static_cast<void*>(at)) U;
  }
};

}  // namespace svitok::base
