// svitok-index: options, reports, exit codes.

#include <fcntl.h>
#include <gmock/gmock.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tool_runner.h"

namespace cli {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

class IndexCommand : public ToolTest {
 protected:
  void SetUp() override { write("docs/a.txt", "Title\n\nSome text of a document.\n"); }
};

TEST_F(IndexCommand, HelpAndVersionGoToStandardOutput) {
  const Outcome help = index({"--help"});
  EXPECT_EQ(help.exit_code, 0);
  EXPECT_THAT(help.out, AllOf(HasSubstr("Usage: svitok-index"), HasSubstr("Examples:"), HasSubstr("--jsonl FILE")));
  EXPECT_THAT(help.err, IsEmpty());
  const Outcome version = index({"--version"});
  EXPECT_EQ(version.exit_code, 0);
  EXPECT_THAT(version.out, StartsWith("svitok-index 0."));
}

TEST_F(IndexCommand, ACommandLineThatMakesNoSenseIsTwoLinesAndExitTwo) {
  const std::vector<Arguments> lines = {
      {},
      {"-i", "idx"},
      {"docs"},
      {"-i", "", "docs"},
      {"-i"},
      {"-i", "a", "-i", "b", "docs"},
      {"-i", "idx", ""},
      {"-i", "idx", "--no-such-option", "docs"},
      {"-i", "idx", "--ver"},
      {"-i", "idx", "--threads", "0", "docs"},
      {"-i", "idx", "--threads", "-1", "docs"},
      {"-i", "idx", "--threads", "two", "docs"},
      {"-i", "idx", "--memory", "12Q", "docs"},
      {"-i", "idx", "--memory", "0", "docs"},
      {"-i", "idx", "--memory", "99999999999T", "docs"},
      {"-i", "idx", "--max-file-size", "", "docs"},
      {"-i", "idx", "--commit-every", "-5", "docs"},
      {"-i", "idx", "--commit-every", "inf", "docs"},
      {"-i", "idx", "--progress", "sometimes", "docs"},
      {"-i", "idx", "--json=yes", "docs"},
      {"-i", "idx", "--prune"},
      {"-i", "idx", "--prune", "--jsonl", "x"},
  };
  for (const Arguments& arguments : lines) {
    const Outcome outcome = index(arguments);
    SCOPED_TRACE(testing::PrintToString(arguments));
    EXPECT_EQ(outcome.exit_code, 2);
    EXPECT_THAT(outcome.err, AllOf(StartsWith("svitok-index: "), HasSubstr("try 'svitok-index --help'")));
    EXPECT_EQ(std::count(outcome.err.begin(), outcome.err.end(), '\n'), 2);
    EXPECT_THAT(outcome.out, IsEmpty());
    EXPECT_FALSE(std::filesystem::exists(path("idx")));
  }
}

TEST_F(IndexCommand, TwoDashesEndTheOptions) {
  write("--json", "lamp");
  EXPECT_EQ(index({"-i", "idx", "--", "--json"}).exit_code, 0);
  EXPECT_EQ(found("lamp"), std::vector<std::string>{"--json"});
}

TEST_F(IndexCommand, SizesTakeSuffixes) {
  EXPECT_EQ(index({"-i", "idx", "--memory", "64M", "--max-file-size", "1G", "--threads", "2", "docs"}).exit_code, 0);
  EXPECT_EQ(index({"-i", "idx", "--memory=100000K", "--max-file-size=100000", "--commit-every=0.5", "docs"}).exit_code,
            0);
}

TEST_F(IndexCommand, ARunEndsWithASummaryOnStderrUnlessQuiet) {
  const Outcome outcome = index({"-i", "idx", "docs"});
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_THAT(outcome.out, IsEmpty());
  EXPECT_THAT(outcome.err, AllOf(HasSubstr("1 added"), HasSubstr(" s; "), HasSubstr("MB/s")));
  EXPECT_THAT(index({"-i", "idx", "--quiet", "docs"}).err, IsEmpty());
}

TEST_F(IndexCommand, ProgressIsShownOnATerminalOrWhenAskedFor) {
  EXPECT_THAT(index({"-i", "auto", "docs"}).err, Not(HasSubstr("\x1b[K")));
  EXPECT_THAT(index({"-i", "never", "--progress", "never", "docs"}).err, Not(HasSubstr("\x1b[K")));
  EXPECT_THAT(index({"-i", "always", "--progress", "always", "docs"}).err, HasSubstr("\x1b[K"));
}

TEST_F(IndexCommand, TheJsonReportHasEveryCount) {
  write("docs/empty.txt", "");
  const Outcome outcome = index({"-i", "idx", "--json", "docs"});
  EXPECT_EQ(outcome.exit_code, 1);
  const nlohmann::json report = outcome.json();
  EXPECT_EQ(report["schema"], 1);
  EXPECT_EQ(report["index"], "idx");
  EXPECT_EQ(report["added"], 1);
  EXPECT_EQ(report["updated"], 0);
  EXPECT_EQ(report["unchanged"], 0);
  EXPECT_EQ(report["removed"], 0);
  EXPECT_EQ(report["failed"], 1);
  EXPECT_EQ(report["documents"], 1);
  EXPECT_EQ(report["bytes"], 32);
  EXPECT_TRUE(report["took_ms"].is_number_unsigned());
  ASSERT_EQ(report["errors"].size(), 1U);
  EXPECT_EQ(report["errors"][0]["input"], "docs/empty.txt");
  EXPECT_THAT(report["errors"][0]["reason"].get<std::string>(), HasSubstr("empty"));
}

TEST_F(IndexCommand, StatsAndVerifyReadAnIndex) {
  ASSERT_EQ(index({"-i", "idx", "docs"}).exit_code, 0);
  const Outcome text = index({"-i", "idx", "--stats", "--verify"});
  EXPECT_EQ(text.exit_code, 0);
  EXPECT_THAT(text.out, AllOf(HasSubstr("documents   1\n"), HasSubstr("sound"), HasSubstr("title (weight 3.00)")));
  const nlohmann::json report = index({"-i", "idx", "--stats", "--verify", "--json"}).json();
  EXPECT_EQ(report["stats"]["documents"], 1);
  EXPECT_EQ(report["stats"]["fields"][0]["name"], "title");
  EXPECT_EQ(report["faults"], nlohmann::json::array());
}

TEST_F(IndexCommand, ActionsOnAnIndexThatIsNotThereMakeNone) {
  for (const char* action : {"--stats", "--verify", "--merge"}) {
    const Outcome outcome = index({"-i", "nowhere", action});
    EXPECT_EQ(outcome.exit_code, 2) << action;
    EXPECT_THAT(outcome.err, StartsWith("svitok-index: nowhere")) << action;
    EXPECT_FALSE(std::filesystem::exists(path("nowhere"))) << action;
  }
}

TEST_F(IndexCommand, ADamagedIndexIsReportedByVerify) {
  ASSERT_EQ(index({"-i", "idx", "docs"}).exit_code, 0);
  std::size_t damaged = 0;
  for (const auto& entry : std::filesystem::directory_iterator(path("idx"))) {
    const std::string name = "idx/" + entry.path().filename().string();
    if (!name.starts_with("idx/segment-") || entry.file_size() == 0) continue;
    std::string bytes = read(name);
    bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 0x20);
    std::filesystem::permissions(entry.path(), std::filesystem::perms::owner_write, std::filesystem::perm_options::add);
    write(name, bytes);
    ++damaged;
  }
  ASSERT_GT(damaged, 0U);
  const Outcome outcome = index({"-i", "idx", "--verify"});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.err, HasSubstr("segment-"));
}

