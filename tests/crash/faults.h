// Counts the system calls that change a folder, and stops the process or fails the call at the one asked for. The calls
// of the whole program, of Xapian and of the C++ library among them, come here first, because a function of the program
// goes before one of the same name in a shared library. Linux, one thread.
//
// It also keeps the disk as a power cut would leave it at worst: of a file what stood in it at its last fsync, of a
// folder the names at its last fsync.
#pragma once

#include <filesystem>

namespace svitok::crash {

enum class Fault {
  kNone,      ///< Count only.
  kCrash,     ///< _exit(kCrashed) instead of the call.
  kFail,      ///< The call fails with EIO.
  kKeepFail,  ///< The call and all that follow fail with ENOSPC.
};

inline constexpr int kCrashed = 42;

/// From now on calls under `root` count, and the `number`-th (from 1) meets `fault`. What stands under `root` now is
/// taken to be durable.
void arm(const std::filesystem::path& root, Fault fault, int number);
/// Calls since arm().
int calls();
/// No more counting and no more faults.
void disarm();

/// At a crash images of `root` are written beside it, of what a power cut may leave: of all that was not synced nothing
/// (root + ".nothing"), only what was renamed (root + ".renames"), or all names but no contents (root + ".names").
}  // namespace svitok::crash
