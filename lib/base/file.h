// Descriptors, folders and durable replacement. Everything throws IoError with the path and the system's reason.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

#include "svitok/error.h"

namespace svitok::base {

/// Throws IoError "PATH: cannot WHAT: REASON" for the current errno.
[[noreturn]] void throw_errno(const std::filesystem::path& path, const char* what);

/// An open file descriptor; closed by the destructor. Movable, not copyable: two owners would close it twice.
class File {
 public:
  enum class Mode { kRead, kCreate, kReadWrite };

  /// kRead: an existing file, final symbolic link not followed, never blocking on a FIFO. kCreate: must not exist.
  /// kReadWrite: created if missing.
  File(const std::filesystem::path& path, Mode mode);
  ~File();
  File(File&& other) noexcept;
  File& operator=(File&& other) noexcept;

  [[nodiscard]] int descriptor() const noexcept { return descriptor_; }
  [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }
  [[nodiscard]] std::uint64_t size() const;

  /// Reads into `out` what stands at `offset`. How many bytes: fewer than there is room for only at the file's end.
  /// Thread-safe.
  [[nodiscard]] std::size_t read_at(std::uint64_t offset, std::span<char> out) const;
  /// Writes all of it, whatever the system's write() returns at a time.
  void write(std::string_view bytes);
  /// Has the system begin to write `size` bytes at `offset` to the disk, and does not wait: sync() then has less to
  /// wait for. It is sync() that tells errors.
  void begin_sync(std::uint64_t offset, std::uint64_t size) const noexcept;
  /// fsync.
  void sync();
  /// Gives up the descriptor to the caller.
  [[nodiscard]] int release() noexcept;

 private:
  std::filesystem::path path_;
  int descriptor_ = -1;
};

/// The whole of a small regular file. IoError if it is larger than `limit` bytes.
[[nodiscard]] std::string read_small_file(const std::filesystem::path& path, std::size_t limit);

/// fsync of a folder, so that names made or renamed in it are durable.
void sync_directory(const std::filesystem::path& folder);

/// Writes `bytes` under a temporary name and renames it over `path`: a reader sees the old or the new, whole. With
/// `durable` the file is synced before and the folder after the rename.
void replace_file(const std::filesystem::path& path, std::string_view bytes, bool durable);

}  // namespace svitok::base
