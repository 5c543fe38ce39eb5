// Russian surnames: their forms, and other words that are named after them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "text/dictionary/lexicon.h"

namespace svitok::text::dictionary {

/// How likely a form that is also a form of an ordinary word is meant as a surname, in the units that the sources use:
/// mostly not, except for the commonest surnames; but rather than as a village of that name.
inline constexpr int kSurnameWeight = -5;
inline constexpr int kCommonSurnameWeight = 30;
inline constexpr int kPlaceOfSurnameWeight = -6;

/// Adds all cases, both genders and the plural of a surname in -ов, -ев, -ин or -ын, given as the masculine nominative,
/// which is the lemma of them all. They are kept beside whatever else a form may be.
void add_surname(std::string_view masculine, int weight, Lexicon& lexicon);

/// Иванов for the town of Иваново, whose forms it shares. Empty for other words.
[[nodiscard]] std::string namesake_of_place(std::string_view lemma);

/// Иванов for Иванова or Ивановы. Empty for other words.
[[nodiscard]] std::string masculine_of(std::string_view lemma);

}  // namespace svitok::text::dictionary
