#include "progress.h"

#include <unistd.h>

#include <cstdio>

#include "terminal_escape.h"

namespace tools {
namespace {
constexpr std::chrono::milliseconds kInterval{100};
}

Progress::Progress(When when) : on_(when == When::kAlways || (when == When::kAuto && ::isatty(STDERR_FILENO) == 1)) {}

void Progress::update(const IndexReport& report) {
  if (!on_) return;
  const Clock::time_point now = Clock::now();
  if (now < next_) return;
  next_ = now + kInterval;
  const double megabytes = static_cast<double>(report.bytes) / 1e6;
  const double seconds = std::chrono::duration<double>(now - start_).count();
  std::fprintf(stderr, "\r\x1b[K%s documents, %s unchanged, %.1f MB, %.1f MB/s", with_commas(report.put()).c_str(),
               with_commas(report.unchanged).c_str(), megabytes, seconds > 0 ? megabytes / seconds : 0.0);
  std::fflush(stderr);
  shown_ = true;
}

void Progress::say(const std::string& message) {
  clear();
  std::fprintf(stderr, "svitok-index: %s\n", escape_line_for_terminal(message).c_str());
}

void Progress::clear() {
  if (shown_) std::fputs("\r\x1b[K", stderr);
  shown_ = false;
}

}  // namespace tools
