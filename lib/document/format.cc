#include <algorithm>
#include <array>
#include <string>

#include "svitok/reader.h"

namespace svitok {

namespace {

constexpr std::string_view kMarkdown[] = {".md", ".markdown"};
constexpr std::string_view kHtml[] = {".html", ".htm", ".xhtml"};
constexpr std::string_view kText[] = {".txt", ".text"};

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return result;
}

template <std::size_t N>
bool holds(const std::string_view (&names)[N], std::string_view name) {
  return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

// Past a byte order mark, white space, comments and an XML declaration.
std::string_view skip_prologue(std::string_view head) {
  for (;;) {
    const std::size_t start = head.find_first_not_of(" \t\r\n\f\xEF\xBB\xBF");
    if (start == std::string_view::npos) return {};
    head.remove_prefix(start);
    const bool is_comment = head.starts_with("<!--");
    if (!is_comment && !head.starts_with("<?xml")) return head;
    const std::size_t end = head.find(is_comment ? "-->" : "?>");
    if (end == std::string_view::npos) return {};
    head.remove_prefix(end + 2);
    if (head.starts_with('>')) head.remove_prefix(1);
  }
}

bool begins_like_html(std::string_view bytes) {
  const std::string head = lower(skip_prologue(bytes.substr(0, 1024)).substr(0, 16));
  return head.starts_with("<!doctype html") || head.starts_with("<html>") || head.starts_with("<html ");
}

}  // namespace

Format detect_format(const std::filesystem::path& path, std::string_view bytes) {
  const std::string extension = lower(path.extension().string());
  if (holds(kMarkdown, extension)) return Format::kMarkdown;
  if (holds(kHtml, extension)) return Format::kHtml;
  if (holds(kText, extension)) return Format::kText;
  return begins_like_html(bytes) ? Format::kHtml : Format::kText;
}

}  // namespace svitok
