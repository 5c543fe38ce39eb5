#include "base/mapped_file.h"

#include <sys/mman.h>
#include <sys/stat.h>

#include <utility>

#include "base/file.h"

namespace svitok::base {

MappedFile::MappedFile(const std::filesystem::path& path) {
  const File file(path, File::Mode::kRead);
  struct stat status {};
  if (::fstat(file.descriptor(), &status) != 0) throw_errno(path, "examine");
  if (!S_ISREG(status.st_mode)) throw IoError(path, "not a regular file");
  const auto size = static_cast<std::size_t>(status.st_size);
  if (size == 0) return;
  void* address = ::mmap(nullptr, size, PROT_READ, MAP_SHARED, file.descriptor(), 0);
  if (address == MAP_FAILED) throw_errno(path, "map");
  bytes_ = {static_cast<const char*>(address), size};
}

MappedFile::~MappedFile() {
  if (!bytes_.empty()) ::munmap(const_cast<char*>(bytes_.data()), bytes_.size());
}

MappedFile::MappedFile(MappedFile&& other) noexcept : bytes_(std::exchange(other.bytes_, {})) {}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
  std::swap(bytes_, other.bytes_);
  return *this;
}

}  // namespace svitok::base
