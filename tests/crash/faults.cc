#include "faults.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdarg>
#include <cstdio>
#include <fstream>
#include <map>
#include <set>
#include <string>

namespace svitok::crash {
namespace {

using Inode = unsigned long;

// What a power cut may leave of the names in a folder.
enum class Names {
  kSynced,   // Those of its last fsync.
  kRenamed,  // And what has been renamed since, but nothing else.
};

struct State {
  bool counting = false;
  Fault fault = Fault::kNone;
  int number = 0;
  int calls = 0;
  std::string root;
  std::map<Inode, std::string> contents;               // As of the last fsync of the file.
  std::map<std::string, std::set<std::string>> names;  // As of the last fsync of the folder; folders by path.
  std::map<std::string, Inode> inodes;                 // Which file a durable name is, by path.
  std::map<std::string, Inode> renamed;                // Since the last fsync of the folder, by path.
};

State& state() {
  static State the_state;
  return the_state;
}

template <typename Function>
Function* next(const char* name) {
  return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

std::string path_of(int descriptor) {
  char path[4096];
  const std::string link = "/proc/self/fd/" + std::to_string(descriptor);
  const ssize_t length = ::readlink(link.c_str(), path, sizeof path);
  return length < 0 ? std::string() : std::string(path, static_cast<std::size_t>(length));
}

bool is_inside(const std::string& path) { return path == state().root || path.starts_with(state().root + "/"); }

std::string read_whole(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

Inode inode_of(const std::string& path) {
  struct stat status {};
  return ::lstat(path.c_str(), &status) == 0 ? status.st_ino : 0;
}

void keep_folder(const std::string& folder) {
  State& s = state();
  std::erase_if(s.renamed, [&folder](const auto& entry) {
    return std::filesystem::path(entry.first).parent_path().string() == folder;
  });
  std::set<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    names.insert(entry.path().filename().string());
    s.inodes[entry.path().string()] = inode_of(entry.path().string());
    if (entry.is_directory()) s.names[entry.path().string()];  // Empty until it is synced itself.
  }
  s.names[folder] = std::move(names);
}

void keep_everything(const std::string& folder) {
  keep_folder(folder);
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.is_directory()) {
      keep_everything(entry.path().string());
    } else {
      state().contents[inode_of(entry.path().string())] = read_whole(entry.path().string());
    }
  }
}

void write_file(const std::filesystem::path& path, Inode inode) {
  const auto known = state().contents.find(inode);
  std::ofstream(path, std::ios::binary) << (known == state().contents.end() ? std::string() : known->second);
}

// Durable names with durable contents.
void write_synced_image(const std::string& from, const std::filesystem::path& to, Names which) {
  std::filesystem::create_directory(to);
  for (const std::string& name : state().names[from]) {
    const std::string path = from + "/" + name;
    if (state().names.contains(path)) {
      write_synced_image(path, to / name, which);
    } else {
      write_file(to / name, state().inodes[path]);
    }
  }
  if (which == Names::kSynced) return;
  for (const auto& [path, inode] : state().renamed) {
    if (std::filesystem::path(path).parent_path().string() == from) {
      write_file(to / std::filesystem::path(path).filename(), inode);
    }
  }
}

// Present names with durable contents.
void write_names_image(const std::filesystem::path& from, const std::filesystem::path& to) {
  std::filesystem::create_directory(to);
  for (const auto& entry : std::filesystem::directory_iterator(from)) {
    const std::filesystem::path target = to / entry.path().filename();
    if (entry.is_directory()) {
      write_names_image(entry.path(), target);
    } else {
      write_file(target, inode_of(entry.path().string()));
    }
  }
}

// True if the call is to fail, with errno set.
bool meets_fault(const std::string& path) {
  State& s = state();
  if (!s.counting || !is_inside(path)) return false;
  ++s.calls;
  if (s.fault == Fault::kNone || s.calls < s.number) return false;
  if (s.fault == Fault::kCrash) {
    s.counting = false;
    write_synced_image(s.root, s.root + ".nothing", Names::kSynced);
    write_synced_image(s.root, s.root + ".renames", Names::kRenamed);
    write_names_image(s.root, s.root + ".names");
    ::_exit(kCrashed);
  }
  if (s.fault == Fault::kFail && s.calls > s.number) return false;
  errno = s.fault == Fault::kFail ? EIO : ENOSPC;
  return true;
}

bool meets_fault(int descriptor) { return state().counting && meets_fault(path_of(descriptor)); }

std::string absolute(const char* path) { return std::filesystem::absolute(path).string(); }

void note_sync(int descriptor) {
  State& s = state();
  if (!s.counting) return;
  const std::string path = path_of(descriptor);
  if (!is_inside(path)) return;
  struct stat status {};
  ::fstat(descriptor, &status);
  s.counting = false;
  if (S_ISDIR(status.st_mode)) {
    keep_folder(path);
  } else {
    s.contents[status.st_ino] = read_whole(path);
  }
  s.counting = true;
}

constexpr int kChanging = O_CREAT | O_WRONLY | O_RDWR | O_TRUNC;

int open_as(const char* name, const char* path, int flags, mode_t mode) {
  if ((flags & kChanging) != 0 && state().counting && meets_fault(absolute(path))) return -1;
  return next<int(const char*, int, mode_t)>(name)(path, flags, mode);
}

}  // namespace

