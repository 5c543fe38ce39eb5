// What `name:` may stand for: a lookup over the fields and attributes of the index. Borrows their names. Immutable;
// safe for any number of threads.
#pragma once

#include <string_view>
#include <vector>

#include "query/query.h"

namespace svitok::query {

enum class NameKind : unsigned char { kTextField, kAttribute, kDate };

struct Name {
  std::string_view text;  ///< As the index spells it.
  NameKind kind = NameKind::kTextField;
};

class NameTable {
 public:
  explicit NameTable(const Names& names);

  /// ASCII letters in either case; null when there is no such name. Valid as long as the table.
  [[nodiscard]] const Name* find(std::string_view typed) const;

  /// The name that `typed` probably misspells (at most two slips); null when none is near.
  [[nodiscard]] const Name* nearest(std::string_view typed) const;

 private:
  std::vector<Name> names_;
};

}  // namespace svitok::query
