// One writer an index: an open-file-description lock (fcntl F_OFD_SETLK). The kernel frees it when its holder dies;
// removing the file defeats nothing that holds it, because a waiter locks the file that has the name now.
#pragma once

#include <chrono>
#include <filesystem>

#include "base/file.h"

namespace svitok::base {

class Lock {
 public:
  /// Takes the lock, waiting up to `timeout`. Throws LockedError naming the holder's process, IoError.
  Lock(const std::filesystem::path& path, std::chrono::milliseconds timeout);

 private:
  File file_;
};

}  // namespace svitok::base
