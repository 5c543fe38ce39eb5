#include "command_line.h"

#include <svitok/version.h>

#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <limits>
#include <regex>
#include <system_error>

#include "terminal_escape.h"

namespace tools {
namespace {

namespace po = boost::program_options;

[[noreturn]] void refuse(const char* option, const std::string& text, const std::string& wanted) {
  throw UsageError(std::string(option) + ": '" + text + "' is not " + wanted);
}

void complain(const char* tool, const std::string& message) {
  std::fprintf(stderr, "%s: %s\n", tool, escape_line_for_terminal(message).c_str());
}

}  // namespace

po::variables_map parse_command_line(const std::vector<std::string>& arguments, const po::options_description& options,
                                     const char* positional) {
  namespace style = po::command_line_style;
  po::options_description all = options;
  all.add_options()(positional, po::value<std::vector<std::string>>());
  po::positional_options_description rest;
  rest.add(positional, -1);
  try {
    po::variables_map values;
    const int unix_without_guessing = style::unix_style & ~style::allow_guessing;
    po::store(po::command_line_parser(arguments).options(all).positional(rest).style(unix_without_guessing).run(),
              values);
    po::notify(values);
    return values;
  } catch (const po::error& error) {
    throw UsageError(error.what());
  }
}

std::uint64_t parse_number(const char* option, const std::string& text, std::uint64_t smallest, std::uint64_t largest) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || value < smallest || value > largest) {
    refuse(option, text, "a number from " + std::to_string(smallest) + " to " + std::to_string(largest));
  }
  return value;
}

std::size_t parse_size(const char* option, const std::string& text) {
  static const std::string kSuffixes = "KMGT";
  std::string digits = text;
  std::uint64_t unit = 1;
  if (const std::size_t suffix = text.empty() ? std::string::npos : kSuffixes.find(text.back());
      suffix != std::string::npos) {
    digits.pop_back();
    unit = std::uint64_t{1024} << (10 * suffix);
  }
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  const bool whole = error == std::errc{} && end == digits.data() + digits.size();
  if (!whole || value == 0 || value > std::numeric_limits<std::size_t>::max() / unit) {
    refuse(option, text, "a size such as 500K, 256M or 2G");
  }
  return value * unit;
}

double parse_seconds(const char* option, const std::string& text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value) || value < 0) {
    refuse(option, text, "a number of seconds");
  }
  return value;
}

When parse_when(const char* option, const std::string& text) {
  if (text == "auto") return When::kAuto;
  if (text == "always") return When::kAlways;
  if (text == "never") return When::kNever;
  refuse(option, text, "one of auto, always, never");
}

std::string parse_date(const char* option, const std::string& text) {
  static const std::regex kShape(R"((\d{4})(?:-(\d\d)(?:-(\d\d))?)?)");
  std::smatch parts;
  bool valid = std::regex_match(text, parts, kShape);
  if (valid) {
    const auto number = [&](std::size_t part, int absent) {
      return parts[part].matched ? std::stoi(parts[part]) : absent;
    };
    const std::chrono::year_month_day day{std::chrono::year(number(1, 0)),
                                          std::chrono::month(static_cast<unsigned>(number(2, 1))),
                                          std::chrono::day(static_cast<unsigned>(number(3, 1)))};
    valid = day.ok() && number(1, 0) > 0;
  }
  if (!valid) refuse(option, text, "a date such as 2020, 2020-06 or 2020-06-09");
  return text;
}

std::string version_text(const char* tool) {
  return std::string(tool) + " " SVITOK_VERSION "\nLicence GPL-2.0-or-later: free software, without any warranty.\n";
}

int run_tool(const char* tool, int argc, char** argv, const std::function<int(const std::vector<std::string>&)>& run) {
  ignore_broken_pipes();
  try {
    return run(std::vector<std::string>(argv + (argc > 0 ? 1 : 0), argv + argc));
  } catch (const UsageError& error) {
    complain(tool, error.what());
    complain(tool, "try '" + std::string(tool) + " --help'");
  } catch (const std::bad_alloc&) {
    complain(tool, "out of memory");
  } catch (const std::exception& error) {
    complain(tool, error.what());
  }
  return 2;
}

}  // namespace tools
