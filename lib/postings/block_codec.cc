#include "postings/block_codec.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include "base/coding.h"
#include "postings/packed_rows.h"

namespace svitok::postings {

namespace {

constexpr std::size_t kRows = kBlock / 4;
constexpr std::size_t kHeader = 2;

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
  unsigned high_code = 0;  // High parts have 1 << high_code bytes each.
  unsigned exceptions = 0;

  [[nodiscard]] std::size_t indexes_at() const { return kHeader + width * sizeof(Lanes); }
  [[nodiscard]] std::size_t highs_at() const { return indexes_at() + exceptions; }
  [[nodiscard]] std::size_t size() const { return highs_at() + (std::size_t{exceptions} << high_code); }
};

// The header with which packed part and exceptions together are smallest.
Header best_header(const Wider& wider) {
  unsigned widest = 0;
  while (widest < 32 && wider[widest] != 0) ++widest;
  Header best{widest, 0, 0};
  for (unsigned width = widest; width-- > 0;) {
    const unsigned high_bits = widest - width;
    const Header header{width, high_bits <= 8 ? 0U : high_bits <= 16 ? 1U : 2U, wider[width]};
    if (header.size() <= best.size()) best = header;
  }
  return best;
}

// False if `bytes` do not begin with a block.
bool read_header(std::string_view bytes, Header& header) {
  if (bytes.size() < kHeader) return false;
  const auto first = static_cast<unsigned char>(bytes[0]);
  header = {first & 0x3FU, unsigned{first} >> 6U, static_cast<unsigned char>(bytes[1])};
  return header.width + (header.exceptions != 0 ? 1 : 0) <= 32 && header.high_code <= 2 &&
         header.exceptions <= kBlock && header.size() <= bytes.size();
}

// Puts the high parts of exceptions where they belong. False if an index is too large.
template <typename High>
bool add_highs(const Header& header, const char* block, std::uint32_t* values) {
  const auto* const index = reinterpret_cast<const unsigned char*>(block + header.indexes_at());
  const char* const highs = block + header.highs_at();
  unsigned seen = 0;
  for (unsigned i = 0; i < header.exceptions; ++i) {
    seen |= index[i];
    values[index[i] % kBlock] |= std::uint32_t{base::load_fixed<High>(highs + i * sizeof(High))} << header.width;
  }
  return seen < kBlock;
}

template <typename High>
void append_highs(const Header& header, const std::uint32_t* values, const char* indexes, char* out) {
  for (unsigned i = 0; i < header.exceptions; ++i) {
    const auto high = static_cast<High>(values[static_cast<unsigned char>(indexes[i])] >> header.width);
    std::memcpy(out + i * sizeof(High), &high, sizeof(High));
  }
}

}  // namespace

void encode_block(const std::uint32_t* values, std::string& out) {
  if (std::all_of(values, values + kBlock, [](std::uint32_t value) { return value == 0; })) {
    out.append(kHeader, '\0');
    return;
  }
  const Header header = best_header(count_wider(values));
  std::array<char, kHeader + kBlock * 5> block;  // With room for the widest block, or for 128 indexes.
  block[0] = static_cast<char>(header.width | header.high_code << 6U);
  block[1] = static_cast<char>(header.exceptions);
  kPackRows[header.width](values, block.data() + kHeader);
  char* const indexes = block.data() + header.indexes_at();
  if (header.exceptions != 0) {
    // Without a branch, which would be guessed wrong at nearly every exception.
    std::size_t next = 0;
    for (std::size_t i = 0; i < kBlock; ++i) {
      indexes[next] = static_cast<char>(i);
      next += values[i] >> header.width != 0 ? 1U : 0U;
    }
    char* const highs = block.data() + header.highs_at();
    constexpr std::array kAppend = {&append_highs<std::uint8_t>, &append_highs<std::uint16_t>,
                                    &append_highs<std::uint32_t>};
    kAppend[header.high_code](header, values, indexes, highs);
  }
  out.append(block.data(), header.size());
}

std::size_t decode_block(std::string_view bytes, std::uint32_t* values) noexcept {
  Header header;
  if (!read_header(bytes, header)) return 0;
  kUnpackRows[header.width](bytes.data() + kHeader, values);
  // Nearly always a byte each.
  const bool is_right = header.high_code == 0   ? add_highs<std::uint8_t>(header, bytes.data(), values)
                        : header.high_code == 1 ? add_highs<std::uint16_t>(header, bytes.data(), values)
                                                : add_highs<std::uint32_t>(header, bytes.data(), values);
  return is_right ? header.size() : 0;
}

std::size_t skip_block(std::string_view bytes) noexcept {
  Header header;
  return read_header(bytes, header) ? header.size() : 0;
}

bool prefix_sum(std::uint32_t* values, std::uint32_t base) noexcept {
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

void running_sum(const std::uint32_t* values, std::uint32_t* sums) noexcept {
  Lanes last = {};
#pragma GCC unroll 8
  for (std::size_t row = 0; row < kRows; ++row) {
    const Lanes sum = sum_lanes(load_lanes(values + row * 4));
    store_lanes(sums + row * 4, sum + last);
    last += all_of_lane<3>(sum);
  }
}

}  // namespace svitok::postings
