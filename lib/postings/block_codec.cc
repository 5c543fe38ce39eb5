#include "postings/block_codec.h"

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
    std::memset(values, 0, kBlock * sizeof *values);
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

void pack(const std::uint32_t* values, unsigned width, char* packed) {
  std::array<std::uint32_t, kBlock> words{};
  for (std::size_t i = 0; i < kBlock; ++i) {
    const std::size_t bit = i / 4 * width;
    const std::uint64_t value = width == 32 ? values[i] : values[i] & ((1U << width) - 1);
    const std::uint64_t shifted = value << bit % 32;
    words[bit / 32 * 4 + i % 4] |= static_cast<std::uint32_t>(shifted);
    if (bit % 32 + width > 32) words[(bit / 32 + 1) * 4 + i % 4] |= static_cast<std::uint32_t>(shifted >> 32U);
  }
  std::memcpy(packed, words.data(), width * sizeof(Lanes));
}

unsigned bits_of(std::uint32_t value) { return static_cast<unsigned>(std::bit_width(value)); }

// The width at which packed part and exceptions together are smallest.
unsigned best_width(const std::uint32_t* values) {
  std::array<std::uint32_t, 33> count{};
  for (std::size_t i = 0; i < kBlock; ++i) ++count[bits_of(values[i])];
  unsigned widest = 32;
  while (widest > 0 && count[widest] == 0) --widest;
  unsigned best = widest;
  std::size_t best_cost = widest * sizeof(Lanes);
  for (unsigned width = 0; width < widest; ++width) {
    std::size_t cost = width * sizeof(Lanes);
    for (unsigned bits = width + 1; bits <= widest; ++bits) cost += count[bits] * (1 + (bits - width + 6) / 7);
    if (cost < best_cost) {
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

}  // namespace

void encode_block(const std::uint32_t* values, std::string& out) {
  const unsigned width = best_width(values);
  const std::size_t begin = out.size();
  out.resize(begin + kHeader + width * sizeof(Lanes));
  pack(values, width, out.data() + begin + kHeader);
  unsigned exceptions = 0;
  for (std::size_t i = 0; i < kBlock; ++i) {
    if (bits_of(values[i]) <= width) continue;
    out.push_back(static_cast<char>(i));
    ++exceptions;
  }
  for (std::size_t i = 0; i < kBlock && exceptions != 0; ++i) {
    if (bits_of(values[i]) > width) base::append_varint(out, values[i] >> width);
  }
  out[begin] = static_cast<char>(width);
  out[begin + 1] = static_cast<char>(exceptions);
}

std::size_t decode_block(std::string_view bytes, std::uint32_t* values) noexcept {
  Header header{};
  if (!read_header(bytes, header)) return 0;
  kUnpack[header.width](bytes.data() + kHeader, values);
  const std::size_t indexes = kHeader + header.width * sizeof(Lanes);
  if (header.exceptions == 0) return indexes;
  if (header.width >= 32) return 0;
  const auto* const index = reinterpret_cast<const unsigned char*>(bytes.data() + indexes);
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
  for (std::size_t row = 0; row < kRows; ++row) {
    Lanes sum = load(values + row * 4);
    seen |= sum;
    sum += kOne;
    sum += __builtin_shufflevector(kZero, sum, 0, 4, 5, 6);
    sum += __builtin_shufflevector(kZero, sum, 0, 1, 4, 5);
    sum += last;
    store(values + row * 4, sum);
    last = __builtin_shufflevector(sum, sum, 3, 3, 3, 3);
  }
  // 128 gaps below 2^25 sum to less than 2^32.
  return ((seen[0] | seen[1] | seen[2] | seen[3]) >> 24U) == 0;
}

}  // namespace svitok::postings
