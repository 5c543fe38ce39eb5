#include "base/large_pages.h"

#include <sys/mman.h>

#include <cstdint>

namespace svitok::base {

namespace {

std::size_t rounded_up(std::size_t bytes) { return (bytes + kLargePageBytes - 1) / kLargePageBytes * kLargePageBytes; }

}  // namespace

// mmap() aligns to small pages, so one large page more is mapped and what stands out is given back.
void* map_large(std::size_t bytes) {
  const std::size_t wanted = rounded_up(bytes);
  const std::size_t mapped = wanted + kLargePageBytes;
  if (wanted < bytes || mapped < wanted) throw std::bad_alloc();
  void* const memory = ::mmap(nullptr, mapped, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) throw std::bad_alloc();
  char* const begin = static_cast<char*>(memory);
  const std::size_t before =
      (kLargePageBytes - reinterpret_cast<std::uintptr_t>(begin) % kLargePageBytes) % kLargePageBytes;
  if (before != 0) ::munmap(begin, before);
  ::munmap(begin + before + wanted, kLargePageBytes - before);
  return begin + before;
}

void* allocate_large(std::size_t bytes) {
  void* const memory = map_large(bytes);
#ifdef MADV_HUGEPAGE
  // A wish: where there are no large pages the memory is as good as any.
  (void)::madvise(memory, rounded_up(bytes), MADV_HUGEPAGE);
#endif
  return memory;
}

// To where there is room for all of it, aligned again: moved as they are, large pages are not copied.
void* grow_large(void* memory, std::size_t bytes, std::size_t more) {
  void* const larger = allocate_large(more);
  const std::size_t moved = rounded_up(bytes);
  if (::mremap(memory, moved, moved, MREMAP_MAYMOVE | MREMAP_FIXED, larger) == MAP_FAILED) {
    free_large(larger, more);
    throw std::bad_alloc();
  }
  return larger;
}

void free_large(void* memory, std::size_t bytes) noexcept { ::munmap(memory, rounded_up(bytes)); }

}  // namespace svitok::base
