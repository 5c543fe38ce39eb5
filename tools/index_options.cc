#include "index_options.h"

#include <sstream>

#include "command_line.h"

namespace tools {
namespace {

namespace po = boost::program_options;
using Texts = std::vector<std::string>;

po::options_description describe() {
  const auto text = [](const char* name) { return po::value<std::string>()->value_name(name); };
  const auto text_or = [&](const char* name, const char* value) { return text(name)->default_value(value); };
  po::options_description options("Options", 100);
  options.add_options()                                                       //
      ("index,i", text("DIR"), "the index: a folder, made if there is none")  //
      ("jsonl", po::value<Texts>()->value_name("FILE"),
       "add the documents of FILE, one JSON object a line; - is standard input; may be repeated")                 //
      ("threads", text("N"), "threads that read and build (default: one a core)")                                 //
      ("memory", text_or("SIZE", "256M"), "memory for documents not yet written out")                             //
      ("max-file-size", text_or("SIZE", "64M"), "refuse larger files and longer lines of JSON")                   //
      ("commit-every", text_or("SECONDS", "60"), "make what is done so far safe this often; 0: only at the end")  //
      ("hidden", "also take files and folders whose names begin with a dot")                                      //
      ("prune", "remove the documents of files under PATH that are gone")                                         //
      ("merge", "merge the index into one segment and free the space of removed documents")                       //
      ("verify", "read and check every byte of the index")                                                        //
      ("stats", "print what the index holds")                                                                     //
      ("progress", text_or("WHEN", "auto"), "show progress on stderr: auto (on a terminal), always, never")       //
      ("json", "print a report on stdout, one JSON object")                                                       //
      ("quiet,q", "no summary on stderr")                                                                         //
      ("help,h", "print this help")                                                                               //
      ("version,V", "print the version");
  return options;
}

void check(const IndexOptions& options) {
  if (options.index.empty()) throw UsageError("no index given: -i DIR");
  if (options.prune && options.paths.empty()) throw UsageError("--prune needs the PATHs to look under");
  if (!options.has_input() && !options.merge && !options.verify && !options.stats) {
    throw UsageError("nothing to do: give a PATH, --jsonl, --merge, --verify or --stats");
  }
  for (const std::string& path : options.paths) {
    if (path.empty()) throw UsageError("an empty PATH");
  }
}

}  // namespace

IndexOptions parse_index_options(const std::vector<std::string>& arguments) {
  const po::variables_map values = parse_command_line(arguments, describe(), "path");
  const auto flag = [&](const char* name) { return values.count(name) > 0; };
  const auto texts = [&](const char* name) { return flag(name) ? values[name].as<Texts>() : Texts{}; };
  const auto text = [&](const char* name) { return flag(name) ? values[name].as<std::string>() : std::string{}; };
  IndexOptions options{.help = flag("help"),
                       .version = flag("version"),
                       .index = text("index"),
                       .paths = texts("path"),
                       .json_lines = texts("jsonl"),
                       .memory_bytes = parse_size("--memory", text("memory")),
                       .max_file_bytes = parse_size("--max-file-size", text("max-file-size")),
                       .commit_every_seconds = parse_seconds("--commit-every", text("commit-every")),
                       .hidden = flag("hidden"),
                       .prune = flag("prune"),
                       .merge = flag("merge"),
                       .verify = flag("verify"),
                       .stats = flag("stats"),
                       .json = flag("json"),
                       .quiet = flag("quiet"),
                       .progress = parse_when("--progress", text("progress"))};
  if (flag("threads")) options.threads = static_cast<unsigned>(parse_number("--threads", text("threads"), 1, 1024));
  if (!options.help && !options.version) check(options);
  return options;
}

std::string index_help() {
  std::ostringstream help;
  help << "svitok-index adds files and documents to a full-text index.\n\n"
          "Usage: svitok-index -i DIR [OPTION...] PATH...\n\n"
          "A PATH is a file (text, Markdown or HTML) or a folder of them. A document's key is its path as given.\n"
          "Unchanged files are skipped, changed ones replaced; adding never deletes. Symbolic links are not "
          "followed.\n\n"
       << describe()
       << "\nExamples:\n"
          "  svitok-index -i news.idx articles/            add a folder, or bring it up to date\n"
          "  svitok-index -i news.idx --prune articles/    and forget the files that are gone\n"
          "  zstdcat dump.zst | svitok-index -i news.idx --jsonl -\n"
          "  svitok-index -i news.idx --verify --stats\n\n"
          "A line of JSON has \"id\", \"title\" and \"text\", optionally \"lang\", \"date\" and \"url\"; further "
          "values are kept\n"
          "as metadata and are filters of a query.\n\n"
          "Exit status: 0 all done; 1 some inputs failed, each named on stderr, the rest indexed; 2 nothing done.\n"
          "Ctrl-C commits what is done; a second one does not.\n";
  return help.str();
}

}  // namespace tools
