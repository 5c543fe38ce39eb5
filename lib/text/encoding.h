// Bytes of a named charset to UTF-8, by ICU's converters. Thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace svitok::text {

/// The text of `bytes` in UTF-8; what the charset does not define becomes U+FFFD. Nothing for a charset that ICU does
/// not know. A byte order mark is not special here.
[[nodiscard]] std::optional<std::string> to_utf8(std::string_view bytes, std::string_view charset);

/// The charset's usual name in lower case ("cp1251" -> "windows-1251"); empty for one that ICU does not know.
[[nodiscard]] std::string canonical_charset(std::string_view name);

}  // namespace svitok::text
