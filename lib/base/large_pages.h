// Memory for tables that are looked up at random all the time. On pages of 4 KiB nearly every such access misses the
// processor's table of pages as well as its caches; pages of 2 MiB, where the system has them, halve the cost. For
// what is not looked up at random, fresh_memory.h.
//
//   LargeArray<Slot> table(1024);
//   table.grow(2048);
#pragma once

#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <new>
#include <type_traits>
#include <utility>

namespace svitok::base {

inline constexpr std::size_t kLargePageBytes = std::size_t{2} << 20U;

/// `bytes`, aligned to a large page; all zero at first. Given back to the system by free_large(). Throws
/// std::bad_alloc.
[[nodiscard]] void* allocate_large(std::size_t bytes);
/// The same, rounded up to large pages, but on whatever pages the system takes.
[[nodiscard]] void* map_large(std::size_t bytes);
/// `memory`, which has `bytes`, with `more` bytes instead, zeros behind those that it had: the pages stay the same
/// ones, but may lie elsewhere. Throws std::bad_alloc, and then `memory` is as it was.
[[nodiscard]] void* grow_large(void* memory, std::size_t bytes, std::size_t more);
/// `bytes`: as it was asked for.
void free_large(void* memory, std::size_t bytes) noexcept;

/// An array whose items are all zero at first: on large pages from kLargePageBytes up, in ordinary memory below. Not
/// thread-safe.
template <typename T>
class LargeArray {
 public:
  static_assert(std::is_trivially_copyable_v<T> && std::is_trivially_destructible_v<T>);

  explicit LargeArray(std::size_t size) : items_(allocate(size)), size_(size) {}
  ~LargeArray() { release(); }
  LargeArray(LargeArray&& other) noexcept
      : items_(std::exchange(other.items_, nullptr)), size_(std::exchange(other.size_, 0)) {}
  LargeArray& operator=(LargeArray&& other) noexcept {
    std::swap(items_, other.items_);
    std::swap(size_, other.size_);
    return *this;
  }

  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] T* data() noexcept { return items_; }
  [[nodiscard]] const T* data() const noexcept { return items_; }
  [[nodiscard]] T& operator[](std::size_t i) noexcept { return items_[i]; }
  [[nodiscard]] const T& operator[](std::size_t i) const noexcept { return items_[i]; }
  [[nodiscard]] T* begin() noexcept { return items_; }
  [[nodiscard]] T* end() noexcept { return items_ + size_; }

  /// REQUIRES: `size` is not less than size().
  void grow(std::size_t size) {
    if (is_large(size_)) {
      items_ = static_cast<T*>(grow_large(items_, size_ * sizeof(T), size * sizeof(T)));
    } else {
      T* const larger = allocate(size);
      std::memcpy(static_cast<void*>(larger), items_, size_ * sizeof(T));
      release();
      items_ = larger;
    }
    size_ = size;
  }

 private:
  static constexpr bool is_large(std::size_t size) noexcept { return size * sizeof(T) >= kLargePageBytes; }
  static T* allocate(std::size_t size) {
    if (size > static_cast<std::size_t>(-1) / 2 / sizeof(T)) throw std::bad_array_new_length();
    if (is_large(size)) return static_cast<T*>(allocate_large(size * sizeof(T)));
    void* const memory = std::calloc(size, sizeof(T));
    if (memory == nullptr) throw std::bad_alloc();
    return static_cast<T*>(memory);
  }
  void release() noexcept {
    if (is_large(size_)) return free_large(items_, size_ * sizeof(T));
    std::free(items_);
  }

  T* items_;
  std::size_t size_;
};

}  // namespace svitok::base
