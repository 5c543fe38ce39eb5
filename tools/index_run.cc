#include "index_run.h"

#include <svitok/searcher.h>
#include <svitok/writer.h>

#include <chrono>

#include "index_report.h"
#include "indexer.h"
#include "interrupt.h"
#include "progress.h"

namespace tools {
namespace {

constexpr int kDone = 0;
constexpr int kSomeFailed = 1;
constexpr int kNothingDone = 2;
constexpr int kSignalBase = 128;

svitok::Writer open_writer(const IndexOptions& options) {
  return svitok::Writer(options.index,
                        {.fields = {}, .threads = options.threads, .memory_bytes = options.memory_bytes});
}

void add_inputs(const IndexOptions& options, IndexReport& report, Progress& progress) {
  svitok::Writer writer = open_writer(options);
  Indexer indexer(options, writer, report, progress);
  for (const std::string& path : options.paths) indexer.add_path(path);
  for (const std::string& file : options.json_lines) indexer.add_json_lines(file);
  if (options.prune && interrupted_by() == 0) indexer.prune(options.paths);
  if (report.anything_done() || report.failed == 0) indexer.commit();
}

void merge(const IndexOptions& options) {
  // A Writer would make the index that is not there.
  static_cast<void>(svitok::Searcher(options.index));
  open_writer(options).merge();
}

void tell(const IndexOptions& options, const IndexReport& report, Output& output, Progress& progress) {
  if (options.json) {
    output.write(report_json(report, options.index, options.stats));
  } else {
    if (report.faults) {
      for (const std::string& fault : *report.faults) progress.say(fault);
      if (report.faults->empty()) output.write("sound: every byte of the index is as it was written\n");
    }
    if (options.stats && report.stats) output.write(stats_text(*report.stats));
  }
  if (options.has_input() && !options.quiet) progress.say(summary_text(report));
  if (const int signal = interrupted_by(); signal != 0 && !options.quiet) {
    progress.say("interrupted; what was done is committed, and the same command goes on from there");
  }
}

int exit_code(const IndexReport& report) {
  if (report.faults && !report.faults->empty()) return kNothingDone;
  if (interrupted_by() != 0) return kSignalBase + interrupted_by();
  if (report.failed == 0) return kDone;
  return report.anything_done() ? kSomeFailed : kNothingDone;
}

}  // namespace

int run_index(const IndexOptions& options, Output& output) {
  const auto start = std::chrono::steady_clock::now();
  IndexReport report;
  Progress progress(options.progress);
  if (!options.quiet) {
    for (const std::string& missing : svitok::missing_dictionaries()) progress.say("note: " + missing);
  }
  watch_interrupts();
  if (options.has_input()) add_inputs(options, report, progress);
  if (options.merge && interrupted_by() == 0) merge(options);
  report.took = std::chrono::steady_clock::now() - start;
  if (options.verify) report.faults = svitok::verify_index(options.index);
  const bool damaged = report.faults && !report.faults->empty();
  const bool all_failed = report.failed > 0 && !report.anything_done();
  if (!damaged && !all_failed) report.stats = svitok::Searcher(options.index).stats();
  tell(options, report, output, progress);
  output.flush();
  return exit_code(report);
}

}  // namespace tools
