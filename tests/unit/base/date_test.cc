#include "base/date.h"

#include <gtest/gtest.h>

namespace svitok::base {
namespace {

TEST(Date, SpansCoverTheirYearMonthDayMinute) {
  EXPECT_EQ(parse_date("1970"), (TimeSpan{0, 365 * 86400 - 1}));
  EXPECT_EQ(parse_date("1970-02"), (TimeSpan{31 * 86400, 59 * 86400 - 1}));
  EXPECT_EQ(parse_date("2020-06-09"), (TimeSpan{1591660800, 1591660800 + 86399}));
  EXPECT_EQ(parse_date("2020-06-09T17:46"), (TimeSpan{1591724760, 1591724760 + 59}));
  EXPECT_EQ(parse_date("2020-06-09 17:46:30"), (TimeSpan{1591724790, 1591724790}));
  EXPECT_EQ(parse_date("2020-06-09T17:46:30.123+03:00"), (TimeSpan{1591724790 - 10800, 1591724790 - 10800}));
  EXPECT_EQ(parse_date("2000-02-29")->first, 951782400);
}

TEST(Date, ImpossibleOrOtherTextIsNoDate) {
  for (const char* text :
       {"", "20", "0000", "2020-13", "2020-00", "2021-02-29", "2020-6-9", "2020-06-09x", "2020-06-09T25:00",
        "2020-06-09T17:46:30.", "2020-06-09T17:46+99:00", "09.06.2020", "2020/06/09", "-2020", "2020-"}) {
    EXPECT_FALSE(parse_date(text)) << text;
  }
}

TEST(Date, FormatDayGivesWhatParseReads) {
  for (const char* day : {"0001-01-01", "1969-12-31", "1970-01-01", "2020-06-09", "9999-12-31"}) {
    EXPECT_EQ(format_day(parse_date(day)->first), day);
    EXPECT_EQ(format_day(parse_date(day)->last), day);
  }
}

}  // namespace
}  // namespace svitok::base
