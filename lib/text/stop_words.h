// Function words of English and Russian: articles, prepositions, conjunctions, particles, pronouns, auxiliaries.
#pragma once

#include <string_view>

namespace svitok::text {

/// `surface`: normalised. Thread-safe.
[[nodiscard]] bool is_stop_word(std::string_view surface);

}  // namespace svitok::text
