// svitok-index: adds files and documents to a full-text index.

#include "command_line.h"
#include "index_options.h"
#include "index_run.h"

int main(int argc, char** argv) {
  return tools::run_tool("svitok-index", argc, argv, [](const std::vector<std::string>& arguments) {
    const tools::IndexOptions options = tools::parse_index_options(arguments);
    tools::Output output;
    if (!options.help && !options.version) return tools::run_index(options, output);
    output.write(options.help ? tools::index_help() : tools::version_text("svitok-index"));
    output.flush();
    return 0;
  });
}
