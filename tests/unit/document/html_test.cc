#include "document/html.h"

#include <gtest/gtest.h>

#include <chrono>

#include "document/html_parser.h"
#include "parts.h"

namespace svitok {
namespace {

Document read_page(std::string_view html) { return read_document("key", html, Format::kHtml); }

TEST(Html, APageGivesTitleTextAndMetadata) {
  const Document document = read_page(
      "<!DOCTYPE html><html lang=ru-RU><head><title> Визит \n министра </title>"
      "<meta property='article:published_time' content='2021-05-04T10:00:00+03:00'>"
      "<link rel=canonical href='https://example.org/a'><style>p{}</style></head>"
      "<body><nav>Меню</nav><script>alert(1)</script><h1>Визит</h1><p>Первый&nbsp;абзац,\n вот&mdash;он.</p>"
      "<p>Второй <b>аб</b>зац<br>строка</p><noscript>x</noscript><template>y</template><footer>Контакты</footer>");
  EXPECT_EQ(text_of(document, "title"), "Визит министра");
  EXPECT_EQ(text_of(document, "text"), "Визит\nПервый\u00a0абзац, вот—он.\nВторой абзац\nстрока");
  EXPECT_EQ(attribute_of(document, "lang"), "ru");
  EXPECT_EQ(attribute_of(document, "date"), "2021-05-04T10:00:00+03:00");
  EXPECT_EQ(attribute_of(document, "url"), "https://example.org/a");
  EXPECT_EQ(attribute_of(document, "type"), "html");
}

TEST(Html, TheTitleFallsBackToTheHeadingThenToTheText) {
  EXPECT_EQ(text_of(read_page("<title> </title><h1>A<br><i>b</i></h1><h1>c</h1>"), "title"), "A b");
  EXPECT_EQ(text_of(read_page("<p>9 June 2020<p>First line<p>More"), "title"), "First line");
}

TEST(Html, TheMainPartIsTakenWhenItHoldsMostOfTheText) {
  EXPECT_EQ(text_of(read_page("<p>menu</p><main><p>A long enough main text</p></main><p>end</p>"), "text"),
            "A long enough main text");
  EXPECT_EQ(text_of(read_page("<p>A long text outside</p><article>x</article>"), "text"), "A long text outside\nx");
  EXPECT_EQ(text_of(read_page("<p>a</p><article>short</article><article>the longer article</article>"), "text"),
            "the longer article");
}

TEST(Html, BlocksCellsAndPreformattedTextKeepTheirShape) {
  EXPECT_EQ(text_of(read_page("<table><tr><td>1<td>2<tr><td>3<td>4</table>"), "text"), "1 2\n3 4");
  EXPECT_EQ(text_of(read_page("<pre>\na\n  b\n</pre>tail"), "text"), "a\n  b\ntail");
  EXPECT_EQ(text_of(read_page("<ul><li>a<li>b</ul><p hidden>no</p>c&lt;d&#1102;"), "text"), "a\nb\nc<dю");
}

TEST(Html, TheBestOfSeveralDatesIsTaken) {
  struct Case {
    const char* html;
    const char* date;
  };
  for (const Case& c :
       {Case{"<meta name=date content=2020-01-01><meta itemprop=datePublished content=2020-02-02>x", "2020-02-02"},
        Case{"<meta http-equiv=Last-Modified content='Tue, 09 Jun 2020 17:46:00 GMT'>x", "2020-06-09T17:46:00Z"},
        Case{"<meta name=last-modified content=2022-02-02><p>9 June 2020</p>x", "2020-06-09"},
        Case{"<meta name=dc.date content='not a date'><time datetime=2019-03-03>then</time>", "2019-03-03"},
        Case{"x", ""}}) {
    EXPECT_EQ(attribute_of(read_page(c.html), "date"), c.date) << c.html;
  }
}

TEST(Html, OnlyWebAddressesAreKept) {
  EXPECT_TRUE(attributes_of(read_page("<link rel=canonical href='javascript:x'>a"), "url").empty());
  EXPECT_TRUE(attributes_of(read_page("<html lang=klingon>a"), "lang").empty());
}

TEST(Html, APageWithoutTextIsRefused) {
  EXPECT_EQ(refusal_of([] { (void)read_page("<html><script>x</script>"); }), "holds no text");
}

TEST(Html, DeepNestingIsReadOrRefusedInTime) {
  EXPECT_EQ(refusal_of([] { (void)read_page(repeat("<div>", 1'000'000)); }), "takes too long to parse as HTML");
  EXPECT_EQ(text_of(read_page(repeat("<div>", 5'000) + "deep"), "text"), "deep");
  EXPECT_EQ(text_of(read_page(repeat("<p>", 100'000) + "flat"), "text"), "flat");
  EXPECT_EQ(text_of(read_page(repeat("</div>", 100'000) + "flat"), "text"), "flat");
}

// Each of these takes gumbo minutes, or memory without end, if it is let.
TEST(Html, WhatIsQuadraticEndsAtTheLimits) {
  std::string attributes = "<p";
  std::string fonts;
  std::string bodies;
  for (int i = 0; i < 300'000; ++i) {
    attributes += " a" + std::to_string(i);
    fonts += "<p><font size=" + std::to_string(i) + ">a";
    bodies += "<body a" + std::to_string(i) + ">x";
  }
  for (const std::string& html :
       {repeat("<table><tr><td>", 300'000), repeat("<svg><g>", 500'000),
        repeat("<x>", 50'000) + repeat("</y>", 1'000'000), attributes + ">x", fonts, bodies}) {
    const document::HtmlLimits limits{.arena_bytes = std::size_t{256} << 20U, .seconds = 0.1};
    const auto begin = std::chrono::steady_clock::now();
    EXPECT_NE(refusal_of([&] { const document::HtmlTree tree(html, limits); }), "") << html.substr(0, 20);
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(20)) << html.substr(0, 20);
  }
}

TEST(Html, MemoryIsBounded) {
  const document::HtmlLimits limits{.arena_bytes = 1 << 20, .seconds = 100};
  EXPECT_EQ(refusal_of([&] { const document::HtmlTree tree(repeat("<p>a", 100'000), limits); }),
            "needs too much memory as HTML");
}

TEST(Html, DeclaredCharsetsAreFound) {
  using document::declared_charset;
  EXPECT_EQ(declared_charset("<meta charset=\"koi8-r\">"), "koi8-r");
  EXPECT_EQ(declared_charset("<?xml version='1.0' encoding='cp866'?>"), "cp866");
  EXPECT_EQ(declared_charset("<meta name=a><meta content='text/html;charset = utf-8'>"), "utf-8");
  EXPECT_EQ(declared_charset("<p charset=x><meta><"), "");
  EXPECT_EQ(declared_charset("<meta charset="), "");
  EXPECT_EQ(declared_charset(""), "");
}

}  // namespace
}  // namespace svitok
