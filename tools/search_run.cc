#include "search_run.h"

#include <svitok/searcher.h>

#include <cstdio>

#include "line_reader.h"
#include "output_json.h"
#include "output_text.h"
#include "search_batch.h"
#include "terminal_escape.h"

namespace tools {
namespace {

constexpr int kHits = 0;
constexpr int kNoHits = 1;
constexpr std::size_t kMaxLineBytes = std::size_t{64} << 20U;

void note(const std::string& message) {
  std::fprintf(stderr, "svitok-search: note: %s\n", escape_line_for_terminal(message).c_str());
}

int analyze(const std::string& text, Output& output) {
  if (text != "-") {
    output.write(tokens_json_lines(svitok::analyze(text)));
  } else {
    LineReader lines(text, kMaxLineBytes);
    for (auto line = lines.next(); line && output.is_open(); line = lines.next()) {
      if (line->too_long) note("line " + std::to_string(line->number) + " is too long and was passed over");
      output.write(tokens_json_array(svitok::analyze(line->text)));
    }
  }
  output.flush();
  return kHits;
}

int search(const SearchToolOptions& options, Output& output) {
  const svitok::Searcher searcher(options.index);
  const svitok::Results results = searcher.search(options.query, options.search);
  std::optional<std::string> explanation;
  if (options.explain) explanation = searcher.explain(options.query, options.search);
  if (options.json) {
    output.write(results_json(options.query, results, explanation));
  } else {
    for (const svitok::Diagnostic& diagnostic : results.diagnostics) note(diagnostic.message);
    if (explanation) output.write(escape_lines_for_terminal(*explanation) + '\n');
    const bool color = options.color == When::kAlways || (options.color == When::kAuto && stdout_wants_color());
    output.write(results_text(results, options.search.offset, color));
  }
  output.flush();
  const bool only_counting = options.search.limit == 0 && results.total > 0;
  return only_counting || !results.hits.empty() ? kHits : kNoHits;
}

}  // namespace

int run_search(const SearchToolOptions& options, Output& output) {
  for (const std::string& missing : svitok::missing_dictionaries()) note(missing);
  if (options.analyze) return analyze(*options.analyze, output);
  if (options.batch) return run_batch(options, output);
  return search(options, output);
}

}  // namespace tools
