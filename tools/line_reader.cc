#include "line_reader.h"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <system_error>

namespace tools {
namespace {

constexpr std::size_t kPieceBytes = std::size_t{256} << 10U;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

int open_input(const std::string& path) {
  if (path == "-") return STDIN_FILENO;
  // O_NONBLOCK: opening a pipe does not wait for its writer; wait() does.
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (descriptor < 0) throw std::system_error(errno, std::generic_category(), path);
  return descriptor;
}

}  // namespace

LineReader::LineReader(const std::string& path, std::size_t max_line_bytes, int stop_descriptor)
    : path_(path), descriptor_(open_input(path)), stop_descriptor_(stop_descriptor), max_line_bytes_(max_line_bytes) {}

LineReader::~LineReader() {
  if (descriptor_ != STDIN_FILENO) ::close(descriptor_);
}

std::optional<Line> LineReader::next() {
  for (;;) {
    const char* unsearched = buffer_.data() + begin_ + searched_;
    const std::size_t count = end_ - begin_ - searched_;
    if (const void* found = count == 0 ? nullptr : std::memchr(unsearched, '\n', count)) {
      const auto length = static_cast<std::size_t>(static_cast<const char*>(found) - buffer_.data()) - begin_;
      return take(length, length + 1);
    }
    searched_ += count;
    if (searched_ > max_line_bytes_) {
      passing_over_ = true;
      begin_ = end_;
      searched_ = 0;
    }
    if (fill()) continue;
    if (begin_ == end_ && !passing_over_) return std::nullopt;
    return take(end_ - begin_, end_ - begin_);
  }
}

Line LineReader::take(std::size_t length, std::size_t with_end) {
  Line line{.text = std::string_view(buffer_).substr(begin_, length), .number = ++number_};
  line.too_long = passing_over_ || length > max_line_bytes_;
  if (line.too_long) line.text = {};
  if (line.number == 1 && line.text.starts_with(kByteOrderMark)) line.text.remove_prefix(kByteOrderMark.size());
  if (line.text.ends_with('\r')) line.text.remove_suffix(1);
  begin_ += with_end;
  searched_ = 0;
  passing_over_ = false;
  return line;
}

/// Waits until there is something to read, or the end; false when asked to stop.
bool LineReader::wait() {
  std::array<pollfd, 2> polled = {
      {{.fd = descriptor_, .events = POLLIN, .revents = 0}, {.fd = stop_descriptor_, .events = POLLIN, .revents = 0}}};
  while (::poll(polled.data(), polled.size(), -1) < 0) {
    if (errno != EINTR) throw std::system_error(errno, std::generic_category(), path_);
  }
  return polled[1].revents == 0;
}

/// Reads one more piece behind what is there; false at the end of the input, and when asked to stop.
bool LineReader::fill() {
  if (begin_ > 0) std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
  end_ -= begin_;
  begin_ = 0;
  // Room for at least a piece; doubled, so that a long line is not moved once a piece.
  if (buffer_.size() - end_ < kPieceBytes) buffer_.resize(std::max(end_ + kPieceBytes, buffer_.size() * 2));
  for (;;) {
    if (!wait()) return false;
    const ssize_t count = ::read(descriptor_, buffer_.data() + end_, buffer_.size() - end_);
    if (count >= 0) {
      end_ += static_cast<std::size_t>(count);
      return count > 0;
    }
    if (errno != EINTR && errno != EAGAIN) throw std::system_error(errno, std::generic_category(), path_);
  }
}

}  // namespace tools
