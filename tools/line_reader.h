// Lines of a file, a pipe or standard input, read in large pieces and handed out without copying.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tools {

/// One line, without its line end.
struct Line {
  std::string_view text;     ///< Valid until the next call of next(). Empty when too_long.
  std::uint64_t number = 0;  ///< From 1.
  bool too_long = false;     ///< The line had more bytes than the limit; it was passed over.
};

/// Owns the descriptor, except that of standard input; not copyable for that reason. One thread at a time.
/// Memory: one line and a piece of a megabyte.
class LineReader {
 public:
  /// `path` "-" is standard input. When `stop_descriptor` (borrowed) becomes readable, a wait for more input ends as if
  /// the input had. Throws std::system_error, which names the path.
  LineReader(const std::string& path, std::size_t max_line_bytes, int stop_descriptor = -1);
  ~LineReader();
  LineReader(const LineReader&) = delete;
  LineReader& operator=(const LineReader&) = delete;

  /// The next line; absent at the end. Throws std::system_error.
  [[nodiscard]] std::optional<Line> next();

 private:
  bool wait();
  bool fill();
  Line take(std::size_t length, std::size_t with_end);

  std::string path_;
  int descriptor_;
  int stop_descriptor_;
  std::size_t max_line_bytes_;
  std::string buffer_;  // bytes read and not yet handed out are [begin_, end_)
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::size_t searched_ = 0;  // of those, how many are known to hold no line end
  std::uint64_t number_ = 0;
  bool passing_over_ = false;
};

}  // namespace tools
