#include "output_text.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <string_view>

#include "terminal_escape.h"

namespace tools {
namespace {

constexpr std::string_view kTitle = "\x1b[1m";
constexpr std::string_view kSource = "\x1b[32m";
constexpr std::string_view kMatch = "\x1b[1;31m";
constexpr std::string_view kPlain = "\x1b[0m";

/// Paints text, or leaves it.
struct Brush {
  bool color;
  [[nodiscard]] std::string operator()(std::string_view style, const std::string& text) const {
    if (!color || text.empty()) return text;
    return std::string(style) + text + std::string(kPlain);
  }
};

std::string fixed(double value, int digits) {
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%.*f", digits, value);
  return text.data();
}

std::string snippet_text(const svitok::Snippet& snippet, const Brush& brush) {
  const std::string_view text = snippet.text;
  std::string out;
  std::size_t done = 0;
  for (const svitok::TextRange& range : snippet.highlights) {
    const std::size_t begin = std::clamp(range.begin, done, text.size());
    const std::size_t end = std::clamp(range.end, begin, text.size());
    out += escape_line_for_terminal(text.substr(done, begin - done));
    out += brush(kMatch, escape_line_for_terminal(text.substr(begin, end - begin)));
    done = end;
  }
  return out + escape_line_for_terminal(text.substr(done));
}

/// "press/2020-06-09.txt · ru · 2020-06-09 · https://…"
std::string source_line(const svitok::Hit& hit, const Brush& brush) {
  std::string line = brush(kSource, escape_line_for_terminal(hit.id));
  for (const char* name : {"lang", "date", "url"}) {
    if (const std::string_view value = hit.attribute(name); !value.empty()) {
      line += " · " + escape_line_for_terminal(value);
    }
  }
  return line;
}

std::string hit_text(const svitok::Hit& hit, std::size_t number, const Brush& brush) {
  const std::string title = escape_line_for_terminal(hit.title.empty() ? hit.id : hit.title);
  std::string text = std::to_string(number) + ". " + brush(kTitle, title) + "  " + fixed(hit.score, 2) + "\n   " +
                     source_line(hit, brush) + '\n';
  if (!hit.snippet.text.empty()) text += "   " + snippet_text(hit.snippet, brush) + '\n';
  return text + '\n';
}

std::string total_line(const svitok::Results& results, std::size_t offset) {
  std::string line;
  if (!results.hits.empty()) {
    line = std::to_string(offset + 1) + "–" + std::to_string(offset + results.hits.size()) + " of ";
  }
  if (!results.total_is_exact) line += "about ";
  line += std::to_string(results.total) + (results.total == 1 ? " document" : " documents");
  return line + " in " + fixed(static_cast<double>(results.took_us) / 1000.0, 2) + " ms\n";
}

}  // namespace

std::string results_text(const svitok::Results& results, std::size_t offset, bool color) {
  const Brush brush{color};
  std::string text;
  std::size_t number = offset;
  for (const svitok::Hit& hit : results.hits) text += hit_text(hit, ++number, brush);
  return text + total_line(results, offset);
}

}  // namespace tools
