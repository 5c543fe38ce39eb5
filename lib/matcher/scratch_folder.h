// The folder in which Xapian builds a database before it is compacted into one file.
#pragma once

#include <filesystem>

namespace svitok::matcher {

/// What the compacted file is called in it.
inline constexpr const char* kCompactName = "compact";

/// Removes a scratch folder that a crash has left: the files that Xapian makes, and the folder if nothing else is in
/// it. Never follows a symbolic link. Best effort: what cannot be removed stays.
void remove_scratch_folder(const std::filesystem::path& folder) noexcept;

/// Not thread-safe, not copyable: two owners would remove it twice.
class ScratchFolder {
 public:
  /// Creates it, in place of one that a crash has left. Throws IoError.
  explicit ScratchFolder(std::filesystem::path folder);
  ~ScratchFolder() { remove_scratch_folder(path_); }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace svitok::matcher
