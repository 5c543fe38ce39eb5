// The title and the date of a text that does not mark them: by its first lines. Thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "document/content.h"

namespace svitok::document {

/// The first line that says something: not a date, not a list of languages or links, not a rule of dashes. At most 200
/// bytes, cut at a word. Empty when there is none.
[[nodiscard]] std::string title_of(std::string_view text);

/// The date of the first line that is a date, else of a dateline ("Moscow, 9 June 2020 - ..."), among the first lines.
[[nodiscard]] std::string date_of(std::string_view text);

/// All of a plain text file: `text` must be UTF-8.
[[nodiscard]] Content read_plain_text(std::string_view text);

}  // namespace svitok::document
