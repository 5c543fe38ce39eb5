#include "base/lock.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>

namespace svitok::base {
namespace {

using std::chrono::milliseconds;

TEST(Lock, ASecondHolderIsRefusedAndADeadOneHoldsNothing) {
  const auto path = std::filesystem::temp_directory_path() / ("svitok-lock-" + std::to_string(::getpid()));
  {
    const Lock lock(path, milliseconds(0));
    EXPECT_THROW(Lock(path, milliseconds(30)), LockedError);
  }
  const pid_t child = ::fork();
  if (child == 0) {
    const Lock lock(path, milliseconds(0));
    ::_exit(0);  // Without unlocking: as if killed.
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_EQ(status, 0);
  EXPECT_NO_THROW(Lock(path, milliseconds(0)));
  std::filesystem::remove(path);
}

}  // namespace
}  // namespace svitok::base
