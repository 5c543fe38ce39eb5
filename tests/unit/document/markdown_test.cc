#include <gtest/gtest.h>

#include "document/entities.h"
#include "parts.h"

namespace svitok {
namespace {

Document read_page(std::string_view markdown) { return read_document("key", markdown, Format::kMarkdown); }

TEST(Markdown, APageGivesTitleAndText) {
  const Document document = read_page(
      "Intro\n\n# Заголовок *страницы*\n\nA [link](http://x.y 'z') and `code`,\nsoft  \nhard &mdash; &#1102;.\n\n"
      "- one\n- two\n\n```c\nint x;\n  y\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n![picture](p.png)\n");
  EXPECT_EQ(text_of(document, "title"), "Заголовок страницы");
  EXPECT_EQ(text_of(document, "text"),
            "Intro\nЗаголовок страницы\nA link and code, soft\nhard — ю.\none\ntwo\nint x;\n  y\na b\n1 2\npicture");
  EXPECT_EQ(attribute_of(document, "type"), "markdown");
}

TEST(Markdown, FrontMatterIsMetadataNotText) {
  const Document document = read_page(
      "---\ntitle: \"On trade\"\ndate: 9 June 2020\nlang: en-GB\nurl: https://e.org/1\nother: x\n---\n# Heading\nbody");
  EXPECT_EQ(text_of(document, "title"), "On trade");
  EXPECT_EQ(text_of(document, "text"), "Heading\nbody");
  EXPECT_EQ(attribute_of(document, "date"), "2020-06-09");
  EXPECT_EQ(attribute_of(document, "lang"), "en");
  EXPECT_EQ(attribute_of(document, "url"), "https://e.org/1");
  EXPECT_EQ(text_of(read_page("---\ntitle: never closed\n"), "title"), "title: never closed");
}

TEST(Markdown, HtmlLosesItsTags) {
  EXPECT_EQ(
      text_of(read_page("<div>\n<b>In</b> a block\n<script>no</script>\n</div>\n\nA <i>tag</i> here<br>there"), "text"),
      "In a block\nA tag here\nthere");
}

TEST(Markdown, WithoutAHeadingTheFirstLineIsTheTitle) {
  const Document document = read_page("9 June 2020\n\nFirst words\n\nMore");
  EXPECT_EQ(text_of(document, "title"), "First words");
  EXPECT_EQ(attribute_of(document, "date"), "2020-06-09");
}

TEST(Markdown, PathologicalFilesAreRefusedOrReadInTime) {
  EXPECT_EQ(
      refusal_of([] { (void)read_page("[a]: <" + std::string(2'000'000, 'x') + ">\n\n" + repeat("[a]", 700'000)); }),
      "expands without bound as Markdown");
  for (const char* piece : {">", "> ", "- ", "[", "[a](", "*a_ ", "<!-- ", "`a``", "|a", "1. ", "&a;", "\\", "~~a "}) {
    const std::string reason = refusal_of([&] { (void)read_page("start\n\n" + repeat(piece, 100'000) + "\n\nend"); });
    EXPECT_EQ(reason, "") << piece;
  }
}

TEST(Markdown, EntitiesAreDecoded) {
  using document::decode_entity;
  EXPECT_EQ(decode_entity("&laquo;"), "«");
  EXPECT_EQ(decode_entity("&#x44E;"), "ю");
  EXPECT_EQ(decode_entity("&#128512;"), "\U0001F600");
  for (const char* none : {"&#0;", "&#xD800;", "&#99999999999;", "&#x110000;"})
    EXPECT_EQ(decode_entity(none), "\uFFFD");
  for (const char* kept : {"&unknown;", "&", "", "&;", "&#;", "&#x;", "&#12a;", "&Amp;"})
    EXPECT_EQ(decode_entity(kept), kept);
}

}  // namespace
}  // namespace svitok
