#include "interrupt.h"

#include <sys/eventfd.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <system_error>

namespace tools {
namespace {
std::atomic<int> pending_signal{0};
std::atomic<int> wake_descriptor{-1};
static_assert(std::atomic<int>::is_always_lock_free, "a signal handler may touch it");

// Runs in whichever thread the signal reaches, so a wait for input cannot count on being broken off by it.
void remember(int signal) {
  const int saved = errno;
  pending_signal.store(signal, std::memory_order_relaxed);
  const std::uint64_t one = 1;
  static_cast<void>(!::write(wake_descriptor.load(std::memory_order_relaxed), &one, sizeof one));
  errno = saved;
}
}  // namespace

void watch_interrupts() {
  wake_descriptor = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  if (wake_descriptor < 0) throw std::system_error(errno, std::generic_category(), "eventfd");
  struct sigaction action {};
  action.sa_handler = remember;
  // SA_RESETHAND: the second signal has its usual effect.
  action.sa_flags = static_cast<int>(SA_RESETHAND | SA_RESTART);
  sigemptyset(&action.sa_mask);
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
}

int interrupted_by() noexcept { return pending_signal.load(std::memory_order_relaxed); }

int interrupt_descriptor() noexcept { return wake_descriptor.load(std::memory_order_relaxed); }

}  // namespace tools
