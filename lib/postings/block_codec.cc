#include "postings/block_codec.h"

#include <algorithm>
#include <array>
#include <bit>

#include "base/clones.h"
#include "base/coding.h"
#include "postings/bits.h"
#include "postings/packed_rows.h"

namespace svitok::postings {

namespace {

constexpr std::size_t kRows = kBlock / 4;
constexpr unsigned kWithExceptions = 64;  // Added to the width.

unsigned bits_of(std::uint32_t value) { return static_cast<unsigned>(std::bit_width(value)); }

// wider[w]: how many of the block's numbers have more than w bits.
using Wider = std::array<std::uint32_t, 33>;

Wider count_wider(const std::uint32_t* values) {
  std::array<std::array<std::uint8_t, 33>, 4> counts{};  // Four, because one counter waits for its own last store.
  for (std::size_t i = 0; i < kBlock; i += 4) {
    for (std::size_t lane = 0; lane < 4; ++lane) ++counts[lane][bits_of(values[i + lane])];
  }
  Wider wider{};
  for (unsigned bits = 32; bits > 0; --bits) {
    wider[bits - 1] = wider[bits] + counts[0][bits] + counts[1][bits] + counts[2][bits] + counts[3][bits];
  }
  return wider;
}

// What a block begins with.
struct Header {
  unsigned width = 0;
  unsigned exceptions = 0;
  unsigned high_width = 0;

  [[nodiscard]] std::size_t packed_at() const { return exceptions == 0 ? 1 : 3; }
  [[nodiscard]] std::size_t indexes_at() const { return packed_at() + width * sizeof(Lanes); }
  [[nodiscard]] std::size_t highs_at() const { return indexes_at() + exceptions; }
  [[nodiscard]] std::size_t size() const { return highs_at() + (exceptions * high_width + 7) / 8; }
};

// The header with which packed part and exceptions together are smallest, or nearly so: an exception takes longer to
// unpack than any other number, so it has to save two bits. That makes blocks .3 % larger and exceptions a fifth fewer.
Header best_header(const Wider& wider) {
  const auto cost = [](const Header& header) { return header.size() * 8 + header.exceptions * 2; };
  unsigned widest = 0;
  while (widest < 32 && wider[widest] != 0) ++widest;
  Header best{widest, 0, 0};
  for (unsigned width = widest; width-- > 0;) {
    const Header header{width, wider[width], widest - width};
    if (cost(header) <= cost(best)) best = header;
  }
  return best;
}

// False if `bytes` do not begin with a block.
bool read_header(std::string_view bytes, Header& header) {
  if (bytes.empty()) return false;
  const auto byte = [bytes](std::size_t at) { return static_cast<unsigned>(static_cast<unsigned char>(bytes[at])); };
  header = {byte(0), 0, 0};
  if (header.width >= kWithExceptions) {
    if (bytes.size() < 3) return false;
    header = {byte(0) - kWithExceptions, byte(1), byte(2)};
    if (header.exceptions - 1 >= kBlock || header.high_width > 32) return false;
  }
  return header.width + header.high_width <= 32 && header.size() <= bytes.size();
}

// Puts the high parts of exceptions where they belong. False if an index is too large.
bool add_highs(const Header& header, const unsigned char* indexes, const char* highs, std::uint32_t* values) {
  unsigned seen = 0;
  unsigned bit = 0;
  const std::uint64_t mask = (std::uint64_t{1} << header.high_width) - 1;
  const std::uint64_t scale = std::uint64_t{1} << header.width;  // A multiplication is faster than a shift here.
  for (unsigned i = 0; i < header.exceptions; ++i, bit += header.high_width) {
    const std::uint64_t high = base::load_fixed<std::uint64_t>(highs + bit / 8) >> bit % 8 & mask;
    seen |= indexes[i];
    values[indexes[i] % kBlock] |= static_cast<std::uint32_t>(high * scale);
  }
  return seen < kBlock;
}

}  // namespace

SVITOK_CLONES void encode_block(const std::uint32_t* values, std::string& out) {
  if (std::all_of(values, values + kBlock, [](std::uint32_t value) { return value == 0; })) {
    out.push_back('\0');
    return;
  }
  const Header header = best_header(count_wider(values));
  std::array<char, 3 + kBlock * 5> block;  // With room for the widest block, or for 128 indexes.
  block[0] = static_cast<char>(header.width);
  kPackRows[header.width](values, block.data() + header.packed_at());
  if (header.exceptions == 0) return void(out.append(block.data(), header.size()));
  block[0] = static_cast<char>(header.width + kWithExceptions);
  block[1] = static_cast<char>(header.exceptions);
  block[2] = static_cast<char>(header.high_width);
  char* const indexes = block.data() + header.indexes_at();
  // Without a branch, which would be guessed wrong at nearly every exception.
  std::size_t next = 0;
  for (std::size_t i = 0; i < kBlock; ++i) {
    indexes[next] = static_cast<char>(i);
    next += values[i] >> header.width != 0 ? 1U : 0U;
  }
  out.append(block.data(), header.highs_at());
  BitWriter highs(out);
  for (unsigned i = 0; i < header.exceptions; ++i) {
    highs.put(values[static_cast<unsigned char>(indexes[i])] >> header.width, header.high_width);
  }
  highs.finish();
}

SVITOK_CLONES std::size_t decode_block(std::string_view bytes, std::uint32_t* values) noexcept {
  Header header;
  if (!read_header(bytes, header)) return 0;
  kUnpackRows[header.width](bytes.data() + header.packed_at(), values);
  const std::size_t size = header.size();
  if (header.exceptions == 0) return size;
  const auto* const indexes = reinterpret_cast<const unsigned char*>(bytes.data() + header.indexes_at());
  return add_highs(header, indexes, bytes.data() + header.highs_at(), values) ? size : 0;
}

std::size_t skip_block(std::string_view bytes) noexcept {
  Header header;
  return read_header(bytes, header) ? header.size() : 0;
}

SVITOK_CLONES bool prefix_sum(std::uint32_t* values, std::uint32_t base) noexcept {
  constexpr Lanes kOne = {1, 1, 1, 1};
  Lanes last = all_lanes(base);
  Lanes seen = {};
#pragma GCC unroll 8
  for (std::size_t row = 0; row < kRows; ++row) {
    const Lanes gaps = load_lanes(values + row * 4);
    seen |= gaps;
    const Lanes sums = sum_lanes(gaps + kOne);
    store_lanes(values + row * 4, sums + last);
    last += all_of_lane<3>(sums);  // All that one row waits for of the one before.
  }
  // 128 gaps below 2^25 sum to less than 2^32.
  return ((seen[0] | seen[1] | seen[2] | seen[3]) >> 24U) == 0;
}

SVITOK_CLONES void running_sum(const std::uint32_t* values, std::uint32_t* sums) noexcept {
  Lanes last = {};
#pragma GCC unroll 8
  for (std::size_t row = 0; row < kRows; ++row) {
    const Lanes sum = sum_lanes(load_lanes(values + row * 4));
    store_lanes(sums + row * 4, sum + last);
    last += all_of_lane<3>(sum);
  }
}

}  // namespace svitok::postings
