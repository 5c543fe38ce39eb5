#include "text/dictionary_folder.h"

#include <dlfcn.h>

#include <algorithm>
#include <cstdlib>
#include <system_error>

namespace svitok::text {

namespace {

void add(std::filesystem::path folder, std::vector<std::filesystem::path>& folders) {
  if (std::find(folders.begin(), folders.end(), folder) == folders.end()) folders.push_back(std::move(folder));
}

/// PREFIX/share/svitok for a module in PREFIX/bin, PREFIX/lib or PREFIX/lib/TRIPLET.
void add_beside(const std::filesystem::path& module, std::vector<std::filesystem::path>& folders) {
  std::error_code ignored;
  const std::filesystem::path real = std::filesystem::canonical(module, ignored);
  if (ignored) return;
  const std::filesystem::path prefix = real.parent_path().parent_path();
  add(prefix / "share" / "svitok", folders);
  add(prefix.parent_path() / "share" / "svitok", folders);
}

}  // namespace

std::vector<std::filesystem::path> dictionary_folders() {
  std::vector<std::filesystem::path> folders;
  if (const char* chosen = std::getenv("SVITOK_DATA"); chosen != nullptr && *chosen != '\0') add(chosen, folders);
  Dl_info info{};
  if (dladdr(reinterpret_cast<const void*>(&dictionary_folders), &info) != 0 && info.dli_fname != nullptr)
    add_beside(info.dli_fname, folders);
  add_beside("/proc/self/exe", folders);
  add(SVITOK_BUILD_DATA_FOLDER, folders);
  add(SVITOK_INSTALL_DATA_FOLDER, folders);
  return folders;
}

}  // namespace svitok::text