TEST_F(IndexCommand, ASecondWriterIsRefused) {
  ASSERT_EQ(::mkfifo(path("endless").c_str(), 0600), 0);
  const pid_t first = start_index({"-i", "idx", "--jsonl", "endless"});
  // The first has opened its index before it opens the pipe.
  const int pipe = ::open(path("endless").c_str(), O_WRONLY);
  ASSERT_GE(pipe, 0);
  const Outcome second = index({"-i", "idx", "docs"});
  EXPECT_EQ(second.exit_code, 2);
  EXPECT_THAT(second.err, StartsWith("svitok-index: idx"));
  ::close(pipe);
  EXPECT_EQ(wait_for(first), 0);
  EXPECT_EQ(index({"-i", "idx", "docs"}).exit_code, 0) << "and when the first is gone, the lock is free";
}

TEST_F(IndexCommand, AFileInThePlaceOfTheIndexIsAnError) {
  write("idx", "not a folder");
  const Outcome outcome = index({"-i", "idx", "docs"});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.err, StartsWith("svitok-index: idx"));
}

TEST_F(IndexCommand, AReportThatCannotBeWrittenIsAnError) {
  const Outcome outcome = shell("\"$INDEX\" -i idx --json docs > /dev/full");
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.err, HasSubstr("standard output: No space left"));
}

}  // namespace
}  // namespace cli
