// The characters of a typed query: UTF-8 decoding, which characters separate, which can be operators, and backslash
// escapes. Pure functions, thread-safe.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace svitok::query {

struct Character {
  char32_t code = 0;
  std::size_t length = 0;  ///< Bytes; 1 for an invalid byte, which reads as U+FFFD.
};

/// The character at byte `at` < text.size().
[[nodiscard]] Character decode(std::string_view text, std::size_t at);

/// White space and control characters: what separates runs.
[[nodiscard]] bool is_space(char32_t code);

/// Whether a word can be made of it; false for ASCII and general punctuation.
[[nodiscard]] bool is_word_character(char32_t code);

/// The number of word characters in `text`, counting no further than `enough`.
[[nodiscard]] std::size_t count_word_characters(std::string_view text, std::size_t enough);

/// The length in bytes of the escape at `at`: a backslash and the operator character that it makes text. 0: none there.
[[nodiscard]] std::size_t escape_length(std::string_view text, std::size_t at);

/// Whether the character at `at` is made text by a backslash before it.
[[nodiscard]] bool is_escaped(std::string_view text, std::size_t at);

/// The first place of `wanted` (an operator character) that no backslash makes text; npos when there is none.
[[nodiscard]] std::size_t find_operator(std::string_view text, char wanted);

/// The text meant: escapes resolved, invalid bytes as U+FFFD.
[[nodiscard]] std::string plain_text(std::string_view raw);

/// The largest length <= `limit` that does not cut a character of `text`.
[[nodiscard]] std::size_t cut_length(std::string_view text, std::size_t limit);

}  // namespace svitok::query
