#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

#include "base/file.h"
#include "svitok/reader.h"

namespace svitok {

namespace {

const char* kind_of(mode_t mode) {
  if (S_ISDIR(mode)) return "a folder";
  if (S_ISFIFO(mode)) return "a FIFO";
  if (S_ISSOCK(mode)) return "a socket";
  if (S_ISCHR(mode) || S_ISBLK(mode)) return "a device";
  if (S_ISLNK(mode)) return "a symbolic link";
  return "something else";
}

[[noreturn]] void refuse_kind(const std::filesystem::path& path, mode_t mode) {
  throw DocumentError(path, std::string("is ") + kind_of(mode) + ", not a regular file");
}

// "1.5 KiB", "200.0 MiB".
std::string in_units(std::uint64_t bytes) {
  constexpr const char* kUnits[] = {"bytes", "KiB", "MiB", "GiB", "TiB"};
  if (bytes < 1024) return std::to_string(bytes) + " bytes";
  auto value = static_cast<double>(bytes);
  std::size_t unit = 0;
  for (; value >= 1024 && unit < 4; ++unit) value /= 1024;
  char text[32];
  std::snprintf(text, sizeof text, "%.1f %s", value, kUnits[unit]);
  return text;
}

[[noreturn]] void refuse_size(const std::filesystem::path& path, std::uint64_t size, std::size_t max_bytes) {
  throw DocumentError(path, "larger than " + in_units(max_bytes) + " (" + in_units(size) + "); raise --max-file-size");
}

struct stat status_of(const base::File& file) {
  struct stat status {};
  if (::fstat(file.descriptor(), &status) != 0) base::throw_errno(file.path(), "examine");
  return status;
}

// A link and a socket cannot be opened at all; say what they are rather than what open() says.
base::File open_regular(const std::filesystem::path& path) {
  try {
    return {path, base::File::Mode::kRead};
  } catch (const IoError&) {
    struct stat status {};
    if (::lstat(path.c_str(), &status) == 0 && (S_ISLNK(status.st_mode) || S_ISSOCK(status.st_mode))) {
      refuse_kind(path, status.st_mode);
    }
    throw;
  }
}

// Up to `limit` bytes; fewer at the end of the file.
std::string read_bytes(const base::File& file, std::size_t limit) {
  std::string bytes(limit, '\0');
  std::size_t filled = 0;
  while (filled < limit) {
    const ssize_t got = ::read(file.descriptor(), bytes.data() + filled, limit - filled);
    if (got < 0 && errno != EINTR) base::throw_errno(file.path(), "read");
    if (got == 0) break;
    if (got > 0) filled += static_cast<std::size_t>(got);
  }
  bytes.resize(filled);
  return bytes;
}

std::int64_t nanoseconds(const timespec& time) { return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec; }

}  // namespace

FileBytes read_file(const std::filesystem::path& path, std::size_t max_bytes) {
  const base::File file = open_regular(path);
  const struct stat before = status_of(file);
  if (!S_ISREG(before.st_mode)) refuse_kind(path, before.st_mode);
  const auto size = static_cast<std::uint64_t>(before.st_size);
  if (size > max_bytes) refuse_size(path, size, max_bytes);
  // One byte more than the file had shows that it has grown.
  FileBytes result{read_bytes(file, static_cast<std::size_t>(size) + 1), nanoseconds(before.st_mtim)};
  const struct stat after = status_of(file);
  const bool unchanged =
      result.bytes.size() == size && after.st_size == before.st_size && nanoseconds(after.st_mtim) == result.mtime_ns;
  if (!unchanged) throw DocumentError(path, "changed while it was read");
  return result;
}

}  // namespace svitok
