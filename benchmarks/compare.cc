// Svitok and its peers in one run: the same corpus, the same questions, on this machine. kHelp says how.
//
// Every engine builds in a child process that reads the corpus itself, so that peak memory is the engine's own.
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "asks.h"
#include "collection.h"
#include "engine.h"
#include "temporary_folder.h"

namespace svitok::bench {
namespace {

constexpr const char* kHelp = R"(usage: svitok-compare --corpus FILE.jsonl [options]

Builds an index with every engine and asks each the same questions. Prints a table of how fast they build, how much
memory and disk they take, and p50, p95, p99 and mean of the time of an answer, a kind of question, with ratios to the
first engine. MB are 10^6 bytes of title and text; reading JSON is included, for all alike. Questions are asked warm, by
one thread, top 10, no fields fetched; the time of a question is the median of three.

Every answer of Svitok's is held against one for which every matching document is scored. Exit status 1: some differed;
2: something went wrong.

  --engines A,B,...   of those built in (default: all)
  --queries N         a kind (default 200)
  --seed N            of their choice (default 20200609)
  --threads N         for engines that build in parallel (default 1)
  --memory MB         for engines that take a budget (default 256)
  --segments N        of Svitok's index (default 1)
  --folder DIR        where the indexes are built (default: a temporary folder); they are removed
  --keep DIR          where they are built and stay: what is there already is asked and not built again
  --json FILE         all figures
)";

struct Options {
  std::filesystem::path corpus;
  std::vector<std::string> engines;
  std::size_t queries = 200;
  std::uint32_t seed = 20200609;
  std::size_t segments = 1;
  EngineOptions engine;
  std::filesystem::path folder;
  std::filesystem::path keep;
  std::string json;
  std::string build;  // In a child: the engine to build with.
  bool help = false;
};

struct BuildFigures {
  double load_seconds = 0;      // Until everything can be searched.
  double optimise_seconds = 0;  // From there to the best shape.
  double cpu_seconds = 0;
  double peak_bytes = 0;
  double index_bytes = 0;
};

struct KindFigures {
  double p50 = 0;  // Microseconds.
  double p95 = 0;
  double p99 = 0;
  double mean = 0;
  double answered = 0;  // Share of the questions that found something.
};

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

std::vector<std::string> split(const std::string& text) {
  std::vector<std::string> items;
  std::istringstream list(text);
  for (std::string item; std::getline(list, item, ',');) items.push_back(item);
  return items;
}

Options parse(int argc, char** argv) {
  Options options;
  options.help = std::any_of(argv + 1, argv + argc, [](std::string_view argument) { return argument == "--help"; });
  if (options.help) return options;
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string name = argv[i];
    const std::string value = argv[i + 1];
    if (name == "--corpus") {
      options.corpus = value;
    } else if (name == "--engines") {
      options.engines = split(value);
    } else if (name == "--queries") {
      options.queries = std::stoul(value);
    } else if (name == "--seed") {
      options.seed = static_cast<std::uint32_t>(std::stoul(value));
    } else if (name == "--threads") {
      options.engine.threads = static_cast<unsigned>(std::stoul(value));
    } else if (name == "--memory") {
      options.engine.memory = std::stoul(value) << 20U;
    } else if (name == "--folder") {
      options.folder = value;
    } else if (name == "--segments") {
      options.segments = std::max<std::size_t>(1, std::stoul(value));
    } else if (name == "--keep") {
      options.keep = value;
    } else if (name == "--json") {
      options.json = value;
    } else if (name == "--build") {
      options.build = value;
    } else {
      throw std::runtime_error("unknown option " + name);
    }
  }
  if (options.corpus.empty() || argc % 2 == 0)
    throw std::runtime_error("usage: --corpus FILE.jsonl [options] (--help)");
  if (options.engines.empty()) options.engines = engine_names();
  return options;
}

// --- the child

