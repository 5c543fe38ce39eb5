#include "search_batch.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdio>
#include <exception>
#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>
#include <thread>
#include <vector>

#include "line_reader.h"
#include "terminal_escape.h"

namespace tools {
namespace {

constexpr std::size_t kMaxLineBytes = std::size_t{1} << 20U;
constexpr std::size_t kQueriesAtOnce = 1024;

struct Query {
  std::string id;
  std::string text;
};

std::optional<Query> parse_query(std::string_view line) {
  const nlohmann::json json = nlohmann::json::parse(line, nullptr, /*allow_exceptions=*/false);
  if (!json.is_object() || !json.contains("id") || !json.contains("text") || !json["text"].is_string()) {
    return std::nullopt;
  }
  const nlohmann::json& id = json["id"];
  if (!id.is_string() && !id.is_number_integer()) return std::nullopt;
  return Query{.id = id.is_string() ? id.get<std::string>() : id.dump(), .text = json["text"].get<std::string>()};
}

/// A column of a run line must hold no white space.
std::string column(std::string_view id) {
  std::string out;
  for (const char byte : id) {
    if (const auto code = static_cast<unsigned char>(byte); code > 0x20 && code != 0x7F) {
      out += byte;
    } else {
      std::array<char, 4> escape{};
      std::snprintf(escape.data(), escape.size(), "%%%02X", code);
      out += escape.data();
    }
  }
  return out;
}

std::string run_lines(const Query& query, const svitok::Results& results, std::size_t offset) {
  std::string lines;
  std::size_t rank = offset;
  for (const svitok::Hit& hit : results.hits) {
    std::array<char, 64> tail{};
    std::snprintf(tail.data(), tail.size(), " %zu %.6f svitok\n", ++rank, hit.score);
    lines += column(query.id) + " Q0 " + column(hit.id) + tail.data();
  }
  return lines;
}

/// Answers the queries with several threads; the first exception of any of them comes out.
class Batch {
 public:
  explicit Batch(const SearchToolOptions& options)
      : searcher_(options.index),
        search_(options.search),
        threads_(options.threads != 0 ? options.threads : std::max(1U, std::thread::hardware_concurrency())) {
    search_.snippets = false;
    search_.fields = false;
    search_.exact_total = false;
  }

  [[nodiscard]] std::vector<std::string> answer(const std::vector<Query>& queries) const {
    std::vector<std::string> answers(queries.size());
    std::atomic<std::size_t> next{0};
    std::vector<std::exception_ptr> failures(threads_);
    const auto work = [&](std::size_t worker) {
      try {
        for (std::size_t i = next++; i < queries.size(); i = next++) {
          answers[i] = run_lines(queries[i], searcher_.search(queries[i].text, search_), search_.offset);
        }
      } catch (...) {
        failures[worker] = std::current_exception();
      }
    };
    {
      std::vector<std::jthread> helpers;
      for (std::size_t worker = 1; worker < threads_; ++worker) helpers.emplace_back(work, worker);
      work(0);
    }
    for (const std::exception_ptr& failure : failures) {
      if (failure) std::rethrow_exception(failure);
    }
    return answers;
  }

 private:
  svitok::Searcher searcher_;
  svitok::SearchOptions search_;
  std::size_t threads_;
};

void complain(const std::string& file, std::uint64_t line) {
  const std::string where = escape_line_for_terminal((file == "-" ? "stdin" : file) + ":" + std::to_string(line));
  std::fprintf(stderr, "svitok-search: %s: not a query: {\"id\": ..., \"text\": \"...\"} wanted\n", where.c_str());
}

/// The next queries of the file, at most kQueriesAtOnce; `bad` counts lines that are none.
std::vector<Query> read_queries(LineReader& lines, const std::string& file, std::size_t& bad) {
  std::vector<Query> queries;
  while (queries.size() < kQueriesAtOnce) {
    const std::optional<Line> line = lines.next();
    if (!line) break;
    if (line->text.empty() && !line->too_long) continue;
    if (std::optional<Query> query = line->too_long ? std::nullopt : parse_query(line->text)) {
      queries.push_back(std::move(*query));
    } else {
      complain(file, line->number);
      ++bad;
    }
  }
  return queries;
}

}  // namespace

int run_batch(const SearchToolOptions& options, Output& output) {
  const Batch batch(options);
  std::size_t bad = 0;
  bool found = false;
  LineReader lines(*options.batch, kMaxLineBytes);
  for (auto queries = read_queries(lines, *options.batch, bad); !queries.empty() && output.is_open();
       queries = read_queries(lines, *options.batch, bad)) {
    for (const std::string& answer : batch.answer(queries)) {
      found = found || !answer.empty();
      output.write(answer);
    }
  }
  output.flush();
  if (bad > 0) return 2;
  return found ? 0 : 1;
}

}  // namespace tools
