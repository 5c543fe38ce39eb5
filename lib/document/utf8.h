// UTF-8 as the readers need it: is it valid, where is it not, what are its code points. Thread-safe.
#pragma once

#include <cstddef>
#include <string_view>

namespace svitok::document {

/// One decoded step: a code point, or one invalid byte (`valid` false, length 1, code point U+FFFD).
struct CodePoint {
  char32_t value;
  std::size_t length;
  bool valid;
};

/// The step at `position`, which must lie within `text`.
[[nodiscard]] CodePoint decode_at(std::string_view text, std::size_t position);

[[nodiscard]] bool is_valid_utf8(std::string_view text);

/// How much of a text is UTF-8.
struct Utf8Census {
  std::size_t first_invalid = std::string_view::npos;  ///< Byte offset.
  std::size_t invalid = 0;                             ///< Bytes that are part of no character.
  std::size_t multibyte = 0;                           ///< Valid characters beyond ASCII.
};
[[nodiscard]] Utf8Census take_census(std::string_view text);

/// The longest prefix of at most `limit` bytes that does not cut a character.
[[nodiscard]] std::string_view prefix_of(std::string_view text, std::size_t limit);

/// The text without white space (ASCII, NBSP, byte order mark) at its ends.
[[nodiscard]] std::string_view trim(std::string_view text);

}  // namespace svitok::document
