// A guarded HTML parse: gumbo's tree, in an arena, within bounds of depth, memory and time.
//
//   const HtmlTree tree(html);            // throws DocumentError for a page beyond the bounds
//   const GumboNode* root = tree.root();  // valid as long as `tree` and `html`
//
// Not shared between threads.
#pragma once

#include <gumbo.h>

#include <cstddef>
#include <memory>
#include <string_view>

namespace svitok::document {

class HtmlTree {
 public:
  /// Elements nested deeper are refused. (Browsers flatten at 512.)
  static constexpr int kMaxDepth = 1024;

  explicit HtmlTree(std::string_view html);
  ~HtmlTree();
  HtmlTree(const HtmlTree&) = delete;  // Nodes point at each other.
  HtmlTree& operator=(const HtmlTree&) = delete;

  [[nodiscard]] const GumboNode* root() const noexcept { return root_; }

 private:
  class Arena;
  std::unique_ptr<Arena> arena_;
  const GumboNode* root_ = nullptr;
};

}  // namespace svitok::document