void arm(const std::filesystem::path& root, Fault fault, int number) {
  State& s = state();
  s = State();
  s.root = std::filesystem::absolute(root).string();
  keep_everything(s.root);
  s.fault = fault;
  s.number = number;
  s.counting = true;
}

int calls() { return state().calls; }
void disarm() { state().counting = false; }

}  // namespace svitok::crash

extern "C" {

using svitok::crash::absolute;
using svitok::crash::inode_of;
using svitok::crash::meets_fault;
using svitok::crash::next;
using svitok::crash::note_sync;
using svitok::crash::open_as;
using svitok::crash::state;

int open(const char* path, int flags, ...) {
  va_list arguments;
  va_start(arguments, flags);
  const mode_t mode = (flags & O_CREAT) != 0 ? va_arg(arguments, mode_t) : 0;
  va_end(arguments);
  return open_as("open", path, flags, mode);
}

int open64(const char* path, int flags, ...) {
  va_list arguments;
  va_start(arguments, flags);
  const mode_t mode = (flags & O_CREAT) != 0 ? va_arg(arguments, mode_t) : 0;
  va_end(arguments);
  return open_as("open64", path, flags, mode);
}

ssize_t write(int descriptor, const void* bytes, size_t size) {
  if (meets_fault(descriptor)) return -1;
  return next<ssize_t(int, const void*, size_t)>("write")(descriptor, bytes, size);
}

ssize_t pwrite(int descriptor, const void* bytes, size_t size, off_t offset) {
  if (meets_fault(descriptor)) return -1;
  return next<ssize_t(int, const void*, size_t, off_t)>("pwrite")(descriptor, bytes, size, offset);
}

ssize_t pwrite64(int descriptor, const void* bytes, size_t size, off64_t offset) {
  if (meets_fault(descriptor)) return -1;
  return next<ssize_t(int, const void*, size_t, off64_t)>("pwrite64")(descriptor, bytes, size, offset);
}

int ftruncate(int descriptor, off_t size) noexcept {
  if (meets_fault(descriptor)) return -1;
  return next<int(int, off_t)>("ftruncate")(descriptor, size);
}

// The real ones would only take time: the process dies, the machine does not.
int fsync(int descriptor) {
  if (meets_fault(descriptor)) return -1;
  note_sync(descriptor);
  return 0;
}

int fdatasync(int descriptor) { return fsync(descriptor); }

int rename(const char* from, const char* to) noexcept {
  if (state().counting && meets_fault(absolute(to))) return -1;
  const int result = next<int(const char*, const char*)>("rename")(from, to);
  if (result == 0 && state().counting) state().renamed[absolute(to)] = inode_of(absolute(to));
  return result;
}

int unlink(const char* path) noexcept {
  if (state().counting && meets_fault(absolute(path))) return -1;
  return next<int(const char*)>("unlink")(path);
}

int remove(const char* path) noexcept {
  if (state().counting && meets_fault(absolute(path))) return -1;
  return next<int(const char*)>("remove")(path);
}

int rmdir(const char* path) noexcept {
  if (state().counting && meets_fault(absolute(path))) return -1;
  return next<int(const char*)>("rmdir")(path);
}

int mkdir(const char* path, mode_t mode) noexcept {
  if (state().counting && meets_fault(absolute(path))) return -1;
  return next<int(const char*, mode_t)>("mkdir")(path, mode);
}

}  // extern "C"
