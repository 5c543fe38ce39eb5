// Bytes to normalised text, with the way back to the bytes. One source of truth for what "normalised" means.
//
// Plain input (ASCII and the Russian alphabet, precomposed) is folded byte by byte and keeps its length; everything
// else goes to ICU, one normalisation unit (a base and its marks) at a time, so that every normalised byte knows the
// original letters it came from. Stateless; thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace svitok::text {

struct Normalised {
  std::string text;       ///< Well-formed UTF-8.
  bool plain = true;      ///< Only ASCII and Cyrillic of U+0430..U+045F.
  bool latin = false;     ///< Holds an ASCII letter.
  bool cyrillic = false;  ///< Holds a Cyrillic letter.
  /// The original bytes that text[i] stands for; empty where text and original have the same lengths throughout.
  std::vector<std::uint32_t> unit_begin;
  std::vector<std::uint32_t> unit_end;

  /// The original bytes behind normalised bytes [begin, end). REQUIRES: begin < end.
  [[nodiscard]] std::uint32_t original_begin(std::uint32_t begin) const {
    return unit_begin.empty() ? begin : unit_begin[begin];
  }
  [[nodiscard]] std::uint32_t original_end(std::uint32_t end) const {
    return unit_end.empty() ? end : unit_end[end - 1];
  }
};

/// Replaces `out`, whose memory is used again. `raw`: any bytes; a bad byte becomes U+FFFD.
void normalise(std::string_view raw, Normalised& out);

/// The commonest case at once: true when `raw` is letters of A-Z or of А-Я, Ё only, all of one alphabet. It is then one
/// word, and `out` holds its normalised form, which has as many bytes. REQUIRES: `raw` is not empty.
[[nodiscard]] bool fold_simple_word(std::string_view raw, char* out);

}  // namespace svitok::text
