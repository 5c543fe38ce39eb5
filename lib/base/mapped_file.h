// A regular file mapped read-only.
#pragma once

#include <filesystem>
#include <string_view>

namespace svitok::base {

/// Movable, not copyable: it owns the mapping. Reading bytes() is thread-safe.
class MappedFile {
 public:
  MappedFile() = default;
  /// Throws IoError; a file that is not regular is refused.
  explicit MappedFile(const std::filesystem::path& path);
  ~MappedFile();
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;

  [[nodiscard]] std::string_view bytes() const noexcept { return bytes_; }

 private:
  std::string_view bytes_;
};

}  // namespace svitok::base
