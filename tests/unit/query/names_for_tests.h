// The index that the queries of these tests are meant for.
#pragma once

#include "query/query.h"

namespace svitok::query {

inline const Names& test_names() {
  static const Names names{{"title", "text"}, {"lang", "type", "tag"}};
  return names;
}

}  // namespace svitok::query
