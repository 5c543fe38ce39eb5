// svitok-index: the second run. What is skipped, replaced, removed, and how a run that was cut short goes on.

#include <fcntl.h>
#include <gmock/gmock.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <thread>

#include "tool_runner.h"

namespace cli {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

class IndexUpdates : public ToolTest {
 protected:
  void SetUp() override {
    write("docs/one.txt", "one lamp");
    write("docs/two.txt", "two lamps");
    set_time("docs/one.txt", 1'600'000'000);
    set_time("docs/two.txt", 1'600'000'000);
    ASSERT_EQ(index({"-i", "idx", "docs"}).exit_code, 0);
  }

  void set_time(const std::string& name, std::int64_t seconds) {
    const struct timespec times[2] = {{.tv_sec = seconds, .tv_nsec = 0}, {.tv_sec = seconds, .tv_nsec = 0}};
    ASSERT_EQ(::utimensat(AT_FDCWD, path(name).c_str(), times, 0), 0);
  }

  nlohmann::json update(Arguments arguments) {
    arguments.insert(arguments.begin(), {"-i", "idx", "--json"});
    const Outcome outcome = index(arguments);
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    return outcome.json();
  }
};

TEST_F(IndexUpdates, UnchangedFilesAreSkipped) {
  const nlohmann::json report = update({"docs"});
  EXPECT_EQ(report["unchanged"], 2);
  EXPECT_EQ(report["added"], 0);
  EXPECT_EQ(report["updated"], 0);
  EXPECT_EQ(report["documents"], 2);
}

TEST_F(IndexUpdates, AFileOfTheSameTimeAndSizeIsNotEvenRead) {
  ASSERT_EQ(::chmod(path("docs/one.txt").c_str(), 0), 0);
  const Outcome outcome = index({"-i", "idx", "docs"}, {.obey_file_modes = true});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
}

TEST_F(IndexUpdates, ATouchedFileWithTheSameBytesIsUnchanged) {
  set_time("docs/one.txt", 1'700'000'000);
  EXPECT_EQ(update({"docs"})["unchanged"], 2);
}

TEST_F(IndexUpdates, AChangedFileReplacesItsDocument) {
  write("docs/one.txt", "one candle");
  const nlohmann::json report = update({"docs"});
  EXPECT_EQ(report["updated"], 1);
  EXPECT_EQ(report["unchanged"], 1);
  EXPECT_EQ(report["documents"], 2);
  EXPECT_THAT(found("candle"), ElementsAre("docs/one.txt"));
  EXPECT_THAT(found("lamp"), ElementsAre("docs/two.txt"));
}

TEST_F(IndexUpdates, AFileRewrittenWithinAClockTickIsNoticed) {
  write("fresh.txt", "aaaa lamp");
  update({"fresh.txt"});
  struct stat before {};
  ASSERT_EQ(::stat(path("fresh.txt").c_str(), &before), 0);
  write("fresh.txt", "bbbb lamp");
  const struct timespec times[2] = {before.st_mtim, before.st_mtim};
  ASSERT_EQ(::utimensat(AT_FDCWD, path("fresh.txt").c_str(), times, 0), 0);
  // Only a time stamp that was young when the file was read is suspected; a machine that paused in between is not.
  const nlohmann::json report = update({"fresh.txt"});
  if (report["updated"] == 1) {
    EXPECT_THAT(found("bbbb"), ElementsAre("fresh.txt"));
  } else {
    EXPECT_EQ(report["unchanged"], 1);
  }
}

TEST_F(IndexUpdates, AddingNeverDeletes) {
  std::filesystem::remove(path("docs/one.txt"));
  write("docs/three.txt", "three lamps");
  EXPECT_EQ(update({"docs"})["removed"], 0);
  EXPECT_THAT(found("lamp"), UnorderedElementsAre("docs/one.txt", "docs/two.txt", "docs/three.txt"));
}

TEST_F(IndexUpdates, PruneForgetsVanishedFilesUnderThePathsAlone) {
  write("other/four.txt", "four lamps");
  update({"other", "--jsonl", "/dev/null"});
  ASSERT_EQ(index({"-i", "idx", "--jsonl", "-"}, {.input = R"({"id":"docs/line","text":"lamp"})"}).exit_code, 0);
  std::filesystem::remove(path("docs/one.txt"));
  std::filesystem::remove(path("other/four.txt"));
  EXPECT_EQ(update({"--prune", "docs"})["removed"], 1);
  EXPECT_THAT(found("lamp"), UnorderedElementsAre("docs/two.txt", "other/four.txt", "docs/line"));
  EXPECT_EQ(update({"--prune", "."})["removed"], 1);
  EXPECT_THAT(found("lamp"), UnorderedElementsAre("docs/two.txt", "docs/line"));
}

TEST_F(IndexUpdates, PruneForgetsAGivenFileThatIsGone) {
  std::filesystem::remove(path("docs/one.txt"));
  EXPECT_EQ(update({"--prune", "docs/one.txt", "docs/two.txt"})["removed"], 1);
  EXPECT_THAT(found("lamp"), ElementsAre("docs/two.txt"));
}

TEST_F(IndexUpdates, PruneKeepsEverythingUnderAFolderThatIsItselfGone) {
  std::filesystem::rename(path("docs"), path("unmounted"));
  const Outcome outcome = index({"-i", "idx", "--prune", "docs"});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.err, HasSubstr("docs: No such file"));
  EXPECT_EQ(found("lamp").size(), 2U);
}

TEST_F(IndexUpdates, UnchangedLinesOfJsonAreSkipped) {
  const std::string lines = "{\"id\":\"a\",\"text\":\"lamp\"}\n{\"id\":\"b\",\"text\":\"lamp\"}\n";
  write("in.jsonl", lines);
  EXPECT_EQ(update({"--jsonl", "in.jsonl"})["added"], 2);
  EXPECT_EQ(update({"--jsonl", "in.jsonl"})["unchanged"], 2);
}

TEST_F(IndexUpdates, OfLinesWithOneIdTheLastCountsInEveryRun) {
  write("in.jsonl", "{\"id\":\"a\",\"text\":\"first\"}\n{\"id\":\"a\",\"text\":\"last\"}\n");
  for (int round = 0; round < 3; ++round) {
    update({"--jsonl", "in.jsonl"});
    EXPECT_THAT(found("last"), ElementsAre("a")) << round;
    EXPECT_THAT(found("first"), IsEmpty()) << round;
  }
}

TEST_F(IndexUpdates, MergeKeepsEveryDocument) {
  for (const char* word : {"alpha", "beta", "gamma"}) {
    write(std::string("docs/") + word, std::string("lamp ") + word);
    update({"docs"});
  }
  EXPECT_EQ(index({"-i", "idx", "--merge", "--verify"}).exit_code, 0);
  EXPECT_EQ(found("lamp").size(), 5U);
}

TEST_F(IndexUpdates, AnInterruptCommitsWhatIsDoneAndTheNextRunGoesOn) {
  // Input that never ends: the run waits on the pipe until the signal comes.
  ASSERT_EQ(::mkfifo(path("endless").c_str(), 0600), 0);
  const pid_t child = start_index({"-i", "idx", "--jsonl", "endless"});
  const int pipe = ::open(path("endless").c_str(), O_WRONLY);
  ASSERT_GE(pipe, 0);
  const std::string line = "{\"id\":\"early\",\"text\":\"early lamp\"}\n";
  ASSERT_EQ(::write(pipe, line.data(), line.size()), static_cast<ssize_t>(line.size()));
  for (int unread = 1; unread > 0;) ASSERT_EQ(::ioctl(pipe, FIONREAD, &unread), 0);
  std::this_thread::sleep_for(std::chrono::milliseconds(500));  // and now it is being indexed
  ASSERT_EQ(::kill(child, SIGINT), 0);
  EXPECT_EQ(wait_for(child), 128 + SIGINT);
  ::close(pipe);
  EXPECT_THAT(found("early"), ElementsAre("early"));
}

}  // namespace
}  // namespace cli
