#include "text/dictionary/surname_paradigm.h"

namespace svitok::text::dictionary {

std::vector<std::string> surname_forms(std::string_view masculine) {
  std::vector<std::string> forms;
  for (const char* ending : {"", "а", "у", "ым", "е", "ой", "ою", "ы", "ых", "ыми"})
    forms.push_back(std::string(masculine) + ending);
  return forms;
}

}  // namespace svitok::text::dictionary
