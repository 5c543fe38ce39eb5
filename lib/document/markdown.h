// Markdown (CommonMark with GitHub's tables, task lists and strike-through) to title, text and metadata. Thread-safe.
#pragma once

#include <string_view>

#include "document/content.h"

namespace svitok::document {

/// A whole file in UTF-8. Front matter ("---" lines around "key: value") gives title, date, lang and url and is no part
/// of the text. Code is kept as text; of HTML only its text is. Throws DocumentError for a file whose links expand
/// without bound.
[[nodiscard]] Content read_markdown(std::string_view markdown);

}  // namespace svitok::document
