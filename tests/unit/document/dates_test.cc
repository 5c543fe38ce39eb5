#include "document/dates.h"

#include <gtest/gtest.h>

namespace svitok::document {
namespace {

struct Case {
  const char* text;
  const char* iso;
};

TEST(Dates, AreFoundAsPeopleWriteThem) {
  for (const Case& c : {Case{"9 June 2020", "2020-06-09"}, Case{"9 June 202017:46", "2020-06-09T17:46"},
                        Case{"9 июня 202017:46", "2020-06-09T17:46"}, Case{"9 июня 2020 г.", "2020-06-09"},
                        Case{"9 ИЮНЯ 2020 года в 7:05", "2020-06-09T07:05"}, Case{"09.06.2020", "2020-06-09"},
                        Case{"9.6.2020 17:46", "2020-06-09T17:46"}, Case{"June 9, 2020", "2020-06-09"},
                        Case{"Sept. 1st 2021", "2021-09-01"}, Case{"the 31st of December, 1999", "1999-12-31"},
                        Case{"2020-06-09", "2020-06-09"}, Case{"2020-06-09T17:46:30Z", "2020-06-09T17:46:30Z"},
                        Case{"2020/06/09 17:46 +0300", "2020-06-09T17:46+03:00"},
                        Case{"Tue, 09 Jun 2020 17:46:00 GMT", "2020-06-09T17:46:00Z"},
                        Case{"г. Москва, 1\u00a0мая 2019\u00a0г.", "2019-05-01"}}) {
    const auto found = find_date(c.text);
    ASSERT_TRUE(found) << c.text;
    EXPECT_EQ(found->iso, c.iso) << c.text;
  }
}

TEST(Dates, OtherFiguresAreNone) {
  for (const char* text : {"", "June", "9 June", "June 2020", "31.02.2020", "2021-02-29", "06/09/2020", "9 June 20201",
                           "9 июня 202012345", "192.168.10.2020", "12345-06-09", "9 Juneau 2020", "32 May 2020",
                           "abc9.06", "2020-13-01", "9 Маяковский 2020"}) {
    EXPECT_FALSE(find_date(text)) << text;
  }
}

TEST(Dates, AFoundDateKnowsItsBytes) {
  const std::string text = "Москва, 9 июня 2020 г. — встреча";
  const auto found = find_date(text);
  ASSERT_TRUE(found);
  EXPECT_EQ(text.substr(found->begin, found->end - found->begin), "9 июня 2020 г.");
}

TEST(Dates, ADateLineHoldsNothingElse) {
  for (const char* line : {"9 June 202017:46", "Published: 9 June 2020", "Вторник, 9 июня 2020 года", " 2020-06-09 ",
                           "Дата публикации: 09.06.2020 12:00 мск", "* 9 June 2020 *"}) {
    EXPECT_TRUE(is_date_line(line)) << line;
  }
  for (const char* line : {"", "Report of 9 June 2020", "9 June 2020, No 15", "Отчёт за 9 июня 2020 года"}) {
    EXPECT_FALSE(is_date_line(line)) << line;
  }
}

TEST(Dates, AValueMeantAsADateBecomesIso) {
  EXPECT_EQ(iso_date("2020"), "2020");
  EXPECT_EQ(iso_date(" 2020-06-09T17:46:30.123+03:00 "), "2020-06-09T17:46:30.123+03:00");
  EXPECT_EQ(iso_date("June 9, 2020"), "2020-06-09");
  EXPECT_FALSE(iso_date("last summer"));
  EXPECT_FALSE(iso_date("On June 9, 2020 they met"));
}

}  // namespace
}  // namespace svitok::document
