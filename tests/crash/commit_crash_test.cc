// The commit protocol under a crash, a power cut and a failing disk at every single system call.
//
// The scenario: create an index, publish, publish again with replacements, merge. For every N a child process runs it
// until its N-th call and dies there; what it had been told was committed must be there, whole, and a writer that
// comes next must be able to go on. For every N a process runs it with the N-th call failing; the operation throws, the
// index holds the state before or after, and the same operation, tried again, really stores.
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <sys/wait.h>

#include <functional>

#include "faults.h"
#include "svitok/error.h"
#include "unit/segment/sample_segments.h"

// Xapian 1.4 forgets its own buffers when a call fails while it opens or flushes a database.
extern "C" const char* __lsan_default_suppressions();  // NOLINT(bugprone-reserved-identifier): the sanitizer's name
extern "C" const char* __lsan_default_suppressions() { return "leak:libxapian.so\n"; }  // NOLINT

namespace svitok::segment {
namespace {

using State = std::map<std::string, std::string>;

struct Step {
  const char* name;
  std::function<void(std::unique_ptr<IndexFolder>&, const std::filesystem::path&)> run;
  State after;
};

std::vector<Step> scenario() {
  const auto first = make_samples(0, 12);
  const auto second = make_samples(8, 10, 1);
  State both = contents_of(first);
  for (const auto& [key, text] : contents_of(second)) both[key] = text;
  State fewer = both;
  fewer.erase("key2");
  std::vector<Step> steps;
  steps.push_back({"create", [](auto& index, const auto& path) { index = open_index(path); }, {}});
  steps.push_back({"put", [=](auto& index, const auto&) { put(*index, first); }, contents_of(first)});
  steps.push_back({"replace", [=](auto& index, const auto&) { put(*index, second); }, both});
  steps.push_back({"remove", [](auto& index, const auto&) { remove_keys(*index, {{"key2", 0}}); }, fewer});
  steps.push_back({"merge", [](auto& index, const auto&) { index->merge_all(); }, fewer});
  return steps;
}

class CommitCrashTest : public SegmentFixture {
 protected:
  void SetUp() override {
    SegmentFixture::SetUp();
    root_ = folder_ / "disk";
    // Shared with the children: how many steps returned.
    void* shared = ::mmap(nullptr, sizeof(int), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    ASSERT_NE(shared, MAP_FAILED);
    acknowledged_ = static_cast<int*>(shared);
  }
  void TearDown() override {
    ::munmap(acknowledged_, sizeof(int));
    SegmentFixture::TearDown();
  }

  void fresh_disk() {
    for (const char* image : {"disk", "disk.nothing", "disk.renames", "disk.names"})
      std::filesystem::remove_all(folder_ / image);
    std::filesystem::create_directory(root_);
  }

  // Runs the scenario in a child that dies at its `number`-th call. False once it runs to its end.
  bool crash_at(int number) {
    fresh_disk();
    *acknowledged_ = 0;
    const pid_t child = ::fork();
    if (child == 0) {
      crash::arm(root_, crash::Fault::kCrash, number);
      std::unique_ptr<IndexFolder> index;
      for (const Step& step : steps_) {
        step.run(index, root_ / "index");
        ++*acknowledged_;
      }
      ::_exit(0);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    EXPECT_TRUE(WIFEXITED(status)) << "call " << number;
    EXPECT_TRUE(WEXITSTATUS(status) == 0 || WEXITSTATUS(status) == crash::kCrashed) << "call " << number;
    return WEXITSTATUS(status) == crash::kCrashed;
  }

  // The index as some crash has left it: the last acknowledged state or the one that was being made, and good to go on
  // with.
  void expect_sound(const std::filesystem::path& disk, const std::string& where) {
    const std::filesystem::path path = disk / "index";
    const auto done = static_cast<std::size_t>(*acknowledged_);
    if (has_index(path)) {
      EXPECT_EQ(verify(path), std::vector<std::string>()) << where;
      const State found = contents(*Snapshot::open(path));
      const bool before = done == 0 ? found.empty() : found == steps_[done - 1].after;
      EXPECT_TRUE(before || (done < steps_.size() && found == steps_[done].after)) << where;
    } else {
      EXPECT_EQ(done, 0U) << where << ": the index is gone";
    }
    auto index = open_index(path, false);
    State expected = contents(*index->snapshot());
    put(*index, make_samples(100, 3));
    for (const auto& [key, text] : contents_of(make_samples(100, 3))) expected[key] = text;
    index->merge_all();
    EXPECT_EQ(contents(*Snapshot::open(path)), expected) << where;
    EXPECT_EQ(names_in(path).size(), 7U) << where << ": something is left behind";
  }

  // Runs the scenario here, with a fault at the `number`-th call. False if it was not met.
  bool fail_at(crash::Fault fault, int number) {
    fresh_disk();
    const std::filesystem::path path = root_ / "index";
    std::unique_ptr<IndexFolder> index;
    crash::arm(root_, fault, number);
    State before;
    for (const Step& step : steps_) {
      const std::string where = std::string(step.name) + ", call " + std::to_string(number);
      try {
        step.run(index, path);
      } catch (const Error&) {
        crash::disarm();
        if (index) {
          const State found = contents(*Snapshot::open(path));
          EXPECT_TRUE(found == before || found == step.after) << where;
          index->remove_leftovers();
        }
        step.run(index, path);
      }
      before = step.after;
      EXPECT_EQ(contents(*index->snapshot()), step.after) << where;
    }
    const bool met = crash::calls() >= number;
    crash::disarm();
    index->remove_leftovers();
    EXPECT_EQ(contents(*Snapshot::open(path)), steps_.back().after) << "call " << number;
    EXPECT_EQ(verify(path), std::vector<std::string>()) << "call " << number;
    EXPECT_EQ(names_in(path).size(), 7U) << "call " << number << ": something is left behind";
    return met;
  }

  const std::vector<Step> steps_ = scenario();
  std::filesystem::path root_;
  int* acknowledged_ = nullptr;
};

TEST_F(CommitCrashTest, ACrashAtAnyCallLeavesTheOldStateOrTheNew) {
  int number = 1;
  for (; crash_at(number) && !HasFailure(); ++number) {
    const std::string where = "call " + std::to_string(number) + " of step " + std::to_string(*acknowledged_);
    expect_sound(root_, where + ", killed");
  }
  EXPECT_EQ(*acknowledged_, static_cast<int>(steps_.size()));
  EXPECT_GT(number, 100) << "too few calls for all of it to have been counted";
}

TEST_F(CommitCrashTest, APowerCutAtAnyCallLeavesTheOldStateOrTheNew) {
  for (int number = 1; crash_at(number) && !HasFailure(); ++number) {
    const std::string where = "call " + std::to_string(number) + " of step " + std::to_string(*acknowledged_);
    expect_sound(root_.string() + ".nothing", where + ", nothing unsynced on disk");
    expect_sound(root_.string() + ".renames", where + ", of what is unsynced only renames on disk");
    expect_sound(root_.string() + ".names", where + ", unsynced names on disk, contents not");
  }
}

TEST_F(CommitCrashTest, OneFailingCallIsReportedAndTryingAgainStores) {
  int number = 1;
  while (fail_at(crash::Fault::kFail, number) && !HasFailure()) ++number;
  EXPECT_GT(number, 100);
}

TEST_F(CommitCrashTest, AFullDiskIsReportedAndTryingAgainWithSpaceStores) {
  int number = 1;
  while (fail_at(crash::Fault::kKeepFail, number) && !HasFailure()) ++number;
  EXPECT_GT(number, 100);
}

}  // namespace
}  // namespace svitok::segment
