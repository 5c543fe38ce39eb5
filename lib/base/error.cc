#include "svitok/error.h"

namespace svitok {

namespace {
std::string with_path(const std::filesystem::path& path, const std::string& reason) {
  return path.empty() ? reason : path.string() + ": " + reason;
}
}  // namespace

Error::Error(std::filesystem::path path, const std::string& reason)
    : std::runtime_error(with_path(path, reason)), path_(std::move(path)) {}

}  // namespace svitok
