#include <gtest/gtest.h>

#include "parts.h"

namespace svitok {
namespace {

Document read_text(std::string_view bytes) { return read_document("key", bytes, Format::kText); }

TEST(PlainText, APressPageHasItsTitleAndDateBelowTheFirstLine) {
  const std::string page =
      "14 March 202209:05\n\n"
      "Press release on the opening of the Northern Ferry Line\n\n\n"
      "  • en-GB1 ru-RU1\n\n"
      "The ferry line between the two ports opened on March 14.\n";
  const Document document = read_text(page);
  EXPECT_EQ(document.key(), "key");
  EXPECT_EQ(text_of(document, "title"), "Press release on the opening of the Northern Ferry Line");
  EXPECT_EQ(text_of(document, "text"), page);
  EXPECT_EQ(attribute_of(document, "date"), "2022-03-14T09:05");
  EXPECT_EQ(attribute_of(document, "type"), "text");
  EXPECT_TRUE(attributes_of(document, "lang").empty());
  EXPECT_TRUE(attributes_of(document, "encoding").empty());
}

TEST(PlainText, TheTitleIsTheFirstLineThatSaysSomething) {
  struct Case {
    const char* text;
    const char* title;
  };
  for (const Case& c :
       {Case{"Hello\nworld", "Hello"}, Case{"\xEF\xBB\xBFHello", "Hello"},
        Case{"-----\n=====\nОтчёт\r\nдалее", "Отчёт"}, Case{"EN | RU\nНовости", "Новости"},
        Case{"Русский English\nO встрече", "O встрече"}, Case{"https://example.org/news/1\nNews", "News"},
        Case{"9 июня 2020 г.\nО встрече", "О встрече"}, Case{"No 15\nbody", "No 15"}, Case{"en\nreal", "real"},
        Case{"Go home\nreal", "Go home"}, Case{"12 345\n67\nSum", "Sum"}}) {
    EXPECT_EQ(text_of(read_text(c.text), "title"), c.title) << c.text;
  }
}

TEST(PlainText, ALongFirstLineIsCutAtAWord) {
  const std::string title = text_of(read_text(repeat("слово ", 100)), "title");
  EXPECT_LE(title.size(), 200U);
  EXPECT_GE(title.size(), 150U);
  EXPECT_TRUE(title.ends_with("слово"));
  const std::string unbroken = text_of(read_text(repeat("я", 300)), "title");
  EXPECT_EQ(unbroken, repeat("я", 100));
}

TEST(PlainText, TheDateComesFromADateLineOrADateline) {
  struct Case {
    const char* text;
    const char* date;
  };
  for (const Case& c : {Case{"Title\n9 июня 2020 г.\nBody", "2020-06-09"},
                        Case{"Title\nMoscow, June 9, 2020 — The minister", "2020-06-09"},
                        Case{"Title\nMoscow, May 1, 2019 - Body\n9 June 2020\n", "2020-06-09"},
                        Case{"Title\nOn June 9, 2020 the minister left", ""}, Case{"Title\nBody", ""},
                        Case{"a\nb\nc\nd\ne\nf\ng\nh\ni\nj\n9 June 2020", ""}}) {
    EXPECT_EQ(attribute_of(read_text(c.text), "date"), c.date) << c.text;
  }
}

TEST(PlainText, FieldNamesAreTheCallers) {
  const Document document = read_document("k", "Head\nbody", Format::kText, {.title_field = "t", .text_field = "b"});
  EXPECT_EQ(text_of(document, "t"), "Head");
  EXPECT_EQ(text_of(document, "b"), "Head\nbody");
}

TEST(PlainText, InputBeyondTheLimitIsRefused) {
  EXPECT_EQ(refusal_of([] { (void)read_document("k", "12345", Format::kText, {.max_bytes = 4}); }),
            "larger than 4 bytes");
}

TEST(DetectFormat, GoesByExtensionThenByFirstBytes) {
  EXPECT_EQ(detect_format("a/b.MD", ""), Format::kMarkdown);
  EXPECT_EQ(detect_format("b.markdown", "<html>"), Format::kMarkdown);
  EXPECT_EQ(detect_format("b.HTM", "plain"), Format::kHtml);
  EXPECT_EQ(detect_format("b.xhtml", ""), Format::kHtml);
  EXPECT_EQ(detect_format("b.txt", "<!doctype html>"), Format::kText);
  EXPECT_EQ(detect_format("b", "\xEF\xBB\xBF \n<!DOCTYPE HTML><p>"), Format::kHtml);
  EXPECT_EQ(detect_format("b.php", "<?xml version='1.0'?><!-- x --><html lang='ru'>"), Format::kHtml);
  EXPECT_EQ(detect_format("b.log", "<htmlish"), Format::kText);
  EXPECT_EQ(detect_format("b", "<!-- never closed"), Format::kText);
  EXPECT_EQ(detect_format("b", ""), Format::kText);
}

}  // namespace
}  // namespace svitok
