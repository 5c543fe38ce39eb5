// A folder that goes away with its owner.
#pragma once

#include <filesystem>

namespace svitok::bench {

class TemporaryFolder {
 public:
  /// In `parent`, which is made if need be. Throws std::filesystem::filesystem_error, std::runtime_error.
  explicit TemporaryFolder(const std::filesystem::path& parent = std::filesystem::temp_directory_path());
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace svitok::bench
