#include "snippet/characters.h"

#include <array>
#include <cstdint>

namespace svitok::snippet {

namespace {

std::uint8_t byte_at(std::string_view text, std::size_t offset) noexcept {
  return static_cast<std::uint8_t>(text[offset]);
}

// Bytes of the well-formed sequence at `offset`; 0 if there is none. (Unicode Standard, table 3-7.)
std::size_t sequence_length(std::string_view text, std::size_t offset) noexcept {
  const std::uint8_t lead = byte_at(text, offset);
  if (lead < 0x80) return 1;
  if (lead < 0xC2 || lead > 0xF4) return 0;
  const std::size_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  if (text.size() - offset < length) return 0;
  const std::uint8_t second = byte_at(text, offset + 1);
  const std::uint8_t low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
  const std::uint8_t high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
  if (second < low || second > high) return 0;
  for (std::size_t i = 2; i < length; ++i) {
    if (!is_continuation(text[offset + i])) return 0;
  }
  return length;
}

// White space and controls outside ASCII: C1, and what Unicode calls White_Space.
bool is_blank_sequence(std::string_view sequence) noexcept {
  if (sequence.size() == 2) {
    return sequence[0] == '\xC2' && (byte_at(sequence, 1) < 0xA0 || sequence[1] == '\xA0');
  }
  if (sequence.size() != 3) return false;
  if (sequence == "\xE1\x9A\x80" || sequence == "\xE3\x80\x80" || sequence == "\xE2\x81\x9F") return true;
  if (sequence.substr(0, 2) != "\xE2\x80") return false;
  const std::uint8_t last = byte_at(sequence, 2);
  return last <= 0x8A || last == 0xA8 || last == 0xA9 || last == 0xAF;
}

// The offset before any closing quotes and brackets that end at `offset`.
std::size_t before_closers(std::string_view text, std::size_t offset) noexcept {
  static constexpr std::array<std::string_view, 6> kClosers{")", "]", "\"", "'", "»", "”"};
  for (bool found = true; found;) {
    found = false;
    for (const std::string_view closer : kClosers) {
      if (!text.substr(0, offset).ends_with(closer)) continue;
      offset -= closer.size();
      found = true;
    }
  }
  return offset;
}

// The offset behind the combining marks (U+0300 to U+036F) at `offset`: they belong to the letter before. Eight at
// most, which is more than any language stacks.
std::size_t after_marks(std::string_view text, std::size_t offset) noexcept {
  for (int marks = 0; marks < 8 && text.size() - offset >= 2; ++marks, offset += 2) {
    const std::uint8_t lead = byte_at(text, offset);
    const std::uint8_t trail = byte_at(text, offset + 1);
    if (!(lead == 0xCC && is_continuation(text[offset + 1])) && !(lead == 0xCD && trail >= 0x80 && trail < 0xB0)) break;
  }
  return offset;
}

}  // namespace

Character character_at(std::string_view text, std::size_t offset) noexcept {
  if (byte_at(text, offset) < 0x80) return {1, true, is_blank(text[offset])};
  const std::size_t length = sequence_length(text, offset);
  if (length == 0) return {1, false, false};
  return {length, true, is_blank_sequence(text.substr(offset, length))};
}

std::size_t count_characters(std::string_view text, std::size_t begin, std::size_t end) noexcept {
  std::size_t count = 0;
  bool after_blank = false;
  for (std::size_t i = begin; i < end; ++i) {
    const bool blank = is_blank(text[i]);
    count += static_cast<std::size_t>(!is_continuation(text[i]) && !(blank && after_blank));
    after_blank = blank;
  }
  return count;
}

std::size_t forward(std::string_view text, std::size_t offset, std::size_t characters) noexcept {
  bool after_blank = false;
  while (offset < text.size()) {
    const Character here = character_at(text, offset);
    if (!(here.blank && after_blank)) {
      if (characters == 0) break;
      --characters;
    }
    after_blank = here.blank;
    offset += here.bytes;
  }
  return after_marks(text, offset);
}

std::size_t backward(std::string_view text, std::size_t offset, std::size_t characters) noexcept {
  bool before_blank = false;
  while (offset > 0) {
    std::size_t start = offset - 1;
    while (start > 0 && offset - start < 4 && is_continuation(text[start])) --start;
    if (character_at(text, start).bytes != offset - start) start = offset - 1;
    const bool blank = character_at(text, start).blank;
    if (!(blank && before_blank)) {
      if (characters == 0) break;
      --characters;
    }
    before_blank = blank;
    offset = start;
  }
  return offset;
}

bool begins_sentence(std::string_view text, std::size_t offset) noexcept {
  std::size_t run = offset;
  std::size_t line_breaks = 0;
  while (run > 0 && is_blank(text[run - 1])) line_breaks += static_cast<std::size_t>(text[--run] == '\n');
  if (run == 0 || line_breaks > 1) return true;
  if (run == offset) return false;
  const std::string_view before = text.substr(0, before_closers(text, run));
  return before.ends_with('.') || before.ends_with('!') || before.ends_with('?') || before.ends_with("…");
}

}  // namespace svitok::snippet
