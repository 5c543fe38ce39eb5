// What searching loses while the same process indexes. kHelp says how it is measured.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <future>
#include <iostream>
#include <optional>
#include <random>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "asks.h"
#include "collection.h"
#include "engine_svitok.h"
#include "svitok/svitok.h"
#include "temporary_folder.h"

namespace svitok::bench {
namespace {

constexpr const char* kHelp = R"(usage: svitok-while-indexing --corpus FILE.jsonl [options]

Builds an index of half of a corpus, then adds the other half in batches, each ending with a commit. One thread asks a
mixture of questions all the time: of every snapshot first a round alone, then as many as there is time for while
another thread adds the next batch and commits, then the same ones again alone. Then it refreshes. So times with and
without a writer are of the same questions and snapshots, and what more segments cost stands apart.

  --queries N         a kind of question (default 100)
  --seed N            of their choice (default 20200609)
  --batch N           documents a commit (default 4000)
  --memory MB         for the writer (default 256)
  --folder DIR        where the index is built and removed (default: a temporary folder)
)";

struct Options {
  std::filesystem::path corpus;
  std::size_t queries = 100;
  std::uint32_t seed = 20200609;
  std::size_t batch = 4000;
  std::size_t memory = std::size_t{256} << 20U;
  std::filesystem::path folder = std::filesystem::temp_directory_path();
  bool help = false;
};

Options parse(int argc, char** argv) {
  Options options;
  options.help = std::any_of(argv + 1, argv + argc, [](std::string_view argument) { return argument == "--help"; });
  for (int i = 1; i + 1 < argc && !options.help; i += 2) {
    const std::string name = argv[i];
    const std::string value = argv[i + 1];
    if (name == "--corpus") {
      options.corpus = value;
    } else if (name == "--queries") {
      options.queries = std::stoul(value);
    } else if (name == "--seed") {
      options.seed = static_cast<std::uint32_t>(std::stoul(value));
    } else if (name == "--batch") {
      options.batch = std::max<std::size_t>(1, std::stoul(value));
    } else if (name == "--memory") {
      options.memory = std::stoul(value) << 20U;
    } else if (name == "--folder") {
      options.folder = value;
    } else {
      throw std::runtime_error("unknown option " + name);
    }
  }
  if (!options.help && (options.corpus.empty() || argc % 2 == 0)) {
    throw std::runtime_error("usage: --corpus FILE.jsonl [options] (--help)");
  }
  return options;
}

using Clock = std::chrono::steady_clock;

double microseconds_since(Clock::time_point start) {
  return std::chrono::duration<double, std::micro>(Clock::now() - start).count();
}

/// Times of one state, in microseconds.
using Times = std::vector<double>;

double mean(const Times& times) {
  double sum = 0;
  for (const double time : times) sum += time;
  return times.empty() ? 0 : sum / static_cast<double>(times.size());
}

double quantile(Times times, double share) {
  if (times.empty()) return 0;
  std::sort(times.begin(), times.end());
  return times[std::min(times.size() - 1, static_cast<std::size_t>(share * static_cast<double>(times.size())))];
}

struct Question {
  std::string text;
  SearchOptions options;
};

// All kinds, mixed.
std::vector<Question> choose_questions(const std::vector<Article>& corpus, const Options& options) {
  std::vector<Question> questions;
  for (const AskKind& kind : choose_asks(corpus, options.queries, options.seed)) {
    for (const Ask& ask : kind.asks) questions.push_back({query_text(ask), search_options(ask, 10)});
  }
  std::mt19937 random(options.seed);
  std::shuffle(questions.begin(), questions.end(), random);
  return questions;
}

/// What was measured of one snapshot.
struct Step {
  std::size_t segments = 0;
  double refresh = 0;        ///< What it took to get there; microseconds.
  Times first;               ///< Its first round, alone.
  Times writing;             ///< While the next batch was added,
  Times alone;               ///< and the same questions afterwards.
  double write_seconds = 0;  ///< Of that batch.
};

class Measurement {
 public:
  Measurement(const Options& options, const std::filesystem::path& folder)
      : options_(options), corpus_(read_corpus(options.corpus)), writer_(folder, writer_options(options)) {
    // Of both halves alike.
    std::mt19937 random(options.seed);
    std::shuffle(corpus_.begin(), corpus_.end(), random);
    for (Article& article : corpus_) complete(article);
    questions_ = choose_questions(corpus_, options);
    put_until(corpus_.size() / 2);
    writer_.merge();
    searcher_.emplace(folder);
  }

