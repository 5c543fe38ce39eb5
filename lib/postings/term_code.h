// A code of strings that compares as they do, in which a small Russian letter takes one byte as a Latin one does.
//
// A byte of ASCII is coded as itself, a letter of а to я as one byte, any other byte as one of three and itself: which
// of the three tells whether it stands before, between or behind the two rows of letters in UTF-8, D0 B0 to D0 BF and
// D1 80 to D1 8F. Any bytes can be coded; the code of a prefix is a prefix of the code, unless it ends within a letter.
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace svitok::postings {

namespace term_code {
inline constexpr unsigned kBefore = 0x80;
inline constexpr unsigned kFirstRow = 0x81;
inline constexpr unsigned kBetween = kFirstRow + 16;
inline constexpr unsigned kSecondRow = kBetween + 1;
inline constexpr unsigned kBehind = kSecondRow + 16;
}  // namespace term_code

/// A term by its code.
struct TermCode {
  std::string_view bytes;
};

/// Writes the code of `string` to `out`, which has room for two bytes for each of its bytes. Where it ends.
inline unsigned char* encode_term(std::string_view string, unsigned char* out) noexcept {
  using namespace term_code;
  const auto put = [&out](unsigned byte) { *out++ = static_cast<unsigned char>(byte); };
  for (std::size_t at = 0; at < string.size(); ++at) {
    const auto byte = static_cast<unsigned char>(string[at]);
    const unsigned next = at + 1 < string.size() ? static_cast<unsigned char>(string[at + 1]) : 0U;
    if (byte < 0x80) {
      put(byte);
    } else if (byte == 0xD0 && next >= 0xB0 && next <= 0xBF) {
      put(kFirstRow + next - 0xB0);
      ++at;
    } else if (byte == 0xD1 && next >= 0x80 && next <= 0x8F) {
      put(kSecondRow + next - 0x80);
      ++at;
    } else {
      put(byte < 0xD0 || (byte == 0xD0 && next < 0xB0)    ? kBefore
          : byte == 0xD0 || (byte == 0xD1 && next < 0x80) ? kBetween
                                                          : kBehind);
      put(byte);
    }
  }
  return out;
}

inline void append_code(std::string_view string, std::string& out) {
  const auto put = [&](unsigned char* code) {
    const unsigned char* const end = encode_term(string, code);
    out.append(reinterpret_cast<const char*>(code), static_cast<std::size_t>(end - code));
  };
  // Through the stack, so that `out` needs memory for the code and not for the longest that it could be: a look-up's
  // short code needs none then.
  constexpr std::size_t kShort = 128;
  if (string.size() <= kShort) {
    std::array<unsigned char, 2 * kShort> code;
    put(code.data());
  } else {
    put(std::make_unique_for_overwrite<unsigned char[]>(2 * string.size()).get());
  }
}

[[nodiscard]] inline std::string code_of(std::string_view string) {
  std::string code;
  append_code(string, code);
  return code;
}

/// Calls push(char) with the bytes of the string that has this code; of a malformed code, with some bytes.
/// `byte_at(i)`: the code's i-th byte of `size`.
template <typename ByteAt, typename Push>
void decode_term(std::size_t size, ByteAt byte_at, Push push) {
  using namespace term_code;
  for (std::size_t i = 0; i < size; ++i) {
    const unsigned code = byte_at(i);
    if (code < kBefore) {
      push(static_cast<char>(code));
    } else if (code == kBefore || code == kBetween || code >= kBehind) {
      if (++i < size) push(static_cast<char>(byte_at(i)));
    } else {
      push(code < kSecondRow ? '\xD0' : '\xD1');
      push(static_cast<char>(code < kSecondRow ? code - kFirstRow + 0xB0 : code - kSecondRow + 0x80));
    }
  }
}

}  // namespace svitok::postings