int build(const Options& options) {
  const auto engine = make_engine(options.build, options.folder, options.engine);
  std::size_t articles = 0;
  if (options.segments > 1) for_each_article(options.corpus, [&](Article& /*article*/) { ++articles; });
  const std::size_t share = articles / options.segments + 1;
  const auto start = std::chrono::steady_clock::now();
  engine->begin();
  std::size_t added = 0;
  for_each_article(options.corpus, [&](Article& article) {
    complete(article);
    engine->add(std::move(article));
    if (++added % share == 0 && options.segments > 1) engine->commit();
  });
  engine->commit();
  const double load = seconds_since(start);
  if (options.segments == 1) engine->optimise();
  std::printf("%.6f %.6f\n", load, seconds_since(start) - load);
  return 0;
}

// --- the parent

double size_of(const std::filesystem::path& folder) {
  double bytes = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) bytes += static_cast<double>(entry.file_size());
  }
  return bytes;
}

[[noreturn]] void become_builder(const Options& options, const std::string& engine, const std::string& folder,
                                 int out) {
  dup2(out, STDOUT_FILENO);
  const std::string corpus = options.corpus.string();
  const std::string threads = std::to_string(options.engine.threads);
  const std::string memory = std::to_string(options.engine.memory >> 20U);
  const std::string segments = std::to_string(engine == "svitok" ? options.segments : 1);
  execl("/proc/self/exe", "svitok-compare", "--build", engine.c_str(), "--corpus", corpus.c_str(), "--folder",
        folder.c_str(), "--threads", threads.c_str(), "--memory", memory.c_str(), "--segments", segments.c_str(),
        nullptr);
  _exit(127);
}

BuildFigures build_in_child(const Options& options, const std::string& engine, const std::filesystem::path& folder) {
  std::filesystem::create_directories(folder);
  std::array<int, 2> ends{};
  if (pipe(ends.data()) != 0) throw std::runtime_error("no pipe");
  const pid_t child = fork();
  if (child < 0) throw std::runtime_error("no child process");
  if (child == 0) become_builder(options, engine, folder.string(), ends[1]);
  close(ends[1]);
  std::string said;
  std::array<char, 256> bytes{};
  for (ssize_t got = 0; (got = read(ends[0], bytes.data(), bytes.size())) > 0;) {
    said.append(bytes.data(), static_cast<std::size_t>(got));
  }
  close(ends[0]);
  int status = 0;
  rusage usage{};
  wait4(child, &status, 0, &usage);
  BuildFigures figures;
  if (status != 0 || std::sscanf(said.c_str(), "%lf %lf", &figures.load_seconds, &figures.optimise_seconds) != 2) {
    throw std::runtime_error(engine + " did not build its index");
  }
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  figures.cpu_seconds = seconds(usage.ru_utime) + seconds(usage.ru_stime);
  figures.peak_bytes = static_cast<double>(usage.ru_maxrss) * 1024;
  figures.index_bytes = size_of(folder);
  return figures;
}

struct Answers {
  std::vector<double> times;  // Microseconds, one a question.
  std::size_t answered = 0;   // How many found something.
};

KindFigures summarise(Answers answers) {
  std::vector<double>& times = answers.times;
  if (times.empty()) return {};
  std::sort(times.begin(), times.end());
  const auto at = [&](double share) {
    return times[std::min(times.size() - 1, static_cast<std::size_t>(share * static_cast<double>(times.size())))];
  };
  KindFigures figures{at(0.50), at(0.95), at(0.99), 0, 0};
  for (const double time : times) figures.mean += time / static_cast<double>(times.size());
  figures.answered = static_cast<double>(answers.answered) / static_cast<double>(times.size());
  return figures;
}

Answers ask_all(Engine& engine, const AskKind& kind) {
  Answers answers;
  for (const Ask& ask : kind.asks) answers.answered += engine.ask(ask, 10, nullptr) > 0 ? 1 : 0;
  for (const Ask& ask : kind.asks) {
    std::array<double, 3> three{};
    for (double& time : three) {
      const auto start = std::chrono::steady_clock::now();
      engine.ask(ask, 10, nullptr);
      time = seconds_since(start) * 1e6;
    }
    std::sort(three.begin(), three.end());
    answers.times.push_back(three[1]);
  }
  return answers;
}

