#include "base/lock.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <string>
#include <thread>

namespace svitok::base {

namespace {

bool try_lock(int descriptor) {
  struct flock region {};
  region.l_type = F_WRLCK;
  region.l_whence = SEEK_SET;
  return ::fcntl(descriptor, F_OFD_SETLK, &region) == 0;
}

std::string holder(int descriptor) {
  char text[32] = {};
  if (::pread(descriptor, text, sizeof text - 1, 0) <= 0) return "another process";
  const std::string pid(text);
  return "process " + pid.substr(0, pid.find('\n'));
}

}  // namespace

Lock::Lock(const std::filesystem::path& path, std::chrono::milliseconds timeout) : file_(path, File::Mode::kReadWrite) {
  const auto deadline = std::chrono::steady_clock::now() + timeout;
  while (!try_lock(file_.descriptor())) {
    if (errno != EAGAIN && errno != EACCES && errno != EINTR) throw_errno(path, "lock");
    if (std::chrono::steady_clock::now() >= deadline) {
      throw LockedError(path,
                        "the index is being written by " + holder(file_.descriptor()) + "; try again when it is done");
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  if (::ftruncate(file_.descriptor(), 0) != 0) throw_errno(path, "write");
  file_.write(std::to_string(::getpid()) + "\n");
}

}  // namespace svitok::base
