#include "temporary_folder.h"

#include <cstdlib>
#include <stdexcept>
#include <string>
#include <system_error>

namespace svitok::bench {

TemporaryFolder::TemporaryFolder(const std::filesystem::path& parent) {
  std::filesystem::create_directories(parent);
  std::string name = (parent / "svitok-bench-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) throw std::runtime_error(name + ": cannot be made");
  path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace svitok::bench
