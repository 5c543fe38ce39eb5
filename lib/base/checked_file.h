// A mapped file that OutputFile wrote. Bytes are checked the first time they are touched, 16 KiB at a time, so that
// opening costs nothing and no damaged byte is ever used.
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string_view>

#include "base/file.h"
#include "base/mapped_file.h"
#include "base/output_file.h"

namespace svitok::base {

/// Thread-safe once constructed.
class CheckedFile {
 public:
  /// Maps the file and checks its footer. Throws IoError, CorruptionError (not of this kind, cut short, damaged
  /// footer), VersionError (its version is not `version`).
  CheckedFile(const std::filesystem::path& path, std::string_view kind, std::uint32_t version);

  [[nodiscard]] std::uint64_t size() const noexcept { return payload_.size(); }
  [[nodiscard]] FileSeal seal() const noexcept { return seal_; }
  [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }

  /// Bytes [offset, offset + length) of the payload, checked. Throws CorruptionError if they are damaged or not all
  /// there. 40 bytes behind them at least can be read, but are not checked.
  [[nodiscard]] std::string_view read(std::uint64_t offset, std::uint64_t length) const {
    if (length > payload_.size() || offset > payload_.size() - length) throw_outside();
    if (length != 0) ensure_checked(offset / kChunkBytes, (offset + length - 1) / kChunkBytes);
    return payload_.substr(static_cast<std::size_t>(offset), static_cast<std::size_t>(length));
  }

  /// The whole payload, without checking: only for addresses of bytes that read() has checked.
  [[nodiscard]] std::string_view unchecked() const noexcept { return payload_; }

  /// Checks everything. Throws CorruptionError.
  void verify() const;
  /// Checks bytes [0, length) as they are read from `file`, which has this file open: for who reads them past the map.
  /// To map pages only to check them takes up to three times as long. Throws CorruptionError, IoError.
  void verify_read(const File& file, std::uint64_t length) const;

  /// Throws CorruptionError for a structure that checksums cannot catch.
  [[noreturn]] void throw_corrupt(const char* reason) const;

 private:
  [[noreturn]] void throw_outside() const;
  void ensure_checked(std::uint64_t first, std::uint64_t last) const {
    for (std::uint64_t chunk = first; chunk <= last; ++chunk) {
      if (checked_[chunk].load(std::memory_order_relaxed) == 0) check(chunk);
    }
  }
  void check(std::uint64_t chunk) const;
  void expect_sound(std::uint64_t chunk, std::string_view bytes) const;

  std::filesystem::path path_;
  MappedFile map_;
  std::string_view payload_;
  std::string_view checksums_;
  FileSeal seal_;
  std::unique_ptr<std::atomic<std::uint8_t>[]> checked_;
};

}  // namespace svitok::base