struct EngineFigures {
  std::string name;
  BuildFigures build;
  std::vector<KindFigures> kinds;  // The last: all kinds together.
  std::size_t checked = 0;         // Answers held against exhaustive ones,
  std::size_t wrong = 0;           // and how many of them differed.
};

void ask_all(Engine& engine, const std::vector<AskKind>& kinds, EngineFigures& figures) {
  Answers all;
  for (const AskKind& kind : kinds) {
    Answers answers = ask_all(engine, kind);
    all.times.insert(all.times.end(), answers.times.begin(), answers.times.end());
    all.answered += answers.answered;
    figures.kinds.push_back(summarise(std::move(answers)));
  }
  figures.kinds.push_back(summarise(std::move(all)));
}

void check_all(Engine& engine, const std::vector<AskKind>& kinds, EngineFigures& figures) {
  for (const AskKind& kind : kinds) {
    for (const Ask& ask : kind.asks) {
      const std::optional<bool> is_right = engine.is_as_exhaustive(ask, 10);
      if (!is_right) return;
      ++figures.checked;
      if (*is_right) continue;
      ++figures.wrong;
      std::fprintf(stderr, "%s: a wrong answer to %s: %s\n", figures.name.c_str(), kind.name.c_str(),
                   joined(ask.words).c_str());
    }
  }
}

void print_checks(const std::vector<EngineFigures>& engines) {
  for (const EngineFigures& engine : engines) {
    if (engine.checked == 0) continue;
    std::printf("\n%s: of %zu answers, %zu differ from those with every matching document scored\n",
                engine.name.c_str(), engine.checked, engine.wrong);
  }
}

void print_builds(const std::vector<EngineFigures>& engines, double text_bytes) {
  std::printf("\n%-12s %8s %8s %10s %8s %9s %9s %10s\n", "build", "MB/s", "/ ours", "optimised", "/ ours", "CPU s",
              "peak MB", "index/text");
  const auto rate = [&](const EngineFigures& engine, bool optimised) {
    return text_bytes / 1e6 / (engine.build.load_seconds + (optimised ? engine.build.optimise_seconds : 0));
  };
  for (const EngineFigures& engine : engines) {
    if (engine.build.load_seconds == 0) continue;  // It was there.
    std::printf("%-12s %8.2f %8.3f %10.2f %8.3f %9.1f %9.0f %10.3f\n", engine.name.c_str(), rate(engine, false),
                rate(engine, false) / rate(engines[0], false), rate(engine, true),
                rate(engine, true) / rate(engines[0], true), engine.build.cpu_seconds, engine.build.peak_bytes / 1e6,
                engine.build.index_bytes / text_bytes);
  }
}

void print_kind(const std::vector<EngineFigures>& engines, std::size_t kind, const std::string& name,
                std::size_t asks) {
  std::printf("\n%-12s %9s %9s %9s %9s %8s %9s   (%zu queries, microseconds)\n", name.c_str(), "p50", "p95", "p99",
              "mean", "/ ours", "answered", asks);
  for (const EngineFigures& engine : engines) {
    const KindFigures& figures = engine.kinds[kind];
    std::printf("%-12s %9.1f %9.1f %9.1f %9.1f %8.2f %8.0f%%\n", engine.name.c_str(), figures.p50, figures.p95,
                figures.p99, figures.mean, figures.mean / engines[0].kinds[kind].mean, figures.answered * 100);
  }
}

nlohmann::ordered_json build_report(const BuildFigures& build, const BuildFigures& ours, double text_bytes) {
  const double optimised = build.load_seconds + build.optimise_seconds;
  nlohmann::ordered_json report = {{"seconds", build.load_seconds},
                                   {"optimise_seconds", build.optimise_seconds},
                                   {"mb_per_second", text_bytes / 1e6 / build.load_seconds},
                                   {"optimised_mb_per_second", text_bytes / 1e6 / optimised},
                                   {"cpu_seconds", build.cpu_seconds},
                                   {"peak_bytes", build.peak_bytes},
                                   {"index_bytes", build.index_bytes},
                                   {"index_per_text", build.index_bytes / text_bytes}};
  if (ours.load_seconds > 0) {
    report["rate_to_ours"] = ours.load_seconds / build.load_seconds;
    report["optimised_rate_to_ours"] = (ours.load_seconds + ours.optimise_seconds) / optimised;
  }
  return report;
}

