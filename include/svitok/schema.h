// The text fields of an index and their weights, fixed when the index is created.
#pragma once

#include <string>
#include <vector>

namespace svitok {

/// A field of analysed text. A term in it counts `weight` times as often as it stands there (BM25F, Robertson et al.
/// 2004).
struct Field {
  std::string name;     ///< Non-empty ASCII letters, digits, '_' and '-'; not the name of a filter in use.
  float weight = 1.0F;  ///< 0.25 to 64, a multiple of 0.25.
};

/// Text fields in the order in which their positions run. 1 to 16 fields.
using Fields = std::vector<Field>;

/// What an index has unless told otherwise: a title that counts three times, and the text.
[[nodiscard]] inline Fields default_fields() { return {{"title", 3.0F}, {"text", 1.0F}}; }

}  // namespace svitok
