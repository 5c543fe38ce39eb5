#include "postings/block_codec.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <utility>

#include "base/coding.h"

namespace svitok::postings {

namespace {

// Four lanes at once. The compiler makes SSE2, NEON or plain code of it.
using Lanes = std::uint32_t __attribute__((vector_size(16)));
constexpr std::size_t kRows = kBlock / 4;
constexpr std::size_t kHeader = 2;

Lanes load(const void* from) {
  Lanes lanes;
  std::memcpy(&lanes, from, sizeof lanes);
  return lanes;
}

void store(void* to, Lanes lanes) { std::memcpy(to, &lanes, sizeof lanes); }

// Row r of a block lies at bits [r * width, (r + 1) * width) of each lane's stream of 32-bit words.
template <unsigned kWidth>
void unpack(const char* packed, std::uint32_t* values) {
  if constexpr (kWidth == 0) {
    // Unrolled, lest the compiler make memset() of it, which is slow to start for so few bytes.
#pragma GCC unroll 32
    for (std::size_t row = 0; row < kRows; ++row) store(values + row * 4, Lanes{});
  } else {
    constexpr std::uint32_t kMask = kWidth == 32 ? UINT32_MAX : (1U << (kWidth % 32)) - 1;
    const Lanes mask = {kMask, kMask, kMask, kMask};
    Lanes word = load(packed);
#pragma GCC unroll 32
    for (unsigned row = 0; row < kRows; ++row) {
      const unsigned bit = row * kWidth % 32;
      const unsigned index = row * kWidth / 32;
      Lanes value = word >> bit;
      if (bit + kWidth >= 32 && index + 1 < kWidth) {
        word = load(packed + (index + 1) * sizeof(Lanes));
        if (bit + kWidth > 32) value |= word << (32 - bit);
      }
      store(values + row * 4, value & mask);
    }
  }
}

using Unpack = void (*)(const char*, std::uint32_t*);
template <std::size_t... kWidths>
constexpr std::array<Unpack, sizeof...(kWidths)> make_unpackers(std::index_sequence<kWidths...>) {
  return {&unpack<static_cast<unsigned>(kWidths)>...};
}
constexpr auto kUnpack = make_unpackers(std::make_index_sequence<33>{});

// The reverse of unpack(); higher bits than kWidth are left out.
template <unsigned kWidth>
void pack(const std::uint32_t* values, char* packed) {
  if constexpr (kWidth != 0) {
    constexpr std::uint32_t kMask = kWidth == 32 ? UINT32_MAX : (1U << (kWidth % 32)) - 1;
    const Lanes mask = {kMask, kMask, kMask, kMask};
    Lanes word = {};
#pragma GCC unroll 32
    for (unsigned row = 0; row < kRows; ++row) {
      const unsigned bit = row * kWidth % 32;
      const unsigned index = row * kWidth / 32;
      const Lanes value = load(values + row * 4) & mask;
      word |= value << bit;
      if (bit + kWidth >= 32) {
        store(packed + index * sizeof(Lanes), word);
        word = bit + kWidth > 32 ? value >> (32 - bit) : Lanes{};
      }
    }
  }
}

using Pack = void (*)(const std::uint32_t*, char*);
template <std::size_t... kWidths>
constexpr std::array<Pack, sizeof...(kWidths)> make_packers(std::index_sequence<kWidths...>) {
  return {&pack<static_cast<unsigned>(kWidths)>...};
}
constexpr auto kPack = make_packers(std::make_index_sequence<33>{});

unsigned bits_of(std::uint32_t value) { return static_cast<unsigned>(std::bit_width(value)); }

// wider[w]: how many of the block's numbers have more than w bits. 40 entries, so that wider[w + 7] is always there.
using Wider = std::array<std::uint32_t, 40>;

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

// The width at which packed part and exceptions together are smallest. An exception takes a byte for its index and one
// for every 7 bits above the width.
unsigned best_width(const Wider& wider) {
  unsigned widest = 0;
  while (wider[widest] != 0) ++widest;
  unsigned best = widest;
  std::size_t best_cost = widest * sizeof(Lanes);
  for (unsigned width = widest; width-- > 0;) {
    std::size_t cost = width * sizeof(Lanes) + wider[width];
    for (unsigned bits = width; wider[bits] != 0; bits += 7) cost += wider[bits];
    if (cost <= best_cost) {
      best = width;
      best_cost = cost;
    }
  }
  return best;
}

struct Header {
  unsigned width;
  unsigned exceptions;
};

// False if `bytes` cannot begin a block.
bool read_header(std::string_view bytes, Header& header) {
  if (bytes.size() < kHeader) return false;
  header = {static_cast<unsigned char>(bytes[0]), static_cast<unsigned char>(bytes[1])};
  return header.width <= 32 && header.exceptions <= kBlock &&
         bytes.size() >= kHeader + header.width * sizeof(Lanes) + header.exceptions;
}

// Whether the bytes [at, at + count) are all below 0x80. REQUIRES: they are there.
bool all_below_0x80(std::string_view bytes, std::size_t at, std::size_t count) {
  constexpr std::uint64_t kHighBits = 0x8080808080808080U;
  const char* const from = bytes.data() + at;
  std::uint64_t seen = 0;
  if (count < 8) {
    for (std::size_t i = 0; i < count; ++i) seen |= static_cast<unsigned char>(from[i]);
  } else {
    for (std::size_t i = 0; i + 8 < count; i += 8) seen |= base::load_fixed<std::uint64_t>(from + i);
    seen |= base::load_fixed<std::uint64_t>(from + count - 8);
  }
  return (seen & kHighBits) == 0;
}

}  // namespace

void encode_block(const std::uint32_t* values, std::string& out) {
  if (std::all_of(values, values + kBlock, [](std::uint32_t value) { return value == 0; })) {
    out.append(kHeader, '\0');
    return;
  }
  const unsigned width = best_width(count_wider(values));
  std::array<char, kHeader + kBlock * 5> head;  // With room for the widest block, or for 128 indexes.
  kPack[width](values, head.data() + kHeader);
  char* const indexes = head.data() + kHeader + width * sizeof(Lanes);
  std::size_t exceptions = 0;
  if (width < 32) {
    // Without a branch, which would be guessed wrong at nearly every exception.
    for (std::size_t i = 0; i < kBlock; ++i) {
      indexes[exceptions] = static_cast<char>(i);
      exceptions += values[i] >> width != 0 ? 1U : 0U;
    }
  }
  head[0] = static_cast<char>(width);
  head[1] = static_cast<char>(exceptions);
  out.append(head.data(), kHeader + width * sizeof(Lanes) + exceptions);
  base::VarintBuffer<kBlock> highs;
  for (std::size_t i = 0; i < exceptions; ++i) highs.add(values[static_cast<unsigned char>(indexes[i])] >> width);
  out.append(highs.view());
}

std::size_t decode_block(std::string_view bytes, std::uint32_t* values) noexcept {
  Header header{};
  if (!read_header(bytes, header)) return 0;
  kUnpack[header.width](bytes.data() + kHeader, values);
  const std::size_t indexes = kHeader + header.width * sizeof(Lanes);
  if (header.exceptions == 0) return indexes;
  if (header.width >= 32) return 0;
  const auto* const index = reinterpret_cast<const unsigned char*>(bytes.data() + indexes);
  // Nearly always all high parts have a byte each. Indexes are below 0x80 too.
  if (const std::size_t count = header.exceptions;
      bytes.size() >= indexes + 2 * count && all_below_0x80(bytes, indexes, 2 * count)) {
    for (std::size_t i = 0; i < count; ++i) values[index[i]] |= std::uint32_t{index[count + i]} << header.width;
    return indexes + 2 * count;
  }
  const unsigned char* high = index + header.exceptions;
  const auto* const end = reinterpret_cast<const unsigned char*>(bytes.data() + bytes.size());
  for (unsigned i = 0; i < header.exceptions; ++i) {
    if (index[i] >= kBlock || high == end) return 0;
    std::uint32_t bits = *high;
    if (bits < 0x80) {
      ++high;
    } else {
      base::Decoder decoder({reinterpret_cast<const char*>(high), static_cast<std::size_t>(end - high)});
      bits = decoder.varint32();
      if (!decoder.ok()) return 0;
      high = end - decoder.remaining();
    }
    values[index[i]] |= bits << header.width;
  }
  return static_cast<std::size_t>(high - reinterpret_cast<const unsigned char*>(bytes.data()));
}

std::size_t skip_block(std::string_view bytes) noexcept {
  Header header{};
  if (!read_header(bytes, header)) return 0;
  std::size_t at = kHeader + header.width * sizeof(Lanes) + header.exceptions;
  if (bytes.size() >= at + header.exceptions && all_below_0x80(bytes, at, header.exceptions))
    return at + header.exceptions;
  // A number ends with the byte whose high bit is not set.
  for (unsigned left = header.exceptions; left > 0; ++at) {
    if (at == bytes.size()) return 0;
    left -= static_cast<unsigned char>(bytes[at]) < 0x80 ? 1 : 0;
  }
  return at;
}

bool prefix_sum(std::uint32_t* values, std::uint32_t base) noexcept {
  constexpr Lanes kOne = {1, 1, 1, 1};
  constexpr Lanes kZero = {0, 0, 0, 0};
  Lanes last = {base, base, base, base};
  Lanes seen = kZero;
#pragma GCC unroll 8
  for (std::size_t row = 0; row < kRows; ++row) {
    Lanes sum = load(values + row * 4);
    seen |= sum;
    sum += kOne;
    sum += __builtin_shufflevector(kZero, sum, 0, 4, 5, 6);
    sum += __builtin_shufflevector(kZero, sum, 0, 1, 4, 5);
    store(values + row * 4, sum + last);
    last += __builtin_shufflevector(sum, sum, 3, 3, 3, 3);  // All that one row waits for of the one before.
  }
  // 128 gaps below 2^25 sum to less than 2^32.
  return ((seen[0] | seen[1] | seen[2] | seen[3]) >> 24U) == 0;
}

}  // namespace svitok::postings
