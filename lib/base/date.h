// Calendar dates: ISO 8601 text to spans of seconds and back. Proleptic Gregorian, UTC, years 1 to 9999.
// (Days-from-civil arithmetic: std::chrono.) Thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace svitok::base {

/// Seconds since the epoch, [first, last], both inclusive.
struct TimeSpan {
  std::int64_t first = 0;
  std::int64_t last = 0;
  bool operator==(const TimeSpan&) const = default;
};

/// "2020" (the year), "2020-06" (the month), "2020-06-09" (the day), "2020-06-09T17:46[:30][Z|+03:00]" (the minute or
/// second; a blank may stand for the T). Nothing else, and no impossible date.
[[nodiscard]] std::optional<TimeSpan> parse_date(std::string_view text);

/// "2020-06-09".
[[nodiscard]] std::string format_day(std::int64_t seconds);

}  // namespace svitok::base
