#include "base/date.h"

#include <charconv>
#include <chrono>
#include <cstdio>

namespace svitok::base {

namespace {

constexpr std::int64_t kDay = 86400;

// Takes exactly `digits` digits off the front of `text`.
std::optional<int> take_number(std::string_view& text, std::size_t digits) {
  if (text.size() < digits) return std::nullopt;
  int value = 0;
  for (std::size_t i = 0; i < digits; ++i) {
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
    value = value * 10 + (text[i] - '0');
  }
  text.remove_prefix(digits);
  return value;
}

bool take(std::string_view& text, char expected) {
  if (text.empty() || text.front() != expected) return false;
  text.remove_prefix(1);
  return true;
}

std::int64_t seconds_of(std::chrono::year_month_day date) {
  return std::int64_t{std::chrono::sys_days(date).time_since_epoch().count()} * kDay;
}

// "Z", "+03:00", "-0500" or nothing; the offset east of UTC in seconds.
std::optional<std::int64_t> take_zone(std::string_view& text) {
  if (text.empty() || take(text, 'Z')) return 0;
  const bool east = text.front() == '+';
  if (!east && text.front() != '-') return std::nullopt;
  text.remove_prefix(1);
  const auto hours = take_number(text, 2);
  take(text, ':');
  const auto minutes = take_number(text, 2);
  if (!hours || !minutes || *hours > 14 || *minutes > 59) return std::nullopt;
  const std::int64_t offset = *hours * 3600 + *minutes * 60;
  return east ? offset : -offset;
}

// What follows a day: "T17:46", "T17:46:30.25Z", ...
std::optional<TimeSpan> add_time(std::int64_t day, std::string_view text) {
  if (!take(text, 'T') && !take(text, 't') && !take(text, ' ')) return std::nullopt;
  const auto hour = take_number(text, 2);
  if (!hour || !take(text, ':')) return std::nullopt;
  const auto minute = take_number(text, 2);
  if (!minute || *hour > 23 || *minute > 59) return std::nullopt;
  std::int64_t first = day + *hour * 3600 + *minute * 60;
  std::int64_t span = 60;
  if (take(text, ':')) {
    const auto second = take_number(text, 2);
    if (!second || *second > 60) return std::nullopt;
    first += *second;
    span = 1;
    if (take(text, '.') || take(text, ',')) {
      const std::size_t digits = text.find_first_not_of("0123456789");
      if (digits == 0 || text.empty()) return std::nullopt;
      text.remove_prefix(digits == std::string_view::npos ? text.size() : digits);
    }
  }
  const auto zone = take_zone(text);
  if (!zone || !text.empty()) return std::nullopt;
  return TimeSpan{first - *zone, first - *zone + span - 1};
}

}  // namespace

std::optional<TimeSpan> parse_date(std::string_view text) {
  using std::chrono::day;
  using std::chrono::month;
  using std::chrono::months;
  using std::chrono::year;
  using std::chrono::years;
  const auto y = take_number(text, 4);
  if (!y || *y == 0) return std::nullopt;
  const std::chrono::year_month_day january(year(*y), month(1), day(1));
  if (text.empty()) return TimeSpan{seconds_of(january), seconds_of(january + years(1)) - 1};
  if (!take(text, '-')) return std::nullopt;
  const auto m = take_number(text, 2);
  if (!m || *m < 1 || *m > 12) return std::nullopt;
  const std::chrono::year_month_day first(year(*y), month(static_cast<unsigned>(*m)), day(1));
  if (text.empty()) return TimeSpan{seconds_of(first), seconds_of(first + months(1)) - 1};
  if (!take(text, '-')) return std::nullopt;
  const auto d = take_number(text, 2);
  if (!d) return std::nullopt;
  const std::chrono::year_month_day date(first.year(), first.month(), day(static_cast<unsigned>(*d)));
  if (!date.ok()) return std::nullopt;
  if (text.empty()) return TimeSpan{seconds_of(date), seconds_of(date) + kDay - 1};
  return add_time(seconds_of(date), text);
}

std::string format_day(std::int64_t seconds) {
  const std::chrono::sys_days days(
      std::chrono::floor<std::chrono::days>(std::chrono::sys_seconds(std::chrono::seconds(seconds))));
  const std::chrono::year_month_day date(days);
  char text[32];
  std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                static_cast<unsigned>(date.day()));
  return text;
}

}  // namespace svitok::base
