// Which files the paths on a command line stand for.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <functional>
#include <string>

namespace tools {

struct FoundFile {
  std::string path;  ///< As given, normalised lexically; bytes kept.
  std::int64_t mtime_ns = 0;
  std::uint64_t bytes = 0;
};

struct WalkOptions {
  bool hidden = false;  ///< Enter folders, and take files, whose names begin with a dot.
  dev_t skip_device = 0;
  ino_t skip_inode = 0;  ///< A folder that is passed over wherever it is met: the index itself. 0: none.
};

struct WalkEvents {
  std::function<void(const FoundFile&)> file;
  std::function<void(const std::string& path, const std::string& reason)> failure;
  std::function<bool()> stop;  ///< Asked before every file.
};

/// "./a//b/" as "a/b": the form in which a path becomes a key.
[[nodiscard]] std::string normal_path(const std::string& path);

/// Calls `file` for a regular file, or for every regular file below a folder, names in byte order. Symbolic links are
/// not followed: one that is given itself is a failure, one inside a folder is passed over. Whatever else is not a
/// regular file (FIFO, socket, device) and what cannot be read is a failure.
void walk(const std::string& path, const WalkOptions& options, const WalkEvents& events);

}  // namespace tools
