// An allocator for arrays that are written before they are read: vector::resize() leaves what it adds as it is.
//
//   std::vector<std::uint32_t, Uninitialised<std::uint32_t>> places(n);
#pragma once

#include <memory>
#include <new>
#include <type_traits>
#include <utility>

namespace svitok::base {

/// REQUIRES: a T whose default constructor is trivial.
template <typename T>
struct Uninitialised : std::allocator<T> {
  static_assert(std::is_trivially_default_constructible_v<T>);

  Uninitialised() = default;
  template <typename U>
  // NOLINTNEXTLINE(google-explicit-constructor): allocators convert
  Uninitialised(const Uninitialised<U>& /*other*/) noexcept {}

  template <typename U>
  struct rebind {
    using other = Uninitialised<U>;
  };
  template <typename U, typename... Arguments>
  void construct(U* at, Arguments&&... arguments) {
    if constexpr (sizeof...(Arguments) == 0) {
      ::new (static_cast<void*>(at)) U;
    } else {
      ::new (static_cast<void*>(at)) U(std::forward<Arguments>(arguments)...);
    }
  }
};

}  // namespace svitok::base
