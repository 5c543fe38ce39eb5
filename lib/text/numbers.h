// Numbers and dates as people write them, to one spelling each. Pure functions of normalised text.
#pragma once

#include <string>
#include <string_view>

namespace svitok::text {

/// How many bytes at the start of `word` are a number: digits, with single separators `. , ; '` between digits.
[[nodiscard]] std::size_t number_prefix(std::string_view word);

/// The one spelling of a whole number or decimal, grouping taken out and the decimal sign a dot (74,000 -> 74000,
/// 3,14 -> 3.14); empty when the digits and separators are not one number (a date, a version, an address, a list).
[[nodiscard]] std::string one_number(std::string_view number);

/// "20240312" for a possible day of the years 1000 to 2999; otherwise empty. The parts are digits.
[[nodiscard]] std::string date_form(std::string_view year, std::string_view month, std::string_view day);

/// Is `digits` a year from 1900 to 2099 with an hour run on to it (202017)?
[[nodiscard]] bool is_year_and_hour(std::string_view digits);

/// Where a number ends whose first one to three digits are `text` [begin, end), if spaces group more digits with them
/// (74 000, 1 234 567,89); `end` itself otherwise, and when these are not such digits.
[[nodiscard]] std::size_t grouped_number_end(std::string_view text, std::size_t end);
[[nodiscard]] inline std::size_t spaced_number_end(std::string_view text, std::size_t begin, std::size_t end) {
  // What the processor can guess is asked first: few clusters are numbers, but many are short.
  if (text[begin] < '1' || text[begin] > '9' || end - begin > 3) return end;
  return number_prefix(text.substr(begin, end - begin)) == end - begin ? grouped_number_end(text, end) : end;
}

/// The spelling of what spaced_number_end() delimits: digits, and a dot before a fraction.
[[nodiscard]] std::string spaced_number(std::string_view number);

}  // namespace svitok::text
