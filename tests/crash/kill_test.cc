// kill -9 in the middle of an indexing run: what was committed is searchable, and the next run finishes the work.

#include <gmock/gmock.h>
#include <signal.h>
#include <unistd.h>

#include <chrono>
#include <random>
#include <thread>

#include "tool_runner.h"

namespace cli {
namespace {

constexpr int kDocuments = 4000;
constexpr int kKills = 8;

class KilledRun : public ToolTest {
 protected:
  void SetUp() override {
    std::string lines;
    for (int i = 0; i < kDocuments; ++i) {
      const std::string number = std::to_string(i);
      lines += R"({"id":"doc)" + number + R"(","title":"Report )" + number + R"(","text":"beacon unique)" + number +
               R"( маяк горит ночью над гаванью, и корабли видят его свет"})"
               "\n";
    }
    write("in.jsonl", lines);
  }

  /// Documents in the index as the last commit left it; each of them must be whole.
  std::uint64_t committed() {
    const Outcome outcome = search({"-i", "idx", "--json", "-n", "50", "beacon"});
    EXPECT_LE(outcome.exit_code, 1) << outcome.err;
    const nlohmann::json json = outcome.json();
    for (const nlohmann::json& hit : json["hits"]) {
      const std::string id = hit["id"];
      EXPECT_EQ(hit["title"], "Report " + id.substr(3));
    }
    return json["total"];
  }
};

TEST_F(KilledRun, LeavesTheLastCommitAndTheNextRunGoesOn) {
  const unsigned seed = std::random_device{}();
  std::printf("seed %u\n", seed);
  std::mt19937 random(seed);
  const Arguments run = {"-i", "idx", "--jsonl", "in.jsonl", "--commit-every", "0.02", "--quiet"};
  // An index to begin with, so that even the earliest kill leaves something to search.
  ASSERT_EQ(index({"-i", "idx", "--jsonl", "/dev/null"}).exit_code, 0);

  std::uint64_t before = committed();
  for (int round = 0; round < kKills; ++round) {
    const pid_t child = start_index(run);
    std::this_thread::sleep_for(std::chrono::milliseconds(std::uniform_int_distribution<>(1, 300)(random)));
    ASSERT_EQ(::kill(child, SIGKILL), 0);
    const int code = wait_for(child);
    ASSERT_TRUE(code == 128 + SIGKILL || code == 0) << code;
    const std::uint64_t after = committed();
    EXPECT_GE(after, before) << "round " << round << ": a committed document was lost";
    EXPECT_EQ(index({"-i", "idx", "--verify"}).exit_code, 0) << "round " << round;
    before = after;
  }

  const Outcome last = index({"-i", "idx", "--jsonl", "in.jsonl", "--json"});
  EXPECT_EQ(last.exit_code, 0) << last.err;
  EXPECT_EQ(last.json()["documents"], kDocuments);
  EXPECT_EQ(last.json()["unchanged"], before) << "what was committed is not done again";
  EXPECT_EQ(committed(), static_cast<std::uint64_t>(kDocuments));
  EXPECT_THAT(found("unique3999"), testing::ElementsAre("doc3999"));
  EXPECT_EQ(index({"-i", "idx", "--verify"}).exit_code, 0);
}

}  // namespace
}  // namespace cli
