#include "postings/rice_block.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

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

using Bytes = std::uint8_t __attribute__((vector_size(16)));
using Shorts = std::uint16_t __attribute__((vector_size(16)));

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

// The zeros before each one of a high part. There are less than 256 of them in all, so bytes do.
class Zeros {
 public:
  // REQUIRES: kLeastHighs <= bytes <= kMostHighs.
  Zeros(const char* highs, std::size_t bytes) noexcept {
    places_[kBefore - 1] = 0xFF;
    ones_ = find_ones(highs, bytes, places_ + kBefore);
  }
  [[nodiscard]] std::size_t ones() const noexcept { return ones_; }
  // Before ones [i, i + 16).
  [[nodiscard]] Bytes before(std::size_t i) const noexcept {
    Bytes here;
    Bytes last;
    std::memcpy(&here, places_ + kBefore + i, sizeof here);
    std::memcpy(&last, places_ + kBefore + i - 1, sizeof last);
    return here - last - std::uint8_t{1};
  }

 private:
  static constexpr std::size_t kBefore = sizeof(Bytes);

  alignas(16) std::uint8_t places_[kBefore + kMostHighs * 8 + kOnesPadding];
  std::size_t ones_;
};

// Puts the high parts of eight numbers above their low ones.
void add_highs(Shorts highs, unsigned width, std::uint32_t* values) {
  const auto first = std::bit_cast<Lanes>(__builtin_shufflevector(highs, Shorts{}, 0, 8, 1, 9, 2, 10, 3, 11));
  const auto second = std::bit_cast<Lanes>(__builtin_shufflevector(highs, Shorts{}, 4, 12, 5, 13, 6, 14, 7, 15));
  store_lanes(values, load_lanes(values) | first << width);
  store_lanes(values + 4, load_lanes(values + 4) | second << width);
}

// The same for sixteen.
void add_highs(Bytes highs, unsigned width, std::uint32_t* values) {
  const Bytes first = __builtin_shufflevector(highs, Bytes{}, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
  const Bytes second =
      __builtin_shufflevector(highs, Bytes{}, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
  add_highs(std::bit_cast<Shorts>(first), width, values);
  add_highs(std::bit_cast<Shorts>(second), width, values + 8);
}

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

}  // namespace

void encode_rice_block(const std::uint32_t* values, std::string& out) {
  std::array<char, kHeader + kMostWidth * sizeof(Lanes) + kMostHighs> block;
  Header header{best_width(values), 0};
  kPackRows[header.width](values, block.data() + kHeader);
  header.high_bytes = write_highs(values, header.width, block.data() + header.highs_at());
  block[0] = static_cast<char>(header.width);
  block[1] = static_cast<char>(header.high_bytes);
  out.append(block.data(), header.size());
}

std::size_t decode_rice_block(std::string_view bytes, std::uint32_t* values) noexcept {
  Header header;
  if (!read_header(bytes, header)) return 0;
  const Zeros zeros(bytes.data() + header.highs_at(), header.high_bytes);
  if (zeros.ones() != kBlock) return 0;
  kUnpackRows[header.width](bytes.data() + kHeader, values);
  for (std::size_t i = 0; i < kBlock; i += sizeof(Bytes)) add_highs(zeros.before(i), header.width, values + i);
  return header.size();
}

std::size_t skip_rice_block(std::string_view bytes) noexcept {
  Header header;
  return read_header(bytes, header) ? header.size() : 0;
}

}  // namespace svitok::postings
