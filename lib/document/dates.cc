#include "document/dates.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "base/date.h"
#include "document/utf8.h"

namespace svitok::document {

namespace {

// In lower case. A month is known by its full name, a Russian one also in the genitive, and by three letters.
struct MonthNames {
  std::array<std::string_view, 4> names;
};
constexpr MonthNames kMonths[] = {{{"january", "jan", "январь", "января"}},
                                  {{"february", "feb", "февраль", "февраля"}},
                                  {{"march", "mar", "март", "марта"}},
                                  {{"april", "apr", "апрель", "апреля"}},
                                  {{"may", "may", "май", "мая"}},
                                  {{"june", "jun", "июнь", "июня"}},
                                  {{"july", "jul", "июль", "июля"}},
                                  {{"august", "aug", "август", "августа"}},
                                  {{"september", "sep", "сентябрь", "сентября"}},
                                  {{"october", "oct", "октябрь", "октября"}},
                                  {{"november", "nov", "ноябрь", "ноября"}},
                                  {{"december", "dec", "декабрь", "декабря"}}};

// Words that may stand around a date on a line of its own.
constexpr std::string_view kCompanions[] = {
    "monday",  "tuesday",      "wednesday", "thursday", "friday",      "saturday", "sunday",      "mon",
    "tue",     "wed",          "thu",       "fri",      "sat",         "sun",      "понедельник", "вторник",
    "среда",   "четверг",      "пятница",   "суббота",  "воскресенье", "пн",       "вт",          "ср",
    "чт",      "пт",           "сб",        "вс",       "г",           "года",     "год",         "gmt",
    "utc",     "msk",          "мск",       "at",       "в",           "date",     "дата",        "published",
    "updated", "опубликовано", "обновлено", "posted",   "on",          "time",     "время",       "публикации"};

constexpr std::size_t kLongestDateLine = 120;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Letters and everything beyond ASCII count as parts of words, save the usual punctuation and blanks (U+00A0, U+2013).
std::size_t word_length(std::string_view text) {
  std::size_t length = 0;
  while (length < text.size()) {
    const CodePoint step = decode_at(text, length);
    const bool ascii_letter = (step.value | 0x20U) >= 'a' && (step.value | 0x20U) <= 'z';
    const bool other_letter = step.value >= 0xC0 && step.value < 0x2000;
    if (!ascii_letter && !other_letter) break;
    length += step.length;
  }
  return length;
}

// ASCII and Russian letters in lower case; the rest as it is.
std::string lower(std::string_view text) {
  std::string result(text);
  for (std::size_t i = 0; i < result.size(); ++i) {
    const auto byte = static_cast<unsigned char>(result[i]);
    if (byte >= 'A' && byte <= 'Z') result[i] = static_cast<char>(byte + 0x20);
    if (byte != 0xD0 || i + 1 == result.size()) continue;
    const auto next = static_cast<unsigned char>(result[i + 1]);
    if (next >= 0x90 && next <= 0x9F) result[i + 1] = static_cast<char>(next + 0x20);
    if (next >= 0xA0 && next <= 0xAF) result[i] = '\xD1', result[i + 1] = static_cast<char>(next - 0x20);
  }
  return result;
}

int month_named(std::string_view word) {
  if (word.size() > 24) return 0;
  const std::string name = lower(word);
  for (int month = 1; month <= 12; ++month) {
    const auto& names = kMonths[month - 1].names;
    if (std::find(names.begin(), names.end(), name) != names.end()) return month;
  }
  return name == "sept" ? 9 : 0;
}

// Reads a date from the front of a text; each step moves on only when it succeeds.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  [[nodiscard]] std::size_t position() const { return position_; }
  void rewind(std::size_t position) { position_ = position; }
  [[nodiscard]] std::string_view rest() const { return text_.substr(position_); }

  bool take(std::string_view expected) {
    if (!rest().starts_with(expected)) return false;
    position_ += expected.size();
    return true;
  }

  /// `least` to `most` digits, as many as there are.
  std::optional<int> number(std::size_t least, std::size_t most) {
    std::size_t length = 0;
    int value = 0;
    while (length < most && length < rest().size() && is_digit(rest()[length]))
      value = value * 10 + (rest()[length++] - '0');
    if (length < least) return std::nullopt;
    position_ += length;
    return value;
  }

  void blanks() {
    while (take(" ") || take("\t") || take("\u00a0") || take("\u202f")) {
    }
  }

