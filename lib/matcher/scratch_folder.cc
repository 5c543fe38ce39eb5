#include "matcher/scratch_folder.h"

#include <sys/stat.h>
#include <unistd.h>

#include <string>
#include <system_error>
#include <utility>

#include "base/file.h"

namespace svitok::matcher {

namespace {

bool is_ours(const std::string& name) {
  return name.ends_with(".glass") || name == "iamglass" || name == "flintlock" || name == "v.tmp" ||
         name == kCompactName;
}

}  // namespace

void remove_scratch_folder(const std::filesystem::path& folder) noexcept {
  std::error_code error;
  if (!std::filesystem::is_directory(std::filesystem::symlink_status(folder, error))) return;
  try {
    for (std::filesystem::directory_iterator entry(folder, error), end; !error && entry != end;
         entry.increment(error)) {
      if (is_ours(entry->path().filename().string())) ::unlink(entry->path().c_str());
    }
  } catch (const std::exception&) {
    // Out of memory: the next writer tries again.
  }
  ::rmdir(folder.c_str());
}

ScratchFolder::ScratchFolder(std::filesystem::path folder) : path_(std::move(folder)) {
  remove_scratch_folder(path_);
  if (::mkdir(path_.c_str(), 0777) != 0) base::throw_errno(path_, "create");
}

}  // namespace svitok::matcher
