// How fast postings are walked: a file of a million documents, made with a fixed seed, with a term in every 2nd, 16th,
// 128th and 1024th of them on average.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "postings/postings_file.h"
#include "postings/postings_writer.h"
#include "temporary_folder.h"

namespace svitok::postings {
namespace {

constexpr std::uint32_t kDocuments = 1'000'000;
constexpr std::uint32_t kSparse = 1024;

std::string term_of(std::int64_t one_in) { return "t" + std::to_string(one_in); }

DocumentLengths made_up_lengths() {
  std::mt19937 random(1);
  DocumentLengths lengths;
  for (std::uint32_t doc = 0; doc < kDocuments; ++doc) lengths.codes.push_back(encode_length(20 + random() % 500));
  return lengths;
}

std::uint32_t below(std::mt19937& random, std::uint32_t limit) { return static_cast<std::uint32_t>(random() % limit); }

// A frequency of one half of the time, of two a quarter, ...
void add_term(PostingsWriter& writer, std::uint32_t one_in, std::mt19937& random) {
  writer.begin_term(term_of(one_in), 1);
  std::vector<std::uint32_t> positions;
  for (std::uint32_t doc = below(random, one_in); doc < kDocuments; doc += 1 + below(random, 2 * one_in - 1)) {
    positions.clear();
    std::uint32_t position = below(random, 300);
    do {
      positions.push_back(position);
      position += 1 + below(random, 100);
    } while (random() % 2 == 0);
    const auto count = static_cast<std::uint32_t>(positions.size());
    writer.add({{&doc, 1}, {&count, 1}, {&count, 1}, positions, {}, {}});
  }
  writer.end_term();
}

// Written once for all benchmarks.
const PostingsFile& made_up_file() {
  static const bench::TemporaryFolder folder;
  static const auto file = [] {
    const DocumentLengths lengths = made_up_lengths();
    PostingsWriter writer(folder.path() / "f.text", lengths);
    std::mt19937 random(2);
    for (const std::uint32_t one_in : {kSparse, 128U, 16U, 2U}) add_term(writer, one_in, random);
    (void)writer.finish(false);
    return std::make_unique<PostingsFile>(folder.path() / "f.text");
  }();
  return *file;
}

Cursor cursor_of(std::int64_t one_in) { return made_up_file().cursor(*made_up_file().find(term_of(one_in))); }

void count_items(benchmark::State& state, std::uint64_t each) {
  state.SetItemsProcessed(static_cast<std::int64_t>(each) * static_cast<std::int64_t>(state.iterations()));
}

// Items: documents of the term.
void next(benchmark::State& state) {
  Cursor cursor = cursor_of(state.range(0));
  for ([[maybe_unused]] auto _ : state) {
    std::uint64_t sum = 0;
    for (cursor.restart(); cursor.doc() != kEnd; cursor.next()) sum += cursor.doc();
    benchmark::DoNotOptimize(sum);
  }
  count_items(state, cursor.documents());
}

void visit_with_frequencies(benchmark::State& state) {
  Cursor cursor = cursor_of(state.range(0));
  for ([[maybe_unused]] auto _ : state) {
    std::uint64_t sum = 0;
    cursor.restart();
    cursor.visit_below(kEnd, [&sum](std::uint32_t doc, std::uint32_t freq) { sum += doc * freq; });
    benchmark::DoNotOptimize(sum);
  }
  count_items(state, cursor.documents());
}

// Items: skips.
void skip_to(benchmark::State& state) {
  const auto stride = static_cast<std::uint32_t>(state.range(1));
  Cursor cursor = cursor_of(state.range(0));
  std::uint64_t skips = 0;
  for ([[maybe_unused]] auto _ : state) {
    skips = 0;
    cursor.restart();
    for (std::uint32_t target = 0; cursor.doc() != kEnd; target = cursor.doc() + stride, ++skips) {
      cursor.skip_to(target);
      benchmark::DoNotOptimize(cursor.doc());
      if (cursor.doc() == kEnd) break;
    }
  }
  count_items(state, skips);
}

// Two terms, the rarer one leading. Items: documents of it.
void intersect(benchmark::State& state) {
  Cursor rare = cursor_of(state.range(0));
  Cursor frequent = cursor_of(state.range(1));
  for ([[maybe_unused]] auto _ : state) {
    std::uint64_t both = 0;
    rare.restart();
    frequent.restart();
    for (; rare.doc() != kEnd; rare.next()) {
      frequent.skip_to(rare.doc());
      both += frequent.doc() == rare.doc() ? 1 : 0;
    }
    benchmark::DoNotOptimize(both);
  }
  count_items(state, rare.documents());
}

// The greatest impact in each stretch of documents, by which a search decides what to leave out. Items: stretches.
void bounds(benchmark::State& state) {
  constexpr std::uint32_t kStretch = 4096;
  Cursor cursor = cursor_of(state.range(0));
  for ([[maybe_unused]] auto _ : state) {
    std::uint64_t sum = 0;
    cursor.restart();
    for (std::uint32_t first = 0; first < kDocuments; first += kStretch) {
      sum += cursor.bound(first, first + kStretch - 1);
    }
    benchmark::DoNotOptimize(sum);
  }
  count_items(state, kDocuments / kStretch);
}

// The positions of the term in every `step`-th of its documents. Items: documents.
void positions(benchmark::State& state) {
  const TermInfo info = *made_up_file().find(term_of(state.range(0)));
  std::vector<Place> places;
  Cursor cursor = made_up_file().cursor(info);
  for (std::int64_t i = 0; cursor.doc() != kEnd; ++i, cursor.next()) {
    if (i % state.range(1) == 0) places.push_back(cursor.place());
  }
  for ([[maybe_unused]] auto _ : state) {
    PositionCursor reader(made_up_file().file(), info);
    std::uint64_t sum = 0;
    for (const Place& place : places) reader.visit(place, [&sum](std::uint32_t position) { sum += position; });
    benchmark::DoNotOptimize(sum);
  }
  count_items(state, places.size());
}

BENCHMARK(next)->ArgName("one_in")->Arg(2)->Arg(16)->Arg(128)->Arg(kSparse);
BENCHMARK(visit_with_frequencies)->ArgName("one_in")->Arg(2)->Arg(16)->Arg(128)->Arg(kSparse);
BENCHMARK(skip_to)->ArgNames({"one_in", "stride"})->ArgsProduct({{2, 16, 128}, {8, 512, 32768}});
BENCHMARK(intersect)->ArgNames({"one_in", "and_one_in"})->ArgsProduct({{16, 128, kSparse}, {2, 16}});
BENCHMARK(bounds)->ArgName("one_in")->Arg(2)->Arg(16)->Arg(128);
BENCHMARK(positions)->ArgNames({"one_in", "step"})->ArgsProduct({{2, 16}, {1, 16, 256}});

}  // namespace
}  // namespace svitok::postings

BENCHMARK_MAIN();
