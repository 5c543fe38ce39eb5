// What a dictionary says of a word: found once, for many words together, and read later.
#pragma once

#include <cstdint>
#include <string_view>

namespace svitok::text {

/// Means something to the dictionary that it is of.
using DictionaryEntry = std::uint32_t;
inline constexpr DictionaryEntry kNoEntry = 0;            ///< The dictionary has no such word.
inline constexpr DictionaryEntry kNotAsked = UINT32_MAX;  ///< It was not asked yet.

struct AskedWord {
  std::string_view word;
  DictionaryEntry* entry;  ///< Where the answer goes.
};

}  // namespace svitok::text
