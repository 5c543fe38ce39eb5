#include "text/numbers.h"

#include <algorithm>
#include <vector>

#include "text/utf8.h"

namespace svitok::text {
namespace {

bool is_number_separator(char c) { return c == '.' || c == ',' || c == ';' || c == '\''; }

/// The value of at most nine digits.
unsigned value(std::string_view digits) {
  unsigned result = 0;
  for (const char c : digits) result = result * 10 + static_cast<unsigned>(c - '0');
  return result;
}

struct Groups {
  std::vector<std::string_view> digits;
  std::string separators;  ///< One fewer.
};

Groups split(std::string_view number) {
  Groups groups;
  std::size_t begin = 0;
  for (std::size_t at = 0; at <= number.size(); ++at) {
    if (at < number.size() && is_ascii_digit(number[at])) continue;
    groups.digits.push_back(number.substr(begin, at - begin));
    if (at < number.size()) groups.separators.push_back(number[at]);
    begin = at + 1;
  }
  return groups;
}

/// 1 to 3 digits, not zero, then groups of three: the first `count` groups.
bool are_thousands(const Groups& groups, std::size_t count) {
  if (groups.digits[0].size() > 3 || groups.digits[0][0] == '0') return false;
  return std::all_of(groups.digits.begin() + 1, groups.digits.begin() + static_cast<std::ptrdiff_t>(count),
                     [](std::string_view group) { return group.size() == 3; });
}

/// 192.168.100.200 could be read as grouped by dots; an address is likelier.
bool is_ip_address(const Groups& groups) {
  return groups.digits.size() == 4 && groups.separators == "..." &&
         std::all_of(groups.digits.begin(), groups.digits.end(),
                     [](std::string_view group) { return group.size() <= 3 && value(group) <= 255; });
}

std::string join(const Groups& groups, std::size_t whole_groups) {
  std::string result;
  for (std::size_t i = 0; i < groups.digits.size(); ++i) {
    if (i == whole_groups) result.push_back('.');
    result.append(groups.digits[i]);
  }
  return result;
}

/// Groups of thousands, all with the same sign, perhaps a fraction after the other sign.
std::string grouped(const Groups& groups) {
  const char sign = groups.separators[0];
  const std::size_t same = std::min(groups.separators.find_first_not_of(sign), groups.separators.size());
  const bool fraction = same + 1 == groups.separators.size();
  if (same < groups.separators.size() && !fraction) return {};
  if (sign == ';' || (fraction && groups.separators.back() == ';') || is_ip_address(groups)) return {};
  if (sign == '.' && groups.separators.size() == 1) return {};  // 3.142 is a decimal
  if (fraction && groups.separators.back() == '\'') return {};
  return are_thousands(groups, same + 1) ? join(groups, same + 1) : std::string{};
}

/// A space, or one of the fixed spaces that typesetters put between thousands.
std::size_t space_size(std::string_view text, std::size_t at) {
  const std::string_view rest = text.substr(at, 3);
  if (rest.starts_with(' ')) return 1;
  if (rest.starts_with("\xC2\xA0")) return 2;                                                // U+00A0
  if (rest == "\xE2\x80\xAF" || rest == "\xE2\x80\x87" || rest == "\xE2\x80\x89") return 3;  // U+202F 2007 2009
  return 0;
}

std::size_t digits_end(std::string_view text, std::size_t at) {
  while (at < text.size() && is_ascii_digit(text[at])) ++at;
  return at;
}

/// Where a space and exactly three digits, directly after `end`, end; 0 if they are not there.
std::size_t group_end(std::string_view text, std::size_t end) {
  const std::size_t space = space_size(text, end);
  if (space == 0) return 0;
  const std::size_t begin = end + space;
  const std::size_t stop = digits_end(text.substr(0, begin + 4), begin);
  return stop == begin + 3 ? stop : 0;
}

/// May a grouped number end at `end`? Not within 000:15, 000/2, 000-12-34 or 000.1.2.
bool may_end(std::string_view text, std::size_t end) {
  if (end + 1 >= text.size() || !is_ascii_digit(text[end + 1])) return true;
  if (text[end] != '-') return text[end] != ':' && text[end] != '/' && !is_number_separator(text[end]);
  const std::size_t other = digits_end(text.substr(0, end + 5), end + 1);
  return other - end <= 4 && group_end(text, other) != 0;  // 10 000-15 000
}

/// Where a fraction directly after `end` ends; `end` if there is none.
std::size_t fraction_end(std::string_view text, std::size_t end) {
  constexpr std::size_t kLongestFraction = 20;
  if (end + 1 >= text.size() || (text[end] != ',' && text[end] != '.') || !is_ascii_digit(text[end + 1])) return end;
  return digits_end(text.substr(0, end + 1 + kLongestFraction), end + 1);
}

}  // namespace

std::size_t number_prefix(std::string_view word) {
  std::size_t at = 0;
  while (at < word.size()) {
    if (is_ascii_digit(word[at])) {
      ++at;
    } else if (at > 0 && is_number_separator(word[at]) && at + 1 < word.size() && is_ascii_digit(word[at + 1])) {
      at += 2;
    } else {
      break;
    }
  }
  return at;
}

std::string one_number(std::string_view number) {
  if (std::all_of(number.begin(), number.end(), is_ascii_digit)) return std::string(number);
  const Groups groups = split(number);
  if (std::string whole = grouped(groups); !whole.empty()) return whole;
  const bool decimal = groups.separators == "." || groups.separators == ",";
  return decimal ? join(groups, 1) : std::string{};
}

std::string date_form(std::string_view year, std::string_view month, std::string_view day) {
  if (year.size() != 4 || month.empty() || month.size() > 2 || day.empty() || day.size() > 2) return {};
  if (value(year) < 1000 || value(year) > 2999 || value(month) < 1 || value(month) > 12) return {};
  if (value(day) < 1 || value(day) > 31) return {};
  std::string form(year);
  form.append(2 - month.size(), '0').append(month).append(2 - day.size(), '0').append(day);
  return form;
}

bool is_year_and_hour(std::string_view digits) {
  if (digits.size() != 5 && digits.size() != 6) return false;
  const unsigned year = value(digits.substr(0, 4));
  return year >= 1900 && year <= 2099 && value(digits.substr(4)) < 24;
}

std::size_t grouped_number_end(std::string_view text, std::size_t end) {
  constexpr int kMostGroups = 6;
  std::size_t last = end;
  for (int groups = 0; groups < kMostGroups; ++groups) {
    const std::size_t next = group_end(text, end);
    if (next == 0) break;
    end = next;
    const std::size_t whole = fraction_end(text, end);
    if (whole != end) return may_end(text, whole) ? whole : last;
    if (may_end(text, end)) last = end;
  }
  return last;
}

std::string spaced_number(std::string_view number) {
  std::string digits;
  for (const char c : number) {
    if (is_ascii_digit(c)) digits.push_back(c);
    if (c == ',' || c == '.') digits.push_back('.');
  }
  return digits;
}

}  // namespace svitok::text
