#include "walk.h"

#include <dirent.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <memory>
#include <optional>
#include <system_error>
#include <utility>
#include <vector>

namespace tools {
namespace {

struct Folder {
  std::string path;
  std::vector<std::string> names;  // what is still to be visited, the next one last
};

std::string reason_of(int error) { return std::generic_category().message(error); }

std::string kind_of(mode_t mode) {
  if (S_ISLNK(mode)) return "a symbolic link, which is not followed";
  if (S_ISFIFO(mode)) return "a FIFO, not a regular file";
  if (S_ISSOCK(mode)) return "a socket, not a regular file";
  return "a device, not a regular file";
}

std::string join(const std::string& folder, const std::string& name) {
  if (folder == ".") return name;
  return folder.ends_with('/') ? folder + name : folder + '/' + name;
}

FoundFile found_file(std::string path, const struct stat& status) {
  const std::int64_t seconds = status.st_mtim.tv_sec;
  return {.path = std::move(path),
          .mtime_ns = seconds * 1'000'000'000 + status.st_mtim.tv_nsec,
          .bytes = static_cast<std::uint64_t>(status.st_size)};
}

class Walker {
 public:
  Walker(const WalkOptions& options, const WalkEvents& events) : options_(options), events_(events) {}

  void run(const std::string& start) {
    visit(start, /*given=*/true);
    while (!folders_.empty() && !events_.stop()) {
      Folder& folder = folders_.back();
      if (folder.names.empty()) {
        folders_.pop_back();
        continue;
      }
      const std::string path = join(folder.path, folder.names.back());
      folder.names.pop_back();
      visit(path, /*given=*/false);
    }
  }

 private:
  void visit(const std::string& path, bool given) {
    struct stat status {};
    if (::lstat(path.c_str(), &status) != 0) return events_.failure(path, reason_of(errno));
    if (S_ISREG(status.st_mode)) return events_.file(found_file(path, status));
    if (S_ISDIR(status.st_mode)) return enter(path, status);
    if (S_ISLNK(status.st_mode) && !given) return;
    events_.failure(path, kind_of(status.st_mode));
  }

  void enter(const std::string& path, const struct stat& status) {
    if (options_.skip_inode == status.st_ino && options_.skip_device == status.st_dev) return;
    std::optional<std::vector<std::string>> names = list(path);
    if (!names) return events_.failure(path, reason_of(errno));
    std::sort(names->begin(), names->end(), std::greater<>());
    folders_.push_back({.path = path, .names = std::move(*names)});
  }

  /// The names in a folder that we want; absent, with errno, when it cannot be read.
  std::optional<std::vector<std::string>> list(const std::string& path) const {
    const std::unique_ptr<DIR, int (*)(DIR*)> stream(::opendir(path.c_str()), ::closedir);
    if (stream == nullptr) return std::nullopt;
    std::vector<std::string> names;
    errno = 0;
    while (const dirent* entry = ::readdir(stream.get())) {
      const std::string_view name = entry->d_name;
      const bool itself = name == "." || name == "..";
      if (!itself && (options_.hidden || !name.starts_with('.'))) names.emplace_back(name);
      errno = 0;
    }
    if (errno != 0) return std::nullopt;
    return names;
  }

  const WalkOptions& options_;
  const WalkEvents& events_;
  std::vector<Folder> folders_;
};

}  // namespace

std::string normal_path(const std::string& path) {
  std::string normal = std::filesystem::path(path).lexically_normal().string();
  while (normal.size() > 1 && normal.ends_with('/')) normal.pop_back();
  return normal;
}

void walk(const std::string& path, const WalkOptions& options, const WalkEvents& events) {
  Walker(options, events).run(normal_path(path));
}

}  // namespace tools
