#include "terminal_escape.h"

#include <gtest/gtest.h>

namespace tools {
namespace {

struct Case {
  std::string_view text;
  std::string_view shown;
};

TEST(TerminalEscape, ShowsWhatCouldDriveATerminalAndKeepsTheRest) {
  const Case cases[] = {
      {"plain, русский, 漢字, 🔎", "plain, русский, 漢字, 🔎"},
      {"", ""},
      {"\x1b[31mred", "\\x1B[31mred"},
      {std::string_view("nul\0", 4), "nul\\x00"},
      {"tab\tline\n", "tab\\x09line\\x0A"},
      {"\x7f", "\\x7F"},
      {"\u009b", "\\u{009B}"},                       // C1: a control sequence in one character
      {"\u202eabc\u202c", "\\u{202E}abc\\u{202C}"},  // bidi override
      {"\u2066\u2069\u200e", "\\u{2066}\\u{2069}\\u{200E}"},
      {"\u2028", "\\u{2028}"},
      {"\ufeff", "\\u{FEFF}"},
      {"\U000E0041", "\\u{E0041}"},  // tag characters
      {"a\u0301", "a\u0301"},        // a stress mark is text
      {"\x80", "\\x80"},             // stray continuation
      {"\xc0\xaf", "\\xC0\\xAF"},    // overlong
      {"\xe0\x80\xaf", "\\xE0\\x80\\xAF"},
      {"\xed\xa0\x80", "\\xED\\xA0\\x80"},           // surrogate
      {"\xf4\x90\x80\x80", "\\xF4\\x90\\x80\\x80"},  // past U+10FFFF
      {"\xf5", "\\xF5"},
      {"\xd0", "\\xD0"},  // cut short
      {"\xd0я", "\\xD0я"},
      {"\xf0\x9f\x94", "\\xF0\\x9F\\x94"},
  };
  for (const Case& c : cases) EXPECT_EQ(escape_for_terminal(c.text), c.shown);
}

TEST(TerminalEscape, ALineHasItsWhiteSpaceClosedUp) {
  EXPECT_EQ(escape_line_for_terminal("one\r\n\ttwo  three\x1b"), "one two three\\x1B");
  EXPECT_EQ(escape_line_for_terminal(" \n "), " ");
}

TEST(TerminalEscape, LinesKeepTheirEnds) { EXPECT_EQ(escape_lines_for_terminal("a\x07\nb\n"), "a\\x07\nb\n"); }

}  // namespace
}  // namespace tools
