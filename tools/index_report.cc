#include "index_report.h"

#include <array>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "terminal_escape.h"

namespace tools {
namespace {

using Json = nlohmann::ordered_json;

double seconds(const IndexReport& report) { return std::chrono::duration<double>(report.took).count(); }

double megabytes(std::uint64_t bytes) { return static_cast<double>(bytes) / 1e6; }

std::string fixed(double value, int digits) {
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%.*f", digits, value);
  return text.data();
}

Json stats_json(const svitok::IndexStats& stats) {
  Json fields = Json::array();
  for (const svitok::Field& field : stats.fields) fields.push_back({{"name", field.name}, {"weight", field.weight}});
  Json segments = Json::array();
  for (const svitok::SegmentStats& segment : stats.segments) {
    segments.push_back({{"name", segment.name},
                        {"documents", segment.documents},
                        {"removed", segment.removed},
                        {"bytes", segment.bytes}});
  }
  return {{"generation", stats.generation}, {"documents", stats.documents}, {"removed", stats.removed},
          {"bytes", stats.bytes},           {"terms", stats.terms},         {"fields", std::move(fields)},
          {"segments", std::move(segments)}};
}

}  // namespace

std::string with_commas(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3;) {
    at -= 3;
    digits.insert(at, 1, ',');
  }
  return digits;
}

std::string summary_text(const IndexReport& report) {
  struct Part {
    std::uint64_t count;
    const char* what;
  };
  const std::array<Part, 5> parts = {{{report.added, " added"},
                                      {report.updated, " updated"},
                                      {report.unchanged, " unchanged"},
                                      {report.removed, " removed"},
                                      {report.failed, " failed"}}};
  std::string text;
  for (const Part& part : parts) {
    if (part.count > 0) text += (text.empty() ? "" : ", ") + with_commas(part.count) + part.what;
  }
  if (text.empty()) text = "no documents";
  text += " in " + fixed(seconds(report), 2) + " s";
  if (report.bytes > 0 && seconds(report) > 0) {
    text += "; " + fixed(megabytes(report.bytes), 1) + " MB, " + fixed(megabytes(report.bytes) / seconds(report), 1) +
            " MB/s";
  }
  if (report.stats) text += "; the index holds " + with_commas(report.stats->documents);
  return text;
}

std::string stats_text(const svitok::IndexStats& stats) {
  std::string text = "documents   " + with_commas(stats.documents) + "\nremoved     " + with_commas(stats.removed) +
                     " (their space comes back at a merge)\nterms       " + with_commas(stats.terms) +
                     "\nbytes       " + with_commas(stats.bytes) + "\ngeneration  " + std::to_string(stats.generation) +
                     "\nfields     ";
  for (const svitok::Field& field : stats.fields) {
    text += " " + escape_line_for_terminal(field.name) + " (weight " + fixed(field.weight, 2) + ")";
  }
  text += '\n';
  for (const svitok::SegmentStats& segment : stats.segments) {
    text += "segment     " + escape_line_for_terminal(segment.name) + ": " + with_commas(segment.documents) +
            " documents, " + with_commas(segment.removed) + " removed, " + with_commas(segment.bytes) + " bytes\n";
  }
  return text;
}

std::string report_json(const IndexReport& report, std::string_view index, bool with_stats) {
  Json errors = Json::array();
  for (const FailedInput& error : report.errors) errors.push_back({{"input", error.input}, {"reason", error.reason}});
  Json json = {{"schema", 1},
               {"index", index},
               {"added", report.added},
               {"updated", report.updated},
               {"unchanged", report.unchanged},
               {"removed", report.removed},
               {"failed", report.failed},
               {"documents", report.stats ? report.stats->documents : 0},
               {"bytes", report.bytes},
               {"took_ms", std::chrono::duration_cast<std::chrono::milliseconds>(report.took).count()},
               {"errors", std::move(errors)}};
  if (report.faults) json["faults"] = *report.faults;
  if (with_stats && report.stats) json["stats"] = stats_json(*report.stats);
  return json.dump(-1, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace tools
