// Text in which a Cyrillic letter takes one byte, as a window of SCSU (Unicode Technical Standard 6) makes it: half of
// the bytes of Russian in UTF-8 only say that it is Russian. A compressor finds that out too, but has them to read, and
// packs letters of two bytes worse.
//
//   20..7F, tab, line feed, carriage return   themselves
//   80..FF                                    U+0400..U+047F
//   00, a byte                                that byte
//   01, bytes of UTF-8                        that character, of two to four bytes
//   other control characters                  a mark of punctuation each (text_code.cc)
//
// Any bytes can be coded, text or not. Thread-safe.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace svitok::store {

/// How much longer than the text encode_text() may make it, for what follows to make it shorter again.
inline constexpr std::size_t kTextCodeExcess = 512;
/// How many bytes it may look at, and write, at a time.
inline constexpr std::size_t kTextCodeVector = 32;
/// The bytes that encode_text() may write.
[[nodiscard]] constexpr std::size_t text_code_room(std::size_t text_bytes) noexcept {
  constexpr std::size_t kLongestCode = 5;
  return text_bytes + std::min(text_bytes, kTextCodeExcess + kLongestCode) + kTextCodeVector;
}

/// Writes the code of `text` to `out`, which has room for text_code_room(). The bytes of it; 0 if coding does not make
/// it shorter, or its beginning much longer.
using EncodeText = std::size_t (*)(std::string_view text, char* out) noexcept;
/// All that this processor can run, the fastest first; the last one can be run by any. They write the same.
[[nodiscard]] const std::vector<EncodeText>& text_encoders();
[[nodiscard]] inline std::size_t encode_text(std::string_view text, char* out) {
  return text_encoders().front()(text, out);
}

/// Sets `out` to the `size` bytes of text that `coded` begins with. How many bytes their code has; 0 if it is none.
[[nodiscard]] std::size_t decode_text(std::string_view coded, std::size_t size, std::string& out);

}  // namespace svitok::store
