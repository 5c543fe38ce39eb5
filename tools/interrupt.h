// Ctrl-C, told apart from death: the first SIGINT or SIGTERM asks the run to finish what it holds, the second kills it.
#pragma once

namespace tools {

void watch_interrupts();

/// The signal that asked us to stop; 0 when none did. Any thread.
[[nodiscard]] int interrupted_by() noexcept;

/// A descriptor that becomes readable then, for whoever waits for input; -1 before watch_interrupts().
[[nodiscard]] int interrupt_descriptor() noexcept;

}  // namespace tools
