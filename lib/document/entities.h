// Character references of HTML in Markdown text (md4c hands them over undecoded). Thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace svitok::document {

/// "&mdash;", "&#1102;", "&#x44E;" -> the character in UTF-8. Numbers that are no character become U+FFFD; a name
/// beyond the few dozen that occur in prose stays as it is.
[[nodiscard]] std::string decode_entity(std::string_view entity);

}  // namespace svitok::document
