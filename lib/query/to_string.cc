#include <cstdio>
#include <string>

#include "query/query.h"

namespace svitok::query {

namespace {

// `text` between two marks; a backslash before what would end it, control characters as \x01.
void write_quoted(std::string& out, std::string_view opening, std::string_view text, std::string_view closing) {
  out += opening;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
      char code[8];
      std::snprintf(code, sizeof code, "\\x%02x", static_cast<unsigned>(c));
      out += code;
      continue;
    }
    if (c == '\\' || text.substr(at, closing.size()) == closing) out += '\\';
    out += c;
  }
  out += closing;
}

std::string_view occur_word(Occur occur) {
  switch (occur) {
    case Occur::kMust:
      return "must ";
    case Occur::kMustNot:
      return "not ";
    case Occur::kShould:
      break;
  }
  return "should ";
}

void write(std::string& out, const Node& node);

void write_children(std::string& out, const Node& node) {
  out += '(';
  for (const Node& child : node.children) {
    if (&child != &node.children.front()) out += ' ';
    if (node.kind == Kind::kGroup) out += occur_word(child.occur);
    write(out, child);
  }
  out += ')';
}

void write_value(std::string& out, const Node& node) {
  write_quoted(out, "[", node.field, "=");
  write_quoted(out, "", node.text, node.kind == Kind::kRange ? ".." : "]");
  if (node.kind == Kind::kRange) write_quoted(out, "", node.upper, "]");
}

void write_body(std::string& out, const Node& node) {
  switch (node.kind) {
    case Kind::kWords:
      return write_quoted(out, "\"", node.text, "\"");
    case Kind::kExact:
      return write_quoted(out, "=\"", node.text, "\"");
    case Kind::kPrefix:
      write_quoted(out, "\"", node.text, "\"");
      out += '*';
      return;
    case Kind::kFuzzy:
      write_quoted(out, "\"", node.text, "\"");
      out += '~';
      return;
    case Kind::kPhrase:
      return write_quoted(out, "«", node.text, "»");
    case Kind::kNear:
      out += "near/" + std::to_string(node.distance);
      return write_children(out, node);
    case Kind::kFilter:
    case Kind::kRange:
      return write_value(out, node);
    case Kind::kGroup:
      return write_children(out, node);
    case Kind::kAll:
      out += '*';
      return;
  }
}

void write(std::string& out, const Node& node) {
  const bool restricts = node.kind == Kind::kFilter || node.kind == Kind::kRange;
  if (!restricts && !node.field.empty()) out += node.field + ":";
  write_body(out, node);
  if (node.boost != 1.0F) {
    char boost[32];
    std::snprintf(boost, sizeof boost, "^%g", static_cast<double>(node.boost));
    out += boost;
  }
}

}  // namespace

std::string to_string(const Node& node) {
  std::string out;
  write(out, node);
  return out;
}

}  // namespace svitok::query
