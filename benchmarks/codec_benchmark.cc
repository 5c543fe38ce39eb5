// How fast blocks of integers are packed and unpacked, by their width in bits and the exceptions in each; and blocks of
// gaps, by their mean, packed or as Rice codes.
#include <benchmark/benchmark.h>

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "postings/bits.h"
#include "postings/block_codec.h"
#include "postings/rice_block.h"

namespace svitok::postings {
namespace {

constexpr std::size_t kBlocks = 256;  // 128 KiB unpacked: a second-level cache holds it.

struct alignas(16) Block {
  std::uint32_t values[kBlock];
};

// Numbers of up to `width` bits, and `exceptions` a block of six bits more.
std::vector<Block> make_blocks(std::int64_t width, std::int64_t exceptions) {
  std::mt19937 random(1);
  std::vector<Block> blocks(kBlocks);
  for (Block& block : blocks) {
    for (std::uint32_t& value : block.values) {
      value = width == 0 ? 0 : static_cast<std::uint32_t>(random()) >> (32 - width);
    }
    for (std::int64_t i = 0; i < exceptions; ++i) {
      block.values[random() % kBlock] |= 1U << (width + static_cast<std::int64_t>(random() % 6));
    }
  }
  return blocks;
}

std::string encoded(const std::vector<Block>& blocks) {
  std::string bytes;
  for (const Block& block : blocks) encode_block(block.values, bytes);
  return bytes;
}

void count_integers(benchmark::State& state) {
  state.SetItemsProcessed(static_cast<std::int64_t>(kBlocks * kBlock) * static_cast<std::int64_t>(state.iterations()));
}

template <auto kEncode>
void encode_all(benchmark::State& state, const std::vector<Block>& blocks) {
  std::string bytes;
  for ([[maybe_unused]] auto _ : state) {
    bytes.clear();
    for (const Block& block : blocks) kEncode(block.values, bytes);
    benchmark::DoNotOptimize(bytes.data());
  }
  count_integers(state);
  state.counters["bits"] = static_cast<double>(bytes.size()) * 8 / static_cast<double>(kBlocks * kBlock);
}

void encode(benchmark::State& state) { encode_all<encode_block>(state, make_blocks(state.range(0), state.range(1))); }

// Decodes all blocks of `bytes` again and again, and calls visit(block) after each.
template <auto kDecode, typename Visit>
void decode_all(benchmark::State& state, std::string bytes, Visit visit) {
  const std::size_t size = bytes.size();
  bytes.append(kBitsPadding, '\0');
  Block block{};
  for ([[maybe_unused]] auto _ : state) {
    for (std::string_view rest(bytes.data(), size); !rest.empty();) {
      rest.remove_prefix(kDecode(rest, block.values));
      visit(block);
    }
  }
  count_integers(state);
}

void decode(benchmark::State& state) {
  decode_all<decode_block>(state, encoded(make_blocks(state.range(0), state.range(1))),
                           [](Block& block) { benchmark::DoNotOptimize(block); });
}

void skip(benchmark::State& state) {
  const std::string bytes = encoded(make_blocks(state.range(0), state.range(1)));
  for ([[maybe_unused]] auto _ : state) {
    std::string_view rest = bytes;
    while (!rest.empty()) rest.remove_prefix(skip_block(rest));
    benchmark::DoNotOptimize(rest);
  }
  count_integers(state);
}

void sum(benchmark::State& state) {
  std::vector<Block> blocks = make_blocks(4, 0);
  for ([[maybe_unused]] auto _ : state) {
    for (Block& block : blocks) benchmark::DoNotOptimize(prefix_sum(block.values, 1));
  }
  count_integers(state);
}

// As a list of documents is read: unpack, then sum.
void decode_and_sum(benchmark::State& state) {
  decode_all<decode_block>(state, encoded(make_blocks(state.range(0), state.range(1))), [](Block& block) {
    benchmark::DoNotOptimize(prefix_sum(block.values, 1));
    benchmark::DoNotOptimize(block);
  });
}

std::vector<Block> make_gaps(std::int64_t mean) {
  std::mt19937 random(2);
  std::geometric_distribution<std::uint32_t> gaps(1 / (static_cast<double>(mean) + 1));
  std::vector<Block> blocks(kBlocks);
  for (Block& block : blocks) {
    for (std::uint32_t& value : block.values) value = gaps(random);
  }
  return blocks;
}

template <auto kEncode>
void encode_gaps(benchmark::State& state) {
  encode_all<kEncode>(state, make_gaps(state.range(0)));
}

template <auto kEncode, auto kDecode>
void decode_gaps(benchmark::State& state) {
  std::string bytes;
  for (const Block& block : make_gaps(state.range(0))) kEncode(block.values, bytes);
  decode_all<kDecode>(state, bytes, [](Block& block) { benchmark::DoNotOptimize(block); });
}

const std::vector<std::vector<std::int64_t>> kShapes = {{0, 1, 2, 4, 7, 12, 20}, {0, 4, 16}};

BENCHMARK(encode)->ArgNames({"width", "exceptions"})->ArgsProduct(kShapes);
BENCHMARK(decode)->ArgNames({"width", "exceptions"})->ArgsProduct(kShapes);
BENCHMARK(skip)->ArgNames({"width", "exceptions"})->ArgsProduct({{4}, {0, 4, 16}});
BENCHMARK(decode_and_sum)->ArgNames({"width", "exceptions"})->ArgsProduct({{2, 4, 7}, {0, 4}});
BENCHMARK(sum);
BENCHMARK(encode_gaps<encode_block>)->ArgName("mean")->Arg(10)->Arg(100)->Arg(1000);
BENCHMARK(encode_gaps<encode_rice_block>)->ArgName("mean")->Arg(10)->Arg(100)->Arg(1000);
BENCHMARK(decode_gaps<encode_block, decode_block>)->ArgName("mean")->Arg(10)->Arg(100)->Arg(1000);
BENCHMARK(decode_gaps<encode_rice_block, decode_rice_block>)->ArgName("mean")->Arg(10)->Arg(100)->Arg(1000);

}  // namespace
}  // namespace svitok::postings

BENCHMARK_MAIN();
