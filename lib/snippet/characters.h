// Walking UTF-8 text by what a person sees of it: a run of white space and control characters is one blank, an invalid
// byte is one U+FFFD. Thread-safe.
#pragma once

#include <cstddef>
#include <string_view>

namespace svitok::snippet {

/// What stands at an offset of a text.
struct Character {
  std::size_t bytes = 1;  ///< At least 1.
  bool valid = true;      ///< Well-formed UTF-8 (RFC 3629); an ill-formed sequence counts byte by byte.
  bool blank = false;     ///< White space, a line break or a control character.
};

/// REQUIRES: offset < text.size().
[[nodiscard]] Character character_at(std::string_view text, std::size_t offset) noexcept;

/// White space and control characters of ASCII: where a passage may be cut.
[[nodiscard]] constexpr bool is_blank(char byte) noexcept {
  const auto value = static_cast<unsigned char>(byte);
  return value <= 0x20 || value == 0x7F;
}

/// A byte that goes on a character of UTF-8.
[[nodiscard]] constexpr bool is_continuation(char byte) noexcept {
  return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

/// About how many characters bytes [begin, end) show.
[[nodiscard]] std::size_t count_characters(std::string_view text, std::size_t begin, std::size_t end) noexcept;

/// The offset about `characters` after (before) `offset`, at a character boundary, not past either end of the text. The
/// one after does not part a letter from its combining marks.
[[nodiscard]] std::size_t forward(std::string_view text, std::size_t offset, std::size_t characters) noexcept;
[[nodiscard]] std::size_t backward(std::string_view text, std::size_t offset, std::size_t characters) noexcept;

/// Whether a sentence or a paragraph begins at `offset`, going by punctuation and blank lines alone.
[[nodiscard]] bool begins_sentence(std::string_view text, std::size_t offset) noexcept;

}  // namespace svitok::snippet
