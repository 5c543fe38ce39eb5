// svitok-search: finds documents in a full-text index.

#include "command_line.h"
#include "search_options.h"
#include "search_run.h"

int main(int argc, char** argv) {
  return tools::run_tool("svitok-search", argc, argv, [](const std::vector<std::string>& arguments) {
    const tools::SearchToolOptions options = tools::parse_search_options(arguments);
    tools::Output output;
    if (!options.help && !options.version) return tools::run_search(options, output);
    output.write(options.help ? tools::search_help() : tools::version_text("svitok-search"));
    output.flush();
    return 0;
  });
}
