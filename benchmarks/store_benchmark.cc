// How fast documents are stored and fetched. `store_benchmark --text=FILE` measures with that text, cut into documents
// of two kilobytes; without it, with words made up by Zipf's law, which pack worse than language does.
#include <benchmark/benchmark.h>

#include <fstream>
#include <iostream>
#include <iterator>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "made_up_text.h"
#include "store/store.h"
#include "temporary_folder.h"

namespace svitok::store {
namespace {

/// The documents, and what all benchmarks need of them.
struct Collection {
  std::string text;
  std::vector<std::string> keys;
  std::vector<DocumentView> documents;
  bench::TemporaryFolder folder;
};

void cut_into_documents(Collection& collection) {
  constexpr std::size_t kDocument = 2048;
  const auto pieces = bench::cut(collection.text, kDocument);
  for (std::size_t i = 0; i < pieces.size(); ++i) collection.keys.push_back("document/" + std::to_string(i));
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    collection.documents.push_back({collection.keys[i], {{1, pieces[i]}}, {{"lang", "en"}, {"date", "2020-06-09"}}});
  }
}

// Filled by main(), once for all benchmarks.
Collection& the_collection() {
  static Collection collection;
  return collection;
}

std::filesystem::path write(const Collection& collection) {
  const std::filesystem::path path = collection.folder.path() / "f.store";
  std::filesystem::remove(path);
  StoreWriter writer(path);
  for (const DocumentView& document : collection.documents) writer.add(document);
  (void)writer.finish(false);
  return path;
}

void append(benchmark::State& state) {
  const Collection& collection = the_collection();
  std::filesystem::path path;
  for ([[maybe_unused]] auto _ : state) path = write(collection);
  const auto bytes = static_cast<std::int64_t>(collection.text.size());
  state.SetBytesProcessed(bytes * static_cast<std::int64_t>(state.iterations()));
  state.counters["stored/text"] = static_cast<double>(std::filesystem::file_size(path)) / static_cast<double>(bytes);
}

// Pages of so many documents from anywhere, as a search shows them.
void fetch(benchmark::State& state) {
  const Store store(write(the_collection()));
  std::mt19937 random(1);
  std::vector<std::uint32_t> docs(static_cast<std::size_t>(state.range(0)));
  std::int64_t bytes = 0;
  for ([[maybe_unused]] auto _ : state) {
    for (std::uint32_t& doc : docs) doc = static_cast<std::uint32_t>(random() % store.documents());
    const std::vector<StoredDocument> documents = store.documents(docs);
    for (const StoredDocument& document : documents)
      bytes += static_cast<std::int64_t>(document.texts[0].second.size());
  }
  state.SetBytesProcessed(bytes);
  state.SetItemsProcessed(state.range(0) * static_cast<std::int64_t>(state.iterations()));
}

void fetch_keys(benchmark::State& state) {
  const Store store(write(the_collection()));
  std::mt19937 random(1);
  for ([[maybe_unused]] auto _ : state) {
    benchmark::DoNotOptimize(store.key(static_cast<std::uint32_t>(random() % store.documents())));
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()));
}

BENCHMARK(append)->Unit(benchmark::kMillisecond);
BENCHMARK(fetch)->ArgName("page")->Arg(1)->Arg(10)->Arg(100);
BENCHMARK(fetch_keys);

}  // namespace
}  // namespace svitok::store

int main(int argc, char** argv) {
  constexpr std::string_view kText = "--text=";
  constexpr std::size_t kMadeUp = std::size_t{16} << 20U;
  svitok::store::Collection& collection = svitok::store::the_collection();
  for (int i = 1; i < argc; ++i) {
    if (!std::string_view(argv[i]).starts_with(kText)) continue;
    std::ifstream file(argv[i] + kText.size(), std::ios::binary);
    if (!file) return std::cerr << "cannot read " << argv[i] + kText.size() << '\n', 1;
    collection.text.assign(std::istreambuf_iterator<char>(file), {});
    std::swap(argv[i], argv[--argc]);
    break;
  }
  if (collection.text.empty()) collection.text = svitok::bench::made_up_text(kMadeUp);
  svitok::store::cut_into_documents(collection);
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
