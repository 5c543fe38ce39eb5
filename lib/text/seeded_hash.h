// Hashes of short strings, seeded at random in each table, so that no text can be made to collide.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <random>
#include <string_view>

namespace svitok::text {

/// A 64x64-bit product folded: every input bit reaches every output bit.
[[nodiscard]] inline std::uint64_t mix(std::uint64_t a, std::uint64_t b) noexcept {
  __extension__ using Wide = unsigned __int128;
  const Wide product = static_cast<Wide>(a) * b;
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64U);
}

/// The first 24 bytes of a string as three integers, zero-padded.
using Head = std::array<std::uint64_t, 3>;
inline constexpr std::size_t kHeadBytes = sizeof(Head);

struct HeadMasks {
  std::array<Head, kHeadBytes + 1> of_size{};
  constexpr HeadMasks() {
    for (std::size_t size = 1; size <= kHeadBytes; ++size) {
      for (std::size_t i = 0; i < 3; ++i) {
        const std::size_t here = size <= 8 * i ? 0 : size - 8 * i;
        of_size[size][i] = here >= 8 ? ~std::uint64_t{0} : (std::uint64_t{1} << (8 * here)) - 1;
      }
    }
  }
};
inline constexpr HeadMasks kHeadMasks;

/// The head of `text` [at, at + size), where the text around it may be read.
[[nodiscard]] inline Head head_of(std::string_view text, std::size_t at, std::size_t size) noexcept {
  const char* const begin = text.data() + at;
  if (at + kHeadBytes <= text.size()) {
    const Head& mask = kHeadMasks.of_size[size < kHeadBytes ? size : kHeadBytes];
    const auto load = [begin](std::size_t from) {
      std::uint64_t integer;
      std::memcpy(&integer, begin + from, sizeof integer);
      return integer;
    };
    return {load(0) & mask[0], load(8) & mask[1], load(16) & mask[2]};
  }
  Head head{};
  std::memcpy(head.data(), begin, size < kHeadBytes ? size : kHeadBytes);
  return head;
}

/// The first 8 bytes of a string that has one at least as an integer, zero-padded.
[[nodiscard]] inline std::uint64_t first_bytes(std::string_view text) noexcept {
  const auto load = [&text](auto& integer, std::size_t at) { std::memcpy(&integer, text.data() + at, sizeof integer); };
  const std::size_t size = text.size();
  if (size >= sizeof(std::uint64_t)) {
    std::uint64_t all;
    load(all, 0);
    return all;
  }
  // Pieces that may overlap instead of a copy of so many bytes.
  if (size >= sizeof(std::uint32_t)) {
    std::uint32_t front;
    std::uint32_t back;
    load(front, 0);
    load(back, size - sizeof back);
    return front | std::uint64_t{back} << 8 * (size - sizeof back);
  }
  const auto byte = [&text](std::size_t at) { return std::uint64_t{static_cast<unsigned char>(text[at])} << 8 * at; };
  return byte(0) | byte(size / 2) | byte(size - 1);
}

class SeededHash {
 public:
  SeededHash() {
    std::random_device random;
    for (std::uint64_t& seed : seeds_) seed = (std::uint64_t{random()} << 32U) | random() | 1U;  // odd: never zero
  }

  /// Of a string of `size` bytes with this head; `tail` is what follows the head.
  [[nodiscard]] std::uint32_t operator()(const Head& head, std::size_t size, std::string_view tail) const noexcept {
    std::uint64_t hash = mix(head[0] ^ seeds_[0], head[1] ^ seeds_[1]);
    hash = mix(hash ^ head[2], seeds_[2]) + size;
    for (std::size_t done = 0; done < tail.size(); done += 8) {
      hash = mix(hash ^ seeds_[1], first_bytes(tail.substr(done)) ^ seeds_[0]);
    }
    return static_cast<std::uint32_t>(hash);
  }
  [[nodiscard]] std::uint32_t operator()(std::string_view text) const noexcept {
    return (*this)(head_of(text, 0, text.size()), text.size(),
                   text.size() <= kHeadBytes ? std::string_view() : text.substr(kHeadBytes));
  }

 private:
  std::uint64_t seeds_[3];
};

}  // namespace svitok::text
