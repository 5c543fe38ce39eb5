// Writes a file of the index: buffered, with a checksum for every 16 KiB of it, so that a reader can check just what it
// reads.
//
// The layout that it gives a file, and that CheckedFile reads back:
//   payload | checksum (XXH3-64, u64) of each kChunkBytes of the payload, the last one shorter | footer (40 bytes):
//   payload length u64, kind u64 (eight ASCII letters), version u32, chunk size u32, checksum of the table u64,
//   checksum of the footer up to here u64
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/file.h"

namespace svitok::base {

inline constexpr std::uint32_t kChunkBytes = 16384;
inline constexpr std::size_t kFooterBytes = 40;

/// Length and checksum of a finished file, as the manifest records them. The checksum is that of the footer, which
/// vouches for the rest.
struct FileSeal {
  std::uint64_t bytes = 0;
  std::uint64_t checksum = 0;
  bool operator==(const FileSeal&) const = default;
};

class OutputFile {
 public:
  /// `kind`: eight ASCII characters that name the format.
  OutputFile(const std::filesystem::path& path, std::string_view kind, std::uint32_t version);

  void append(std::string_view bytes);
  /// Payload bytes so far: where the next append() will land.
  [[nodiscard]] std::uint64_t offset() const noexcept { return written_ + buffer_.size(); }

  /// Writes the rest; with `durable`, syncs. Nothing may be appended afterwards.
  FileSeal finish(bool durable);

 private:
  void flush_chunks(bool all);

  File file_;
  std::string kind_;
  std::uint32_t version_;
  std::string buffer_;
  std::string checksums_;
  std::uint64_t written_ = 0;
  std::uint64_t sync_begun_ = 0;  ///< So many of the first bytes are on their way to the disk.
};

}  // namespace svitok::base
