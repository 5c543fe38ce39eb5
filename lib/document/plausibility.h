// Does a text decoded from a legacy encoding look like a text that people write? Thread-safe.
//
// A decoder never fails on a single-byte encoding: any rubbish decodes to something. So the result is judged by its
// characters beyond ASCII alone. Each of them must stand where its kind stands in English, Russian or another Western
// text: a Cyrillic letter in a wholly Cyrillic word whose capitals come first or everywhere, an accented Latin letter
// beside plain ones, a quotation mark or a dash at the edge of a word. Reading KOI8-R as windows-1251 swaps the cases
// ("оПХБЕР"), and a stray 0xFF reads as a lonely "ÿ": both show at once.
#pragma once

#include <string_view>

namespace svitok::document {

/// True when `text` (UTF-8) has at least two characters beyond ASCII and nine in ten of them stand well.
[[nodiscard]] bool is_plausible(std::string_view text);

}  // namespace svitok::document
