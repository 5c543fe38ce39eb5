#include "base/fresh_memory.h"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>

#include "base/large_pages.h"

namespace svitok::base {

namespace {

using Clock = std::chrono::steady_clock;

/// Which pages are the cheaper ones now. One for the process, for they are had from one system. Thread-safe: threads
/// that meet in it may count a piece too many or too few.
class Choice {
 public:
  /// For the next kLargePageBytes. The first are had page by page, to know what that costs.
  [[nodiscard]] bool next_is_large() noexcept {
    const std::uint32_t wait = wait_.load(std::memory_order_relaxed);
    if (wait != 0) wait_.store(wait - 1, std::memory_order_relaxed);
    return wait == 0;
  }
  void took(bool is_large, Clock::rep time) noexcept {
    if (!is_large) {
      small_.store(std::min(small_.load(std::memory_order_relaxed), time), std::memory_order_relaxed);
    } else if (time / kWorth <= small_.load(std::memory_order_relaxed)) {
      pause_.store(kFirstPause, std::memory_order_relaxed);
    } else {
      const std::uint32_t pause = pause_.load(std::memory_order_relaxed);
      wait_.store(pause, std::memory_order_relaxed);
      pause_.store(std::min(2 * pause, kLongestPause), std::memory_order_relaxed);
    }
  }

 private:
  /// How much dearer a large page may be, for what lies on it is found sooner afterwards.
  static constexpr Clock::rep kWorth = 2;
  static constexpr std::uint32_t kFirstPause = 4;
  static constexpr std::uint32_t kLongestPause = 64;

  std::atomic<Clock::rep> small_ = INT64_MAX;  ///< The least that kLargePageBytes page by page took.
  std::atomic<std::uint32_t> wait_ = 1;        ///< How many are to be had page by page before a large page is tried,
  std::atomic<std::uint32_t> pause_ = kFirstPause;  ///< and how many if that is dear again.
};

[[maybe_unused]] void advise(char* piece, int advice) noexcept {
  (void)::madvise(piece, kLargePageBytes, advice);  // A wish: without it the memory is as good.
}

/// Has the system back `piece`, which is kLargePageBytes long, and touches every page, for which its host may wait.
void back(char* piece, bool on_a_large_page, std::size_t page_bytes) noexcept {
#ifdef MADV_HUGEPAGE
  if (on_a_large_page) advise(piece, MADV_HUGEPAGE);
#endif
#ifdef MADV_POPULATE_WRITE
  advise(piece, MADV_POPULATE_WRITE);
#endif
  for (std::size_t at = 0; at < kLargePageBytes; at += page_bytes) *static_cast<volatile char*>(piece + at) = 0;
}

}  // namespace

void* allocate_fresh(std::size_t bytes) {
  static Choice choice;
  static const auto page_bytes = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
  char* const memory = static_cast<char*>(map_large(bytes));
  for (std::size_t at = 0; at < bytes; at += kLargePageBytes) {
    const bool is_large = choice.next_is_large();
    const Clock::time_point before = Clock::now();
    back(memory + at, is_large, page_bytes);
    choice.took(is_large, (Clock::now() - before).count());
  }
  return memory;
}

void free_fresh(void* memory, std::size_t bytes) noexcept { free_large(memory, bytes); }

}  // namespace svitok::base
