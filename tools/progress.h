// What svitok-index says on stderr while it works: a line of progress that rewrites itself, and lines that stay.
#pragma once

#include <chrono>
#include <string>

#include "index_report.h"
#include "output.h"

namespace tools {

/// One thread at a time.
class Progress {
 public:
  explicit Progress(When when);
  ~Progress() { clear(); }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  /// Shows the counts, at most ten times a second.
  void update(const IndexReport& report);

  /// Prints "svitok-index: MESSAGE", made safe for a terminal, on a line of its own.
  void say(const std::string& message);

 private:
  void clear();

  using Clock = std::chrono::steady_clock;
  bool on_;
  bool shown_ = false;
  Clock::time_point start_ = Clock::now();
  Clock::time_point next_ = start_;
};

}  // namespace tools