  std::string_view word() {
    const std::string_view found = rest().substr(0, word_length(rest()));
    position_ += found.size();
    return found;
  }

  [[nodiscard]] bool at_digit() const { return position_ < text_.size() && is_digit(text_[position_]); }

 private:
  std::string_view text_;
  std::size_t position_ = 0;
};

struct Day {
  int year = 0;
  int month = 0;
  int day = 0;
};

// Four digits; a fifth may only begin a time run together with the year.
std::optional<int> take_year(Scanner& scanner) {
  const auto year = scanner.number(4, 4);
  if (!year || *year < 1000) return std::nullopt;
  if (!scanner.at_digit()) return year;
  Scanner ahead = scanner;
  const bool time_follows = ahead.number(1, 2) && ahead.take(":") && ahead.number(2, 2) && !ahead.at_digit();
  return time_follows ? year : std::nullopt;
}

// "2020-06-09", "2020.06.09" or "2020/06/09".
std::optional<Day> take_year_first(Scanner& scanner) {
  const auto year = scanner.number(4, 4);
  if (!year || *year < 1000) return std::nullopt;
  for (const std::string_view separator : {"-", ".", "/"}) {
    if (!scanner.take(separator)) continue;
    const auto month = scanner.number(2, 2);
    if (!month || !scanner.take(separator)) return std::nullopt;
    const auto day = scanner.number(2, 2);
    if (!day || scanner.at_digit()) return std::nullopt;
    return Day{*year, *month, *day};
  }
  return std::nullopt;
}

// "09.06.2020".
std::optional<Day> take_dotted(Scanner& scanner) {
  const auto day = scanner.number(1, 2);
  if (!day || !scanner.take(".")) return std::nullopt;
  const auto month = scanner.number(1, 2);
  if (!month || !scanner.take(".")) return std::nullopt;
  const auto year = take_year(scanner);
  if (!year) return std::nullopt;
  return Day{*year, *month, *day};
}

void take_ordinal(Scanner& scanner) {
  const Scanner before = scanner;
  const std::string suffix = lower(scanner.word());
  if (suffix != "st" && suffix != "nd" && suffix != "rd" && suffix != "th") scanner = before;
}

// "9 June 2020", "9th of June, 2020", "09-Jun-2020", "9 июня 2020".
std::optional<Day> take_day_first(Scanner& scanner) {
  const auto day = scanner.number(1, 2);
  if (!day) return std::nullopt;
  take_ordinal(scanner);
  scanner.blanks();
  if (scanner.take("of ")) scanner.blanks();
  scanner.take("-");
  const int month = month_named(scanner.word());
  if (month == 0) return std::nullopt;
  scanner.take(".");
  scanner.take(",");
  scanner.take("-");
  scanner.blanks();
  const auto year = take_year(scanner);
  if (!year) return std::nullopt;
  return Day{*year, month, *day};
}

// "June 9, 2020", "Jun. 9th 2020".
std::optional<Day> take_month_first(Scanner& scanner) {
  const int month = month_named(scanner.word());
  if (month == 0) return std::nullopt;
  scanner.take(".");
  scanner.blanks();
  const auto day = scanner.number(1, 2);
  if (!day) return std::nullopt;
  take_ordinal(scanner);
  scanner.take(",");
  scanner.blanks();
  const auto year = take_year(scanner);
  if (!year) return std::nullopt;
  return Day{*year, month, *day};
}

// "г.", "года" after a Russian year; then what may stand between a date and its time.
void take_bridge(Scanner& scanner) {
  const Scanner before = scanner;
  scanner.blanks();
  if (scanner.take("года") || scanner.take("г.") || scanner.take("г")) {
    if (word_length(scanner.rest()) > 0) scanner = before;
  } else {
    scanner = before;
  }
}

// "17:46", "17:46:30", with a zone only in figures or Z: "Z", "+03:00".
std::string take_time(Scanner& scanner) {
  const Scanner before = scanner;
  scanner.take(",");
  if (!scanner.take("T")) scanner.blanks();
  if (scanner.take("at ") || scanner.take("в ") || scanner.take("- ") || scanner.take("— ") || scanner.take("| "))
    scanner.blanks();
  const auto hour = scanner.number(1, 2);
  const bool colon = hour && scanner.take(":");
  const auto minute = colon ? scanner.number(2, 2) : std::nullopt;
  if (!minute || *hour > 23 || *minute > 59 || scanner.at_digit()) {
    scanner = before;
    return {};
  }
  char text[32];
  std::snprintf(text, sizeof text, "T%02d:%02d", *hour, *minute);
  const std::size_t seconds_begin = scanner.position();
  Scanner ahead = scanner;
  if (ahead.take(":")) {
    const auto second = ahead.number(2, 2);
    if (second && *second <= 59 && !ahead.at_digit()) {
      scanner.rewind(seconds_begin + 3);
      std::snprintf(text, sizeof text, "T%02d:%02d:%02d", *hour, *minute, *second);
    }
  }
  return text;
}

// "Z", "+03:00" or " +0300" directly after a time.
std::string take_zone(Scanner& scanner) {
  const Scanner before = scanner;
  if (scanner.take("Z")) return "Z";
  scanner.blanks();
  const std::size_t sign = scanner.position();
  if (!scanner.take("+") && !scanner.take("-")) {
    const bool universal = scanner.take("GMT") || scanner.take("UTC");
    if (universal && word_length(scanner.rest()) == 0) return "Z";
    scanner = before;
    return {};
  }
  const char plus_or_minus = before.rest()[sign - before.position()];
  const auto hours = scanner.number(2, 2);
  scanner.take(":");
  const auto minutes = scanner.number(2, 2);
  if (!hours || !minutes || *hours > 14 || *minutes > 59 || scanner.at_digit()) {
    scanner = before;
    return {};
  }
  char text[16];
  std::snprintf(text, sizeof text, "%c%02d:%02d", plus_or_minus, *hours, *minutes);
  return text;
}

std::optional<Day> take_day(Scanner& scanner) {
  if (!scanner.at_digit()) return take_month_first(scanner);
  for (const auto form : {take_year_first, take_dotted, take_day_first}) {
    Scanner attempt = scanner;
    if (const auto day = form(attempt)) {
      scanner = attempt;
      return day;
    }
  }
  return std::nullopt;
}

// A date at the very front of the text.
std::optional<FoundDate> match_date(std::string_view text) {
  Scanner scanner(text);
  const auto day = take_day(scanner);
  if (!day) return std::nullopt;
  char iso[48];
  std::snprintf(iso, sizeof iso, "%04d-%02d-%02d", day->year, day->month, day->day);
  if (!base::parse_date(iso)) return std::nullopt;
  take_bridge(scanner);
  FoundDate found{iso, 0, 0};
  if (const std::string time = take_time(scanner); !time.empty()) found.iso += time + take_zone(scanner);
  found.end = scanner.position();
  return found;
}

bool is_companion(std::string_view word) {
  const std::string name = lower(word);
  return std::find(std::begin(kCompanions), std::end(kCompanions), name) != std::end(kCompanions);
}

// Only companions and punctuation: what may surround a date on its own line. Figures may not.
bool is_padding(std::string_view text) {
  for (std::size_t position = 0; position < text.size();) {
    const std::size_t length = word_length(text.substr(position));
    if (length > 0 && !is_companion(text.substr(position, length))) return false;
    if (length == 0 && is_digit(text[position])) return false;
    position += length > 0 ? length : decode_at(text, position).length;
  }
  return true;
}

}  // namespace

std::optional<FoundDate> find_date(std::string_view text) {
  if (std::none_of(text.begin(), text.end(), is_digit)) return std::nullopt;
  for (std::size_t position = 0; position < text.size();) {
    if (auto found = match_date(text.substr(position))) {
      found->begin = position;
      found->end += position;
      return found;
    }
    // On past the rest of this word or number: a date does not begin inside one.
    std::size_t step = word_length(text.substr(position));
    while (step == 0 && position < text.size() && is_digit(text[position])) ++position;
    if (step == 0 && position < text.size()) step = decode_at(text, position).length;
    position += step;
  }
  return std::nullopt;
}

bool is_date_line(std::string_view line) {
  line = trim(line);
  if (line.size() > kLongestDateLine) return false;
  const auto found = find_date(line);
  return found && is_padding(line.substr(0, found->begin)) && is_padding(line.substr(found->end));
}

std::optional<std::string> iso_date(std::string_view value) {
  value = trim(value);
  if (base::parse_date(value)) return std::string(value);
  if (!is_date_line(value)) return std::nullopt;
  return find_date(value)->iso;
}

}  // namespace svitok::document