  /// All snapshots from the half to the whole; nothing is added to the last.
  std::vector<Step> run() {
    std::vector<Step> steps(1);
    for (;;) {
      Step& step = steps.back();
      step.segments = searcher_->stats().segments.size();
      ask_times(questions_.size(), step.first);
      if (added_ == corpus_.size()) return steps;
      ask_while_writing(step);
      ask_times(step.writing.size(), step.alone);
      const auto start = Clock::now();
      searcher_->refresh();
      steps.emplace_back().refresh = microseconds_since(start);
    }
  }

  [[nodiscard]] double text_megabytes() const {
    double bytes = 0;
    for (const Article& article : corpus_) bytes += static_cast<double>(article.title.size() + article.text.size());
    return bytes / 1e6;
  }
  [[nodiscard]] std::size_t documents() const { return corpus_.size(); }

 private:
  static WriterOptions writer_options(const Options& options) {
    WriterOptions writer;
    writer.memory_bytes = options.memory;
    return writer;
  }

  void put_until(std::size_t end) {
    for (; added_ < end; ++added_) writer_.put(document_of(corpus_[added_]));
  }

  double ask(const Question& question) {
    const auto start = Clock::now();
    (void)searcher_->search(question.text, question.options);
    return microseconds_since(start);
  }

  // The first `count` of all questions, over and over.
  void ask_times(std::size_t count, Times& times) {
    for (std::size_t i = 0; i < count; ++i) times.push_back(ask(questions_[i % questions_.size()]));
  }

  void ask_while_writing(Step& step) {
    auto writing = std::async(std::launch::async, [&] {
      const auto start = Clock::now();
      put_until(std::min(corpus_.size(), added_ + options_.batch));
      writer_.commit();
      return microseconds_since(start) / 1e6;
    });
    while (writing.wait_for(std::chrono::seconds(0)) != std::future_status::ready) {
      step.writing.push_back(ask(questions_[step.writing.size() % questions_.size()]));
    }
    step.write_seconds = writing.get();
  }

  const Options& options_;
  std::vector<Article> corpus_;
  std::vector<Question> questions_;
  std::size_t added_ = 0;
  Writer writer_;
  std::optional<Searcher> searcher_;
};

void print_state(const char* name, const Times& times, const Times& base) {
  std::printf("%-30s %9zu %9.1f %9.1f %9.1f %9.0f %9.2f\n", name, times.size(), mean(times), quantile(times, 0.50),
              quantile(times, 0.99), quantile(times, 1), mean(times) / mean(base));
}

void append(Times& to, const Times& from) { to.insert(to.end(), from.begin(), from.end()); }

// Mean times of every snapshot; the last has been asked one round.
void print_steps(const std::vector<Step>& steps) {
  std::printf("\n%8s %10s %11s %11s %11s %8s   (microseconds)\n", "segments", "refresh", "first", "alone", "writing",
              "/ alone");
  for (const Step& step : steps) {
    std::printf("%8zu %10.0f %11.1f", step.segments, step.refresh, mean(step.first));
    if (!step.alone.empty()) {
      std::printf(" %11.1f %11.1f %8.2f", mean(step.alone), mean(step.writing), mean(step.writing) / mean(step.alone));
    }
    std::printf("\n");
  }
}

void print(const std::vector<Step>& steps, double text_megabytes) {
  print_steps(steps);
  Times first;
  Times alone;
  Times writing;
  Times refreshes;
  double seconds = 0;
  for (const Step& step : steps) {
    if (step.refresh > 0) refreshes.push_back(step.refresh);
    append(first, step.first);
    append(alone, step.alone);
    append(writing, step.writing);
    seconds += step.write_seconds;
  }
  std::printf("\n%-30s %9s %9s %9s %9s %9s %9s\n", "microseconds", "answers", "mean", "p50", "p99", "greatest",
              "/ alone");
  print_state("alone", alone, alone);
  print_state("alone, the first snapshot", steps.front().alone, alone);
  print_state("alone, first rounds", first, alone);
  print_state("while writing", writing, alone);
  std::printf("\nrefresh: mean %.0f us, greatest %.0f us; writing beside searching: %.1f MB/s\n", mean(refreshes),
              quantile(refreshes, 1), text_megabytes / 2 / seconds);
}

int measure(const Options& options) {
  const TemporaryFolder folder(options.folder);
  Measurement measurement(options, folder.path());
  std::printf("%zu documents, %.1f MB of text, half of it there at first; %zu documents a commit\n",
              measurement.documents(), measurement.text_megabytes(), options.batch);
  print(measurement.run(), measurement.text_megabytes());
  return 0;
}

}  // namespace
}  // namespace svitok::bench

int main(int argc, char** argv) {
  try {
    const auto options = svitok::bench::parse(argc, argv);
    if (options.help) return std::fputs(svitok::bench::kHelp, stdout) < 0 ? 2 : 0;
    return svitok::bench::measure(options);
  } catch (const std::exception& error) {
    std::cerr << "svitok-while-indexing: " << error.what() << '\n';
    return 2;
  }
}
