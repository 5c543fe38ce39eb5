#include "query/names.h"

#include <algorithm>
#include <cstddef>

namespace svitok::query {

namespace {

constexpr std::size_t kLongestName = 32;
constexpr std::size_t kMostSlips = 2;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool same(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) == lower(y); });
}

// Letters added, dropped, changed, or two neighbours exchanged (Damerau's four slips, without overlaps).
std::size_t slips(std::string_view a, std::string_view b) {
  std::size_t table[kLongestName + 1][kLongestName + 1] = {};
  for (std::size_t i = 0; i <= a.size(); ++i) table[i][0] = i;
  for (std::size_t j = 0; j <= b.size(); ++j) table[0][j] = j;
  const auto equal = [&](std::size_t i, std::size_t j) { return lower(a[i - 1]) == lower(b[j - 1]); };
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t changed = table[i - 1][j - 1] + (equal(i, j) ? 0 : 1);
      table[i][j] = std::min({changed, table[i - 1][j] + 1, table[i][j - 1] + 1});
      if (i > 1 && j > 1 && equal(i, j - 1) && equal(i - 1, j)) {
        table[i][j] = std::min(table[i][j], table[i - 2][j - 2] + 1);
      }
    }
  }
  return table[a.size()][b.size()];
}

}  // namespace

NameTable::NameTable(const Names& names) {
  names_.reserve(1 + names.text_fields.size() + names.attributes.size());
  names_.push_back({"date", NameKind::kDate});
  for (const std::string& name : names.text_fields) names_.push_back({name, NameKind::kTextField});
  for (const std::string& name : names.attributes) names_.push_back({name, NameKind::kAttribute});
}

const Name* NameTable::find(std::string_view typed) const {
  for (const Name& name : names_) {
    if (same(name.text, typed)) return &name;
  }
  return nullptr;
}

const Name* NameTable::nearest(std::string_view typed) const {
  if (typed.size() <= kMostSlips || typed.size() > kLongestName) return nullptr;
  const Name* best = nullptr;
  std::size_t fewest = kMostSlips + 1;
  for (const Name& name : names_) {
    if (name.text.size() > kLongestName) continue;
    if (const std::size_t count = slips(typed, name.text); count < fewest) {
      fewest = count;
      best = &name;
    }
  }
  return best;
}

}  // namespace svitok::query
