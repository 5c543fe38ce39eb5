// How fast text becomes tokens. `analyzer_benchmark --text=FILE` measures on that text, cut into documents of two
// kilobytes; without it, on words made up by Zipf's law.
#include <benchmark/benchmark.h>

#include <cmath>
#include <fstream>
#include <iostream>
#include <iterator>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "text/analyzer.h"

namespace svitok::text {
namespace {

std::string made_up_word(std::mt19937_64& random, bool russian) {
  std::string word;
  for (std::size_t letters = 2 + random() % 9; letters > 0; --letters) {
    if (russian) {
      const auto letter = static_cast<unsigned>(0x430 + random() % 32);
      word.push_back(static_cast<char>(0xC0U | (letter >> 6U)));
      word.push_back(static_cast<char>(0x80U | (letter & 0x3FU)));
    } else {
      word.push_back(static_cast<char>('a' + random() % 26));
    }
  }
  return word;
}

std::string made_up_text(std::size_t bytes) {
  constexpr std::size_t kWords = 50'000;
  std::mt19937_64 random(1);
  std::vector<std::string> words;
  for (std::size_t i = 0; i < kWords; ++i) words.push_back(made_up_word(random, i % 2 == 0));
  std::uniform_real_distribution<double> log_rank(0, std::log(static_cast<double>(kWords)));
  std::string text;
  while (text.size() < bytes) {
    text.append(words[static_cast<std::size_t>(std::exp(log_rank(random))) % kWords]);
    text.append(random() % 8 == 0 ? ", " : " ");
  }
  return text;
}

std::vector<std::string_view> documents_of(std::string_view text) {
  constexpr std::size_t kDocument = 2048;
  std::vector<std::string_view> documents;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' ', std::min(kDocument, text.size() - 1)), text.size() - 1) + 1;
    documents.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return documents;
}

std::uint64_t analyze_all(Analyzer& analyzer, const std::vector<std::string_view>& documents) {
  std::uint64_t sum = 0;
  for (const std::string_view document : documents) {
    analyzer.start(document);
    for (auto batch = analyzer.next(); !batch.empty(); batch = analyzer.next()) sum += batch.size();
  }
  return sum;
}

void run(benchmark::State& state, const std::vector<std::string_view>& documents, std::size_t bytes, bool warm) {
  Analyzer analyzer;
  std::uint64_t tokens = warm ? analyze_all(analyzer, documents) : 0;
  for (auto _ : state) {
    if (!warm) analyzer = Analyzer();
    tokens = analyze_all(analyzer, documents);
    benchmark::DoNotOptimize(tokens);
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes) * static_cast<std::int64_t>(state.iterations()));
  state.counters["tokens"] = static_cast<double>(tokens);
  state.counters["generations"] = analyzer.generation();
}

}  // namespace
}  // namespace svitok::text

int main(int argc, char** argv) {
  constexpr std::string_view kText = "--text=";
  constexpr std::size_t kMadeUp = std::size_t{16} << 20U;
  std::string text;
  for (int i = 1; i < argc; ++i) {
    if (!std::string_view(argv[i]).starts_with(kText)) continue;
    std::ifstream file(argv[i] + kText.size(), std::ios::binary);
    if (!file) return std::cerr << "cannot read " << argv[i] + kText.size() << '\n', 1;
    text.assign(std::istreambuf_iterator<char>(file), {});
    std::swap(argv[i], argv[--argc]);
    break;
  }
  if (text.empty()) text = svitok::text::made_up_text(kMadeUp);
  const auto documents = svitok::text::documents_of(text);
  for (const bool warm : {false, true}) {
    benchmark::RegisterBenchmark(warm ? "analyze/warm" : "analyze/cold", svitok::text::run, documents, text.size(),
                                 warm)
        ->Unit(benchmark::kMillisecond);
  }
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
