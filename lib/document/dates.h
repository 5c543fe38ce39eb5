// Dates as people write them in English and Russian, to ISO 8601. Thread-safe.
//
// "9 June 2020", "June 9th, 2020", "Tue, 09 Jun 2020 17:46:00 GMT", "9 июня 2020 г., 17:46", "09.06.2020",
// "2020-06-09T17:46:30+03:00"; a time may follow without a blank ("9 June 202017:46", as pages come out of a browser).
// A form that two countries read differently (06/09/2020) is no date.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace svitok::document {

/// A date found in a text: "2020-06-09", "2020-06-09T17:46", ... and the bytes it stands in.
struct FoundDate {
  std::string iso;
  std::size_t begin;
  std::size_t end;
};

/// The first date in `text` that is no part of a longer word or number.
[[nodiscard]] std::optional<FoundDate> find_date(std::string_view text);

/// True when a line holds a date, perhaps with a time, a day of the week and a label ("Published:"), and nothing else.
[[nodiscard]] bool is_date_line(std::string_view line);

/// The date of a value meant to be one (a meta tag, a member of JSON): ISO 8601 as it is, other forms converted;
/// nothing when the value is no date.
[[nodiscard]] std::optional<std::string> iso_date(std::string_view value);

}  // namespace svitok::document
