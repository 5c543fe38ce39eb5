#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <thread>

#include "parts.h"

namespace svitok {
namespace {

class ReadFile : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (std::filesystem::temp_directory_path() / "svitok-read-XXXXXX").string();
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    folder_ = name;
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::filesystem::path write(const char* name, std::string_view bytes) {
    const auto path = folder_ / name;
    std::ofstream(path, std::ios::binary) << bytes;
    return path;
  }

  static std::string refusal(const std::filesystem::path& path, std::size_t limit = 1 << 20) {
    return refusal_of([&] { (void)read_file(path, limit); });
  }

  std::filesystem::path folder_;
};

TEST_F(ReadFile, GivesTheBytesAndTheTime) {
  const std::string bytes("a\0b\xFF", 4);
  const auto path = write("file", bytes);
  const timespec times[2] = {{1, 0}, {1591724760, 123456789}};
  ASSERT_EQ(::utimensat(AT_FDCWD, path.c_str(), times, 0), 0);
  const FileBytes file = read_file(path, 4);
  EXPECT_EQ(file.bytes, bytes);
  EXPECT_EQ(file.mtime_ns, 1591724760123456789);
  EXPECT_EQ(read_file(write("empty", ""), 0).bytes, "");
}

TEST_F(ReadFile, RefusesWhatIsNoRegularFile) {
  const auto fifo = folder_ / "fifo";
  ASSERT_EQ(::mkfifo(fifo.c_str(), 0600), 0);
  EXPECT_EQ(refusal(fifo), fifo.string() + ": is a FIFO, not a regular file");
  EXPECT_EQ(refusal(folder_), folder_.string() + ": is a folder, not a regular file");
  EXPECT_EQ(refusal("/dev/zero"), "/dev/zero: is a device, not a regular file");
  const auto link = folder_ / "link";
  std::filesystem::create_symlink(write("target", "x"), link);
  EXPECT_EQ(refusal(link), link.string() + ": is a symbolic link, not a regular file");
}

TEST_F(ReadFile, RefusesASocket) {
  const auto path = folder_ / "socket";
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  ASSERT_LT(path.string().size(), sizeof address.sun_path);
  path.string().copy(address.sun_path, sizeof address.sun_path - 1);
  const int descriptor = ::socket(AF_UNIX, SOCK_STREAM, 0);
  ASSERT_EQ(::bind(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  EXPECT_EQ(refusal(path), path.string() + ": is a socket, not a regular file");
  ::close(descriptor);
}

TEST_F(ReadFile, RefusesALargeFileBeforeReadingIt) {
  const auto path = write("large", "");
  std::filesystem::resize_file(path, std::uintmax_t{200} << 20U);
  EXPECT_EQ(refusal(path, std::size_t{64} << 20U),
            path.string() + ": larger than 64.0 MiB (200.0 MiB); raise --max-file-size");
  EXPECT_EQ(refusal(write("small", "123456"), 5),
            (folder_ / "small").string() + ": larger than 5 bytes (6 bytes); raise --max-file-size");
}

TEST_F(ReadFile, MissingAndUnreadableFilesAreErrorsOfTheWorld) {
  EXPECT_THROW((void)read_file(folder_ / "missing", 1), IoError);
  const auto path = write("secret", "x");
  std::filesystem::permissions(path, std::filesystem::perms::none);
  // The superuser may read anything, and then there is nothing to refuse.
  if (::access(path.c_str(), R_OK) == 0) {
    EXPECT_EQ(read_file(path, 1).bytes, "x");
  } else {
    EXPECT_THROW((void)read_file(path, 1), IoError);
  }
}

TEST_F(ReadFile, RefusesAFileThatGrowsWhileItIsRead) {
  const auto path = write("growing", std::string(4 << 20, 'x'));
  std::atomic<bool> stop = false;
  std::thread writer([&] {
    std::ofstream file(path, std::ios::binary | std::ios::app);
    while (!stop) file.put('y').flush();
  });
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  std::string reason;
  while (reason.empty() && std::chrono::steady_clock::now() < deadline) reason = refusal(path, 1 << 30);
  stop = true;
  writer.join();
  EXPECT_EQ(reason, path.string() + ": changed while it was read");
}

}  // namespace
}  // namespace svitok
