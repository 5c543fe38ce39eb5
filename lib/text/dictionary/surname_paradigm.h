// The forms of a Russian surname.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace svitok::text::dictionary {

/// How likely a form that is also a form of an ordinary word is meant as a surname, in the units that the sources use.
inline constexpr int kSurnameWeight = -5;
inline constexpr int kCommonSurnameWeight = 30;

/// All cases, both genders and the plural of a surname in -ов, -ев, -ин or -ын, given as the masculine nominative.
[[nodiscard]] std::vector<std::string> surname_forms(std::string_view masculine);

}  // namespace svitok::text::dictionary
