// Surnames in all their forms, generated independently of the library's own tables.
#pragma once

#include <string>
#include <vector>

namespace svitok::text {

struct Surname {
  std::string nominative;          ///< Masculine.
  std::vector<std::string> forms;  ///< All cases, both genders, plural; normalised as surfaces are.
};

/// 300 and more: in and out of the dictionary, some hidden among ordinary words, some never declined.
[[nodiscard]] std::vector<Surname> surnames();

}  // namespace svitok::text
