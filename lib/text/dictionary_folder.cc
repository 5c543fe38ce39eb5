#include "text/dictionary_folder.h"

#include <dlfcn.h>

#include <cstdlib>
#include <system_error>

namespace svitok::text {

namespace {

/// PREFIX/share/svitok for a module in PREFIX/bin, PREFIX/lib or PREFIX/lib/TRIPLET.
void add_beside(const std::filesystem::path& module, std::vector<std::filesystem::path>& folders) {
  std::error_code ignored;
  const std::filesystem::path real = std::filesystem::canonical(module, ignored);
  if (ignored) return;
  const std::filesystem::path prefix = real.parent_path().parent_path();
  folders.push_back(prefix / "share" / "svitok");
  folders.push_back(prefix.parent_path() / "share" / "svitok");
}

}  // namespace

std::vector<std::filesystem::path> dictionary_folders() {
  std::vector<std::filesystem::path> folders;
  if (const char* chosen = std::getenv("SVITOK_DATA"); chosen != nullptr && *chosen != '\0')
    folders.emplace_back(chosen);
  Dl_info info{};
  if (dladdr(reinterpret_cast<const void*>(&dictionary_folders), &info) != 0 && info.dli_fname != nullptr)
    add_beside(info.dli_fname, folders);
  add_beside("/proc/self/exe", folders);
  folders.emplace_back(SVITOK_BUILD_DATA_FOLDER);
  folders.emplace_back(SVITOK_INSTALL_DATA_FOLDER);
  return folders;
}

}  // namespace svitok::text
