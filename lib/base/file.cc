#include "base/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

namespace svitok::base {

void throw_errno(const std::filesystem::path& path, const char* what) {
  const std::string reason = std::generic_category().message(errno);
  throw IoError(path, std::string("cannot ") + what + ": " + reason);
}

namespace {

int flags_of(File::Mode mode) {
  switch (mode) {
    case File::Mode::kRead:
      return O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC;
    case File::Mode::kCreate:
      return O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
    case File::Mode::kReadWrite:
      return O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC;
  }
  return O_RDONLY;
}

}  // namespace

File::File(const std::filesystem::path& path, Mode mode) : path_(path) {
  do {
    descriptor_ = ::open(path.c_str(), flags_of(mode), 0666);
  } while (descriptor_ < 0 && errno == EINTR);
  if (descriptor_ < 0) throw_errno(path, mode == Mode::kRead ? "open" : "create");
}

File::~File() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

File::File(File&& other) noexcept : path_(std::move(other.path_)), descriptor_(std::exchange(other.descriptor_, -1)) {}

File& File::operator=(File&& other) noexcept {
  std::swap(path_, other.path_);
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

std::uint64_t File::size() const {
  struct stat status {};
  if (::fstat(descriptor_, &status) != 0) throw_errno(path_, "examine");
  return static_cast<std::uint64_t>(status.st_size);
}

std::size_t File::read_at(std::uint64_t offset, std::span<char> out) const {
  std::size_t done = 0;
  while (done < out.size()) {
    const ssize_t got = ::pread(descriptor_, out.data() + done, out.size() - done, static_cast<off_t>(offset + done));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) throw_errno(path_, "read");
    if (got == 0) break;
    done += static_cast<std::size_t>(got);
  }
  return done;
}

void File::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
    if (written < 0) {
      if (errno == EINTR) continue;
      throw_errno(path_, "write");
    }
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

void File::begin_sync(std::uint64_t offset, std::uint64_t size) const noexcept {
  (void)::sync_file_range(descriptor_, static_cast<off_t>(offset), static_cast<off_t>(size), SYNC_FILE_RANGE_WRITE);
}

void File::sync() {
  if (::fsync(descriptor_) != 0) throw_errno(path_, "sync");
}

int File::release() noexcept { return std::exchange(descriptor_, -1); }

std::string read_small_file(const std::filesystem::path& path, std::size_t limit) {
  const File file(path, File::Mode::kRead);
  struct stat status {};
  if (::fstat(file.descriptor(), &status) != 0) throw_errno(path, "examine");
  if (!S_ISREG(status.st_mode)) throw IoError(path, "not a regular file");
  std::string bytes;
  char buffer[4096];
  for (;;) {
    const ssize_t got = ::read(file.descriptor(), buffer, sizeof buffer);
    if (got < 0) {
      if (errno == EINTR) continue;
      throw_errno(path, "read");
    }
    if (got == 0) return bytes;
    bytes.append(buffer, static_cast<std::size_t>(got));
    if (bytes.size() > limit) throw IoError(path, "larger than " + std::to_string(limit) + " bytes");
  }
}

void sync_directory(const std::filesystem::path& folder) {
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) throw_errno(folder, "open");
  const int result = ::fsync(descriptor);
  const int error = errno;
  ::close(descriptor);
  errno = error;
  if (result != 0) throw_errno(folder, "sync");
}

void replace_file(const std::filesystem::path& path, std::string_view bytes, bool durable) {
  std::filesystem::path temporary = path;
  temporary += ".new";
  if (::unlink(temporary.c_str()) != 0 && errno != ENOENT) throw_errno(temporary, "remove");
  File file(temporary, File::Mode::kCreate);
  file.write(bytes);
  if (durable) file.sync();
  if (::rename(temporary.c_str(), path.c_str()) != 0) throw_errno(path, "replace");
  if (durable) sync_directory(path.parent_path().empty() ? "." : path.parent_path());
}

}  // namespace svitok::base
