// A guarded HTML parse: gumbo's tree, in an arena, within bounds of memory and time, for any depth.
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

/// What one parse may take.
struct HtmlLimits {
  std::size_t arena_bytes;
  double seconds;  ///< Of the thread's processor time.

  /// Ten times what an ordinary page of that size needs, and more for a small one.
  static HtmlLimits of_page(std::size_t bytes);
};

class HtmlTree {
 public:
  explicit HtmlTree(std::string_view html) : HtmlTree(html, HtmlLimits::of_page(html.size())) {}
  HtmlTree(std::string_view html, const HtmlLimits& limits);
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
