// Standard output of a tool: buffered, and honest about what did not arrive.
#pragma once

#include <string>
#include <string_view>

namespace tools {

/// One a process; one thread at a time. Needs SIGPIPE to be ignored (see ignore_broken_pipes).
class Output {
 public:
  /// Adds bytes; writes when enough has gathered. After a reader has gone away (`| head -1`) this does nothing.
  void write(std::string_view bytes);

  /// Writes what is left. Throws std::system_error when the system refused a write, save for a reader that went away.
  void flush();

  /// Whether anyone still reads: a long listing may stop when not.
  [[nodiscard]] bool is_open() const noexcept { return open_; }

 private:
  std::string buffer_;
  bool open_ = true;
};

/// Makes a write to a closed pipe an error code instead of the end of the process.
void ignore_broken_pipes();

/// Whether coloured text may go to standard output when the user left the choice to us: a terminal that is not dumb,
/// and no NO_COLOR (no-color.org).
[[nodiscard]] bool stdout_wants_color();

/// The value of --color and --progress.
enum class When { kAuto, kAlways, kNever };

}  // namespace tools
