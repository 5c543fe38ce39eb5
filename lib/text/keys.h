// From a surface to its keys: what matching compares. A pure function of the surface; routed by its script.
//
// Not thread-safe: Snowball's stemmers have state. One a thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "text/analyzer.h"

struct sb_stemmer;

namespace svitok::text {

/// No surface and no key is longer; a longer token is named by its beginning and a hash (shorten()).
inline constexpr std::size_t kLongestSurface = 200;

/// `surface` itself, or a name of at most kLongestSurface bytes for it: the same for equal surfaces.
[[nodiscard]] std::string_view shorten(std::string_view surface, std::string& memory);

/// The script of a surface: kNumber for digits and dots, otherwise that of its first letter.
[[nodiscard]] Script script_of(std::string_view surface);

struct Keys {
  std::vector<std::string> keys;  ///< 1 to 8, distinct.
  std::string lemma;
};

class KeyMaker {
 public:
  KeyMaker();
  ~KeyMaker();
  KeyMaker(const KeyMaker&) = delete;
  KeyMaker& operator=(const KeyMaker&) = delete;

  /// Valid until the next call. REQUIRES: a surface of 1 to kLongestSurface bytes.
  const Keys& make(std::string_view surface);

 private:
  std::string_view stem(sb_stemmer* stemmer, std::string_view word);

  sb_stemmer* russian_;
  sb_stemmer* english_;
  Keys keys_;
};

}  // namespace svitok::text
