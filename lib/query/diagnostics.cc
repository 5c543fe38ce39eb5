#include "query/diagnostics.h"

#include <algorithm>
#include <utility>

#include "query/characters.h"

namespace svitok::query {

void Diagnostics::add(std::size_t begin, std::size_t end, std::string message) {
  if (full()) return;
  const bool said = std::any_of(list_.begin(), list_.end(), [&](const Diagnostic& d) { return d.message == message; });
  if (!said) list_.push_back({begin, end, std::move(message)});
}

std::vector<Diagnostic> Diagnostics::take() {
  std::stable_sort(list_.begin(), list_.end(),
                   [](const Diagnostic& a, const Diagnostic& b) { return a.begin < b.begin; });
  return std::move(list_);
}

std::string quoted(std::string_view raw) {
  constexpr std::size_t kShown = 60;
  const std::size_t length = cut_length(raw, kShown);
  std::string text(1, '"');
  text += plain_text(raw.substr(0, length));
  text += length < raw.size() ? "…\"" : "\"";
  return text;
}

}  // namespace svitok::query