void write_json(const Options& options, const std::vector<EngineFigures>& engines, const std::vector<AskKind>& kinds,
                double text_bytes, std::size_t documents) {
  nlohmann::ordered_json report;
  report["schema"] = 1;
  report["corpus"] = {{"documents", documents}, {"text_bytes", text_bytes}};
  report["seed"] = options.seed;
  report["threads"] = options.engine.threads;
  report["segments"] = options.segments;
  for (const EngineFigures& engine : engines) {
    nlohmann::ordered_json entry;
    entry["name"] = engine.name;
    if (engine.build.load_seconds > 0) entry["build"] = build_report(engine.build, engines[0].build, text_bytes);
    if (engine.checked > 0) entry["answers"] = {{"checked", engine.checked}, {"wrong", engine.wrong}};
    for (std::size_t i = 0; i <= kinds.size(); ++i) {
      const KindFigures& figures = engine.kinds[i];
      entry["queries"][i < kinds.size() ? kinds[i].name : "all"] = {
          {"p50_us", figures.p50},
          {"p95_us", figures.p95},
          {"p99_us", figures.p99},
          {"mean_us", figures.mean},
          {"mean_to_ours", figures.mean / engines[0].kinds[i].mean},
          {"answered", figures.answered}};
    }
    report["engines"].push_back(entry);
  }
  std::ofstream out(options.json);
  out << report.dump(2) << '\n';
  if (!out.flush()) throw std::runtime_error(options.json + ": cannot be written");
}

int compare(const Options& options, const std::filesystem::path& folder) {
  std::vector<Article> corpus = read_corpus(options.corpus);
  double text_bytes = 0;
  for (Article& article : corpus) {
    complete(article);
    text_bytes += static_cast<double>(article.title.size() + article.text.size());
  }
  const std::vector<AskKind> kinds = choose_asks(corpus, options.queries, options.seed);
  std::size_t asks = 0;
  for (const AskKind& kind : kinds) asks += kind.asks.size();
  std::printf("%zu documents, %.1f MB of text; seed %u; %u thread(s) to build\n", corpus.size(), text_bytes / 1e6,
              options.seed, options.engine.threads);
  std::vector<EngineFigures> engines;
  for (const std::string& name : options.engines) {
    std::fprintf(stderr, "%s ...\n", name.c_str());
    EngineFigures figures;
    figures.name = name;
    if (options.keep.empty() || !std::filesystem::exists(folder / name)) {
      figures.build = build_in_child(options, name, folder / name);
    }
    const auto engine = make_engine(name, folder / name, options.engine);
    engine->open();
    check_all(*engine, kinds, figures);
    ask_all(*engine, kinds, figures);
    engines.push_back(std::move(figures));
  }
  print_builds(engines, text_bytes);
  for (std::size_t i = 0; i < kinds.size(); ++i) print_kind(engines, i, kinds[i].name, kinds[i].asks.size());
  print_kind(engines, kinds.size(), "all", asks);
  print_checks(engines);
  if (!options.json.empty()) write_json(options, engines, kinds, text_bytes, corpus.size());
  const auto is_wrong = [](const EngineFigures& engine) { return engine.wrong > 0; };
  return std::any_of(engines.begin(), engines.end(), is_wrong) ? 1 : 0;
}

int compare_somewhere(const Options& options) {
  if (!options.keep.empty()) return compare(options, options.keep);
  const TemporaryFolder folder(options.folder.empty() ? std::filesystem::temp_directory_path() : options.folder);
  return compare(options, folder.path());
}

}  // namespace
}  // namespace svitok::bench

int main(int argc, char** argv) {
  try {
    const auto options = svitok::bench::parse(argc, argv);
    if (options.help) return std::fputs(svitok::bench::kHelp, stdout) < 0 ? 2 : 0;
    return options.build.empty() ? svitok::bench::compare_somewhere(options) : svitok::bench::build(options);
  } catch (const std::exception& error) {
    std::cerr << "svitok-compare: " << error.what() << '\n';
    return 2;
  }
}
