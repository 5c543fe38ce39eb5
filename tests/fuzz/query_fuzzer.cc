// Any bytes as a query: the parser must return, and keep what query.h promises. The first byte chooses the limits.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "query/query.h"

namespace {

using svitok::query::Kind;
using svitok::query::Node;

void require(bool holds) {
  if (!holds) std::abort();
}

std::size_t count_leaves(const Node& node) {
  const bool inner = node.kind == Kind::kGroup || node.kind == Kind::kNear;
  require(node.begin <= node.end);
  require(inner || node.children.empty());
  std::size_t leaves = inner || node.kind == Kind::kAll ? 0 : 1;
  for (const Node& child : node.children) {
    require(child.begin >= node.begin && child.end <= node.end);
    leaves += count_leaves(child);
  }
  return leaves;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const svitok::query::Names names{{"title", "text"}, {"lang", "type"}};
  svitok::QueryLimits limits;
  if (size > 0 && data[0] % 2 == 1) {
    limits = {.bytes = 64, .terms = data[0] % 16U, .depth = data[0] % 5U, .phrase = data[0] % 7U};
  }
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto parsed = svitok::query::parse(text.substr(size > 0 ? 1 : 0), names, limits);
  require(parsed.root.kind == Kind::kGroup && parsed.root.end < size + 1);
  require(count_leaves(parsed.root) <= limits.terms);
  std::size_t before = 0;
  for (const svitok::Diagnostic& diagnostic : parsed.diagnostics) {
    require(before <= diagnostic.begin && diagnostic.begin <= diagnostic.end && diagnostic.end <= size);
    before = diagnostic.begin;
  }
  require(!svitok::query::to_string(parsed.root).empty());
  return 0;
}
