#include "search_options.h"

#include <sstream>

#include "command_line.h"

namespace tools {
namespace {

namespace po = boost::program_options;
using Texts = std::vector<std::string>;

constexpr std::size_t kDefaultHits = 10;
constexpr std::size_t kDefaultBatchHits = 100;
constexpr std::uint64_t kMaxHits = 10'000;
constexpr std::uint64_t kMaxOffset = 100'000;

po::options_description describe() {
  const auto text = [](const char* name) { return po::value<std::string>()->value_name(name); };
  const auto text_or = [&](const char* name, const char* value) { return text(name)->default_value(value); };
  po::options_description options("Options", 100);
  options.add_options()                                                                                     //
      ("index,i", text("DIR"), "the index to search")                                                       //
      ("limit,n", text("N"), "hits to print (default: 10; 100 a query of a batch)")                         //
      ("offset", text_or("N", "0"), "hits to pass over first")                                              //
      ("lang", text("CODE"), "only documents in this language: en, ru")                                     //
      ("since", text("DATE"), "only documents of DATE or later: 2020, 2020-06, 2020-06-09")                 //
      ("until", text("DATE"), "only documents of DATE or earlier, inclusive")                               //
      ("sort", text_or("ORDER", "relevance"), "relevance, newest or oldest")                                //
      ("json", "print one JSON object")                                                                     //
      ("explain", "say how the query was understood")                                                       //
      ("color", text_or("WHEN", "auto"), "auto (on a terminal, unless NO_COLOR is set), always, never")     //
      ("batch", text("FILE"), "run the queries of FILE, lines of {\"id\", \"text\"}; - is standard input")  //
      ("threads", text("N"), "threads for a batch (default: one a core)")                                   //
      ("analyze", text("TEXT"), "print the tokens of TEXT as JSON; - takes the lines of standard input")    //
      ("help,h", "print this help")                                                                         //
      ("version,V", "print the version");
  return options;
}

svitok::Sort parse_sort(const std::string& text) {
  if (text == "relevance") return svitok::Sort::kRelevance;
  if (text == "newest") return svitok::Sort::kNewest;
  if (text == "oldest") return svitok::Sort::kOldest;
  throw UsageError("--sort: '" + text + "' is not one of relevance, newest, oldest");
}

std::string join(const Texts& words) {
  std::string joined;
  for (const std::string& word : words) joined += (joined.empty() ? "" : " ") + word;
  return joined;
}

void check(const SearchToolOptions& options) {
  const int jobs = static_cast<int>(options.has_query) + static_cast<int>(options.batch.has_value()) +
                   static_cast<int>(options.analyze.has_value());
  if (jobs == 0) throw UsageError("no query given");
  if (jobs > 1) throw UsageError("a QUERY, --batch and --analyze exclude each other");
  if (options.index.empty() && !options.analyze) throw UsageError("no index given: -i DIR");
}

/// The values that decide how an index is searched.
svitok::SearchOptions search_options(const po::variables_map& values) {
  const auto text = [&](const char* name) { return values.count(name) > 0 ? values[name].as<std::string>() : ""; };
  svitok::SearchOptions search;
  search.limit = values.count("batch") > 0 ? kDefaultBatchHits : kDefaultHits;
  if (values.count("limit") > 0) search.limit = parse_number("--limit", text("limit"), 0, kMaxHits);
  search.offset = parse_number("--offset", text("offset"), 0, kMaxOffset);
  search.lang = text("lang");
  if (values.count("since") > 0) search.since = parse_date("--since", text("since"));
  if (values.count("until") > 0) search.until = parse_date("--until", text("until"));
  search.sort = parse_sort(text("sort"));
  search.exact_total = true;
  return search;
}

}  // namespace

SearchToolOptions parse_search_options(const std::vector<std::string>& arguments) {
  const po::variables_map values = parse_command_line(arguments, describe(), "query");
  const auto flag = [&](const char* name) { return values.count(name) > 0; };
  const auto text = [&](const char* name) { return flag(name) ? values[name].as<std::string>() : std::string{}; };
  SearchToolOptions options{.help = flag("help"),
                            .version = flag("version"),
                            .index = text("index"),
                            .query = flag("query") ? join(values["query"].as<Texts>()) : "",
                            .has_query = flag("query"),
                            .search = search_options(values),
                            .json = flag("json"),
                            .explain = flag("explain"),
                            .color = parse_when("--color", text("color"))};
  if (flag("batch")) options.batch = text("batch");
  if (flag("analyze")) options.analyze = text("analyze");
  if (flag("threads")) options.threads = static_cast<unsigned>(parse_number("--threads", text("threads"), 1, 1024));
  if (!options.help && !options.version) check(options);
  return options;
}

std::string search_help() {
  std::ostringstream help;
  help << "svitok-search finds documents in a full-text index.\n\n"
          "Usage: svitok-search -i DIR [OPTION...] QUERY...\n"
          "       svitok-search -i DIR [OPTION...] --batch FILE\n"
          "       svitok-search --analyze TEXT\n\n"
          "A QUERY's words may be in any form; documents that hold all of them come first. Also: \"a phrase\", +must,\n"
          "-not, AND, OR, NOT, (groups), title:word, prefix*, =exact, a NEAR/5 b, lang:ru, "
          "date:2020-01..2020-06.\n"
          "Write -- before a query that begins with a dash.\n\n"
       << describe()
       << "\nExamples:\n"
          "  svitok-search -i news.idx встреча министров\n"
          "  svitok-search -i news.idx --lang en --since 2020-06 '\"press release\" -budget'\n"
          "  svitok-search -i news.idx --json ministers | jq -r '.hits[].id'\n"
          "  svitok-search -i news.idx --batch queries.jsonl > run.trec\n"
          "  svitok-search --analyze 'Ёлки зелёные'\n\n"
          "A batch prints TREC run lines: qid Q0 docid rank score svitok. White space in an id is printed as %XX.\n\n"
          "Exit status: 0 hits; 1 none; 2 error.\n";
  return help.str();
}

}  // namespace tools
