// Puts the items of one pair of parentheses, or of the whole query, together. One per group.
#pragma once

#include <cstddef>
#include <vector>

#include "query/query.h"

namespace svitok::query {

/// An item while the tree is built.
struct Operand {
  Node node;
  bool filter = false;    ///< Holds filters and ranges only: restricts and does not score.
  bool negated = false;   ///< `-` or NOT before it.
  bool required = false;  ///< `+` before it.
};

/// Makes a group say by itself what is meant, so that who runs the tree need know no special case:
/// - a group that only excludes starts from all documents (a kAll child);
/// - beside filters that must match, the words must match too: their alternatives become one kMust group.
class GroupBuilder {
 public:
  void add(Operand operand, Occur occur);

  [[nodiscard]] bool empty() const noexcept { return children_.empty(); }

  /// The group of all that was added, at least one; a group of one positive item is that item, as it
  /// counted there. The builder is spent.
  [[nodiscard]] Operand finish();

 private:
  void start_from_all();
  void require_words();

  std::vector<Node> children_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  bool only_filters_ = true;
  std::size_t shoulds_ = 0;
  std::size_t must_words_ = 0;
  std::size_t must_filters_ = 0;
};

}  // namespace svitok::query
