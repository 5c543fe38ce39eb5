#include "tool_runner.h"

#include <fcntl.h>
#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace cli {
namespace {

namespace fs = std::filesystem;

struct Job {
  std::string program;
  Arguments arguments;
  RunOptions options;
};

void redirect(const fs::path& file, int flags, int descriptor) {
  const int opened = ::open(file.c_str(), flags, 0600);
  if (opened < 0 || ::dup2(opened, descriptor) < 0) ::_exit(125);
}

/// In the child: never returns.
[[noreturn]] void become(const Job& job, const fs::path& folder, const fs::path& streams) {
  if (::chdir(folder.c_str()) != 0) ::_exit(125);
  redirect(streams / "in", O_RDONLY, STDIN_FILENO);
  redirect(streams / "out", O_WRONLY | O_CREAT | O_TRUNC, STDOUT_FILENO);
  redirect(streams / "err", O_WRONLY | O_CREAT | O_TRUNC, STDERR_FILENO);
  for (const auto& [name, value] : job.options.environment) ::setenv(name.c_str(), value.c_str(), 1);
  if (job.options.obey_file_modes && ::geteuid() == 0) {
    ::prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE);
    ::prctl(PR_CAPBSET_DROP, CAP_DAC_READ_SEARCH);
  }
  std::vector<char*> words = {const_cast<char*>(job.program.c_str())};
  for (const std::string& argument : job.arguments) words.push_back(const_cast<char*>(argument.c_str()));
  words.push_back(nullptr);
  ::execv(job.program.c_str(), words.data());
  ::_exit(126);
}

void write_file(const fs::path& file, std::string_view bytes) {
  std::ofstream stream(file, std::ios::binary);
  stream << bytes;
  if (!stream.flush()) throw std::runtime_error("cannot write " + file.string());
}

std::string read_file(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream bytes;
  bytes << stream.rdbuf();
  return bytes.str();
}

/// Where a run's standard streams are: beside the folder, so that a test may index all of the folder.
fs::path streams_of(const fs::path& folder) { return folder.string() + ".streams"; }

pid_t start(const Job& job, const fs::path& folder) {
  write_file(streams_of(folder) / "in", job.options.input);
  const pid_t child = ::fork();
  if (child < 0) throw std::runtime_error("fork");
  if (child == 0) become(job, folder, streams_of(folder));
  return child;
}

Outcome run(const Job& job, const fs::path& folder) {
  const int exit_code = wait_for(start(job, folder));
  return {.exit_code = exit_code,
          .out = read_file(streams_of(folder) / "out"),
          .err = read_file(streams_of(folder) / "err")};
}

fs::path make_folder() {
  std::string pattern = (fs::temp_directory_path() / "svitok-cli-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("mkdtemp");
  fs::create_directory(streams_of(pattern));
  return pattern;
}

}  // namespace

int wait_for(pid_t child) {
  int status = 0;
  if (::waitpid(child, &status, 0) != child) throw std::runtime_error("waitpid");
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

ToolTest::ToolTest() : folder_(make_folder()) {}

ToolTest::~ToolTest() {
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
  fs::remove_all(streams_of(folder_), ignored);
}

Outcome ToolTest::index(const Arguments& arguments, const RunOptions& options) {
  return run({SVITOK_INDEX_TOOL, arguments, options}, folder_);
}

Outcome ToolTest::search(const Arguments& arguments, const RunOptions& options) {
  return run({SVITOK_SEARCH_TOOL, arguments, options}, folder_);
}

pid_t ToolTest::start_index(const Arguments& arguments) { return start({SVITOK_INDEX_TOOL, arguments, {}}, folder_); }

Outcome ToolTest::shell(const std::string& line) {
  return run({"/bin/sh", {"-c", line}, {.environment = {{"INDEX", SVITOK_INDEX_TOOL}, {"SEARCH", SVITOK_SEARCH_TOOL}}}},
             folder_);
}

void ToolTest::write(const std::string& name, std::string_view bytes) {
  fs::create_directories(path(name).parent_path());
  write_file(path(name), bytes);
}

std::string ToolTest::read(const std::string& name) const { return read_file(path(name)); }

std::vector<std::string> ToolTest::found(const std::string& query) {
  const Outcome outcome = search({"-i", "idx", "--json", "-n", "1000", "--", query});
  std::vector<std::string> keys;
  if (outcome.exit_code > 1) throw std::runtime_error("svitok-search: " + outcome.err);
  const nlohmann::json json = outcome.json();
  for (const nlohmann::json& hit : json["hits"]) keys.push_back(hit["id"]);
  return keys;
}

}  // namespace cli
