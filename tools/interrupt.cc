#include "interrupt.h"

#include <atomic>
#include <csignal>

namespace tools {
namespace {
std::atomic<int> pending_signal{0};
static_assert(std::atomic<int>::is_always_lock_free, "a signal handler may touch it");

void remember(int signal) { pending_signal.store(signal, std::memory_order_relaxed); }
}  // namespace

void watch_interrupts() {
  struct sigaction action {};
  action.sa_handler = remember;
  // No SA_RESTART: a read that waits for input has to come back. SA_RESETHAND: the second one has its usual effect.
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  sigemptyset(&action.sa_mask);
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
}

int interrupted_by() noexcept { return pending_signal.load(std::memory_order_relaxed); }

}  // namespace tools
