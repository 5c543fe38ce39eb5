// Letters that look alike in Latin and Cyrillic (UTS #39 confusables, capitals included): a word typed in both scripts
// is brought back to the one that its unmistakable letters show. Stateless; thread-safe.
//
// A word of one look-alike letter takes the script of the words it is hyphenated with (a Cyrillic е in e-mail) or the
// sign that makes it a programming language (a Cyrillic С in C++). A word with unmistakable letters of both scripts,
// or written wholly in one script, stays as it is.
#pragma once

#include <vector>

#include "text/breaker.h"
#include "text/normaliser.h"

namespace svitok::text {

/// Repairs the text and moves the words along with it.
void repair_homoglyphs(Normalised& normalised, std::vector<Segment>& words);

/// Is there one hyphen or underscore, and nothing else, between two neighbouring words?
[[nodiscard]] bool hyphenated(std::string_view text, const Segment& before, const Segment& after);

/// The length of the sign that belongs to a word ending at `end` (C++, C#), or 0.
[[nodiscard]] std::size_t name_sign(std::string_view text, const Segment& word);

}  // namespace svitok::text
