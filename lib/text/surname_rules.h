// Names of people by their endings: surnames and patronymics that no dictionary has. Pure functions, thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace svitok::text {

/// The masculine nominative of what may be a form of a Russian surname (-ов -ев -ин -ын, -ский -цкий and their feminine
/// and plural forms), or the nominative of a patronymic (-ович -евич -овна -евна). `word` is a normalised surface.
/// Empty: it does not end like one.
[[nodiscard]] std::string name_lemma(std::string_view word);

/// Is this what name_lemma() gives, save surnames in -ский and -цкий, which cannot be told from adjectives?
[[nodiscard]] bool is_shaped_like_name(std::string_view lemma);

}  // namespace svitok::text
