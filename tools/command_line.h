// What the two tools' command lines have in common: how options are read, what a value may be, how errors end a run.
#pragma once

#include <boost/program_options.hpp>
#include <cstdint>
#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

#include "output.h"

namespace tools {

/// A command line that makes no sense. what() is one line for a person.
class UsageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// The options given, and `positional` for the rest. `--` ends the options; names are never guessed from their
/// beginnings, so that a script keeps its meaning when an option is added. Throws UsageError.
[[nodiscard]] boost::program_options::variables_map parse_command_line(
    const std::vector<std::string>& arguments, const boost::program_options::options_description& options,
    const char* positional);

/// Values of options. Each throws UsageError naming the option.
[[nodiscard]] std::uint64_t parse_number(const char* option, const std::string& text, std::uint64_t smallest,
                                         std::uint64_t largest);
[[nodiscard]] std::size_t parse_size(const char* option, const std::string& text);  ///< 1000, 64K, 256M, 2G (1024s).
[[nodiscard]] double parse_seconds(const char* option, const std::string& text);
[[nodiscard]] When parse_when(const char* option, const std::string& text);
[[nodiscard]] std::string parse_date(const char* option, const std::string& text);  ///< 2020, 2020-06, 2020-06-09.

/// "svitok-index 0.1.0" and the licence.
[[nodiscard]] std::string version_text(const char* tool);

/// Runs a tool: arguments in, exit code out. What `run` throws becomes a line on stderr and exit code 2.
[[nodiscard]] int run_tool(const char* tool, int argc, char** argv,
                           const std::function<int(const std::vector<std::string>&)>& run);

}  // namespace tools
