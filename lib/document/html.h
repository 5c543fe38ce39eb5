// HTML to title, main text and metadata. Thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "document/content.h"

namespace svitok::document {

/// The charset that a page declares in its first kilobytes (<meta charset>, http-equiv, <?xml encoding?>); empty when
/// none. Any bytes.
[[nodiscard]] std::string declared_charset(std::string_view bytes);

/// A whole page in UTF-8. Navigation, scripts and the like are left out; <main> or the largest <article> alone is
/// taken when it holds at least half of the text. Throws DocumentError for a page beyond HtmlTree's bounds.
[[nodiscard]] Content read_html(std::string_view html);

/// The text of a piece of HTML, nothing left out but scripts and styles. Throws like read_html.
[[nodiscard]] std::string text_of_html(std::string_view html);

}  // namespace svitok::document
