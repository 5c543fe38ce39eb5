// Foreign text made safe to show on a terminal.
#pragma once

#include <string>
#include <string_view>

namespace tools {

/// `text` with everything that could move the cursor, recolour the screen or reorder the line shown as an escape:
/// control characters and stray bytes as \x1B, format characters such as bidi overrides as \u{202E}. The rest is kept
/// as it is. The result is valid UTF-8.
[[nodiscard]] std::string escape_for_terminal(std::string_view text);

/// The same, and every run of white space (line ends, tabs) as one blank: for what has to stay on one line.
[[nodiscard]] std::string escape_line_for_terminal(std::string_view text);

/// escape_for_terminal() of text whose line ends are ours and stay.
[[nodiscard]] std::string escape_lines_for_terminal(std::string_view text);

}  // namespace tools
