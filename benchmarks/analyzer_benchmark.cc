// How fast text becomes tokens. `analyzer_benchmark --text=FILE` measures on that text, cut into documents of two
// kilobytes; without it, on words made up by Zipf's law.
#include <benchmark/benchmark.h>

#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "made_up_text.h"
#include "text/analyzer.h"

namespace svitok::text {
namespace {

std::uint64_t analyze_all(Analyzer& analyzer, const std::vector<std::string_view>& documents) {
  std::uint64_t sum = 0;
  for (const std::string_view document : documents) {
    analyzer.start(document);
    for (auto batch = analyzer.next(); !batch.empty(); batch = analyzer.next()) sum += batch.size();
  }
  return sum;
}

// Filled by main(), once for all benchmarks.
std::string& the_text() {
  static std::string text;
  return text;
}

// warm:1: by an analyser that has seen the text before.
void analyze(benchmark::State& state) {
  constexpr std::size_t kDocument = 2048;
  const bool warm = state.range(0) != 0;
  const std::vector<std::string_view> documents = bench::cut(the_text(), kDocument);
  Analyzer analyzer;
  std::uint64_t tokens = warm ? analyze_all(analyzer, documents) : 0;
  for ([[maybe_unused]] auto _ : state) {
    if (!warm) analyzer = Analyzer();
    tokens = analyze_all(analyzer, documents);
    benchmark::DoNotOptimize(tokens);
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(the_text().size()) * static_cast<std::int64_t>(state.iterations()));
  state.counters["tokens"] = static_cast<double>(tokens);
  state.counters["generations"] = analyzer.generation();
}

BENCHMARK(analyze)->ArgName("warm")->Arg(0)->Arg(1)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace svitok::text

int main(int argc, char** argv) {
  constexpr std::string_view kText = "--text=";
  constexpr std::size_t kMadeUp = std::size_t{16} << 20U;
  std::string& text = svitok::text::the_text();
  for (int i = 1; i < argc; ++i) {
    if (!std::string_view(argv[i]).starts_with(kText)) continue;
    std::ifstream file(argv[i] + kText.size(), std::ios::binary);
    if (!file) return std::cerr << "cannot read " << argv[i] + kText.size() << '\n', 1;
    text.assign(std::istreambuf_iterator<char>(file), {});
    std::swap(argv[i], argv[--argc]);
    break;
  }
  if (text.empty()) text = svitok::bench::made_up_text(kMadeUp);
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
