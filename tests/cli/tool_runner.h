// Runs the two tools as a shell would, each test in a folder of its own.
#pragma once

#include <gtest/gtest.h>
#include <sys/types.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cli {

struct Outcome {
  int exit_code = -1;  ///< 128 + the signal, when one ended it.
  std::string out;
  std::string err;

  [[nodiscard]] nlohmann::json json() const { return nlohmann::json::parse(out); }
};

struct RunOptions {
  std::string input = {};                                             ///< Standard input.
  std::vector<std::pair<std::string, std::string>> environment = {};  ///< Added to ours.
  /// Without the right to read what file modes forbid, which root has.
  bool obey_file_modes = false;
};

using Arguments = std::vector<std::string>;

/// A folder that a test works in, removed afterwards. The tools run in it.
class ToolTest : public testing::Test {
 protected:
  ToolTest();
  ~ToolTest() override;

  Outcome index(const Arguments& arguments, const RunOptions& options = {});
  Outcome search(const Arguments& arguments, const RunOptions& options = {});
  /// Starts svitok-index without waiting for it; its output goes to the files out and err.
  pid_t start_index(const Arguments& arguments);
  /// A line for /bin/sh, in which $INDEX and $SEARCH are the tools.
  Outcome shell(const std::string& line);

  void write(const std::string& name, std::string_view bytes);
  [[nodiscard]] std::string read(const std::string& name) const;
  [[nodiscard]] std::filesystem::path path(const std::string& name) const { return folder_ / name; }

  /// Keys of what a query finds, best first.
  [[nodiscard]] std::vector<std::string> found(const std::string& query);

 private:
  std::filesystem::path folder_;
};

/// Exit code of a child, as Outcome::exit_code.
int wait_for(pid_t child);

}  // namespace cli
