#include "postings/rice_block.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "base/clones.h"
#include "base/coding.h"
#include "postings/bits.h"
#include "postings/find_ones.h"
#include "postings/lanes.h"
#include "postings/packed_rows.h"

namespace svitok::postings {

namespace {

constexpr std::size_t kHeader = 2;
constexpr unsigned kMostWidth = 31;
constexpr std::size_t kLeastHighs = kBlock / 8;
constexpr std::size_t kMostHighs = kLeastHighs + 256 / 8;

using Bytes8 = std::uint8_t __attribute__((vector_size(8)));
using Bytes16 = std::uint8_t __attribute__((vector_size(16)));
using Numbers8 = std::uint32_t __attribute__((vector_size(32)));
using Numbers16 = std::uint32_t __attribute__((vector_size(64)));

std::uint64_t sum_of_highs(const std::uint32_t* values, unsigned width) {
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < kBlock; ++i) sum += values[i] >> width;
  return sum;
}

// The width with which the block takes the fewest bits. They fall and then rise with it, and the mean tells nearly
// where they turn.
unsigned best_width(const std::uint32_t* values) {
  unsigned width = rice_width(sum_of_highs(values, 0), kBlock);
  std::uint64_t sum = sum_of_highs(values, width);
  while (width > 0) {
    const std::uint64_t narrower = sum_of_highs(values, width - 1);
    if (narrower - sum >= kBlock) break;
    sum = narrower;
    --width;
  }
  while (width < kMostWidth) {
    const std::uint64_t wider = sum_of_highs(values, width + 1);
    if (sum - wider < kBlock) break;
    sum = wider;
    ++width;
  }
  return width;
}

// Returns the bytes that are written.
std::size_t write_highs(const std::uint32_t* values, unsigned width, char* out) {
  std::array<std::uint64_t, kMostHighs / 8> words{};
  std::size_t bit = 0;
  for (std::size_t i = 0; i < kBlock; ++i, ++bit) {
    bit += values[i] >> width;
    words[bit / 64] |= std::uint64_t{1} << (bit % 64);
  }
  const std::size_t bytes = (bit + 7) / 8;
  std::memcpy(out, words.data(), bytes);
  return bytes;
}

// Puts the high parts of a block above its low ones: of each number the zeros between its one in the high part, at
// ones[i] modulo 256, and the one before, at ones[i - 1]. There are less than 256 zeros in all, so bytes do. As many
// numbers at once as a register has lanes.
template <typename Bytes, typename Numbers>
[[gnu::always_inline]] inline void add_highs(const std::uint8_t* ones, unsigned width, std::uint32_t* values) {
#pragma GCC unroll 4
  for (std::size_t i = 0; i < kBlock; i += sizeof(Bytes)) {
    Bytes here;
    Bytes last;
    Numbers numbers;
    std::memcpy(&here, ones + i, sizeof here);
    std::memcpy(&last, ones + i - 1, sizeof last);
    std::memcpy(&numbers, values + i, sizeof numbers);
    numbers |= __builtin_convertvector(here - last - std::uint8_t{1}, Numbers) << width;
    std::memcpy(values + i, &numbers, sizeof numbers);
  }
}

using AddHighs = void (*)(const std::uint8_t*, unsigned, std::uint32_t*);

void add_highs_anywhere(const std::uint8_t* ones, unsigned width, std::uint32_t* values) {
  add_highs<Bytes8, Numbers8>(ones, width, values);
}

#ifdef __x86_64__
__attribute__((target("avx2"))) void add_highs_with_avx2(const std::uint8_t* ones, unsigned width,
                                                         std::uint32_t* values) {
  add_highs<Bytes8, Numbers8>(ones, width, values);
}
__attribute__((target("avx512f"))) void add_highs_with_avx512(const std::uint8_t* ones, unsigned width,
                                                              std::uint32_t* values) {
  add_highs<Bytes16, Numbers16>(ones, width, values);
}
AddHighs add_highs_here() {
  // Where this is there, wide registers do not slow the processor down.
  if (__builtin_cpu_supports("avx512vbmi2") != 0) return add_highs_with_avx512;
  return __builtin_cpu_supports("avx2") != 0 ? add_highs_with_avx2 : add_highs_anywhere;
}
#else
AddHighs add_highs_here() { return add_highs_anywhere; }
#endif

// What a block begins with.
struct Header {
  unsigned width = 0;
  std::size_t high_bytes = 0;

  [[nodiscard]] std::size_t highs_at() const { return kHeader + width * sizeof(Lanes); }
  [[nodiscard]] std::size_t size() const { return highs_at() + high_bytes; }
};

// False if `bytes` do not begin with a block.
bool read_header(std::string_view bytes, Header& header) {
  if (bytes.size() < kHeader) return false;
  header = {static_cast<unsigned char>(bytes[0]), static_cast<unsigned char>(bytes[1])};
  return header.width <= kMostWidth && header.high_bytes >= kLeastHighs && header.high_bytes <= kMostHighs &&
         header.size() <= bytes.size();
}

using FindOnes = std::size_t (*)(const char*, std::size_t, std::uint8_t*) noexcept;

std::size_t decode(std::string_view bytes, std::uint32_t* values, FindOnes find, AddHighs add) {
  Header header;
  if (!read_header(bytes, header)) return 0;
  constexpr std::size_t kBefore = 16;
  alignas(kBefore) std::uint8_t places[kBefore + kMostHighs * 8 + kOnesPadding];
  std::uint8_t* const ones = places + kBefore;
  ones[-1] = 0xFF;
  // First of all, for what is read with other widths than it was written with had better be in the cache by then.
  kUnpackRows[header.width](bytes.data() + kHeader, values);
  if (find(bytes.data() + header.highs_at(), header.high_bytes, ones) != kBlock) return 0;
  add(ones, header.width, values);
  return header.size();
}

}  // namespace

SVITOK_CLONES void encode_rice_block(const std::uint32_t* values, std::string& out) {
  std::array<char, kHeader + kMostWidth * sizeof(Lanes) + kMostHighs> block;
  Header header{best_width(values), 0};
  kPackRows[header.width](values, block.data() + kHeader);
  header.high_bytes = write_highs(values, header.width, block.data() + header.highs_at());
  block[0] = static_cast<char>(header.width);
  block[1] = static_cast<char>(header.high_bytes);
  out.append(block.data(), header.size());
}

std::size_t decode_rice_block(std::string_view bytes, std::uint32_t* values) noexcept {
  return decode(bytes, values, find_ones, add_highs_here());
}

std::size_t decode_rice_block_anywhere(std::string_view bytes, std::uint32_t* values) noexcept {
  return decode(bytes, values, find_ones_anywhere, add_highs_anywhere);
}

std::size_t skip_rice_block(std::string_view bytes) noexcept {
  Header header;
  return read_header(bytes, header) ? header.size() : 0;
}

}  // namespace svitok::postings
