// Integers as bytes: little-endian of fixed width, and LEB128 varints. Readers never run past their end.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace svitok::base {

static_assert(std::endian::native == std::endian::little, "the index is little-endian and is mapped as it stands");

template <typename Integer>
void append_fixed(std::string& out, Integer value) {
  char bytes[sizeof value];
  std::memcpy(bytes, &value, sizeof value);
  out.append(bytes, sizeof value);
}

/// REQUIRES: sizeof(Integer) readable bytes at `from`.
template <typename Integer>
[[nodiscard]] Integer load_fixed(const void* from) {
  Integer value;
  std::memcpy(&value, from, sizeof value);
  return value;
}

inline void append_varint(std::string& out, std::uint64_t value) {
  while (value >= 0x80U) {
    out.push_back(static_cast<char>(value | 0x80U));
    value >>= 7U;
  }
  out.push_back(static_cast<char>(value));
}

/// Overwrites a varint of `width` bytes at `at` with a smaller value, in as many bytes.
inline void set_varint(std::string& out, std::size_t at, std::size_t width, std::uint64_t value) {
  for (; width > 1; --width, value >>= 7U) out[at++] = static_cast<char>(value | 0x80U);
  out[at] = static_cast<char>(value);
}

/// Reads what the functions above wrote, from a bounded range. After a read past the end, or a malformed varint, every
/// read gives 0 and ok() is false: callers check once, at the end.
class Decoder {
 public:
  explicit Decoder(std::string_view bytes) : next_(bytes.data()), end_(bytes.data() + bytes.size()) {}

  [[nodiscard]] bool ok() const noexcept { return ok_; }
  [[nodiscard]] std::size_t remaining() const noexcept { return static_cast<std::size_t>(end_ - next_); }

  template <typename Integer>
  Integer fixed() {
    if (remaining() < sizeof(Integer)) return fail(), Integer{};
    const auto value = load_fixed<Integer>(next_);
    next_ += sizeof(Integer);
    return value;
  }

  std::uint64_t varint() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      if (next_ == end_) break;
      const auto byte = static_cast<unsigned char>(*next_++);
      value |= std::uint64_t{byte & 0x7FU} << shift;
      if (byte < 0x80U) return value;
    }
    fail();
    return 0;
  }

  /// A varint that must fit 32 bits.
  std::uint32_t varint32() {
    const std::uint64_t value = varint();
    if (value > UINT32_MAX) fail();
    return ok_ ? static_cast<std::uint32_t>(value) : 0;
  }

  std::string_view bytes(std::uint64_t size) {
    if (size > remaining()) return fail(), std::string_view{};
    const std::string_view piece(next_, static_cast<std::size_t>(size));
    next_ += piece.size();
    return piece;
  }

  /// A varint length and that many bytes.
  std::string_view string() { return bytes(varint()); }

  /// What is yet to be read.
  [[nodiscard]] std::string_view rest() const noexcept { return {next_, remaining()}; }
  /// For a reader that finds in the bytes what nobody wrote.
  void fail() noexcept {
    ok_ = false;
    next_ = end_;
  }

 private:
  const char* next_;
  const char* end_;
  bool ok_ = true;
};

inline void append_string(std::string& out, std::string_view value) {
  append_varint(out, value.size());
  out.append(value);
}

}  // namespace svitok::base
