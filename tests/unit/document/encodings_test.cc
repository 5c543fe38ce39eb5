#include <gtest/gtest.h>

#include "parts.h"
#include "text/encoding.h"

namespace svitok {
namespace {

Document read_text(std::string_view bytes) { return read_document("key", bytes, Format::kText); }
std::string refusal(std::string_view bytes) {
  return refusal_of([&] { (void)read_text(bytes); });
}

// Russian in UTF-8 to a single-byte encoding, by tables of our own: independent of the converter under test.
std::string encode_russian(std::string_view utf8, std::string_view charset) {
  const std::string_view koi = "юабцдефгхийклмнопярстужвьызшэщчъЮАБЦДЕФГХИЙКЛМНОПЯРСТУЖВЬЫЗШЭЩЧЪ";  // 0xC0 to 0xFF.
  std::string bytes;
  for (std::size_t i = 0; i < utf8.size(); ++i) {
    if (static_cast<unsigned char>(utf8[i]) < 0x80) {
      bytes += utf8[i];
      continue;
    }
    const std::string_view letter = utf8.substr(i++, 2);
    const auto code =
        ((static_cast<unsigned char>(letter[0]) & 0x1FU) << 6U) | (static_cast<unsigned char>(letter[1]) & 0x3FU);
    const unsigned index = code - 0x410;  // А-Я а-я
    if (charset == "windows-1251") bytes += static_cast<char>(0xC0 + index);
    if (charset == "ibm866") bytes += static_cast<char>(index < 48 ? 0x80 + index : 0xE0 + index - 48);
    if (charset == "koi8-r") bytes += static_cast<char>(0xC0 + koi.find(letter) / 2);
  }
  return bytes;
}

std::string encode_utf16(std::string_view utf8, bool big_endian) {
  std::string bytes = big_endian ? "\xFE\xFF" : "\xFF\xFE";
  for (std::size_t i = 0; i < utf8.size(); ++i) {
    unsigned code = static_cast<unsigned char>(utf8[i]);
    if (code >= 0x80) code = ((code & 0x1FU) << 6U) | (static_cast<unsigned char>(utf8[++i]) & 0x3FU);
    const char low = static_cast<char>(code & 0xFFU);
    const char high = static_cast<char>(code >> 8U);
    bytes += big_endian ? high : low;
    bytes += big_endian ? low : high;
  }
  return bytes;
}

constexpr std::string_view kRussian =
    "Заседание комиссии по торговле\nДелегации двух стран обсудили поставки зерна и расписание поездов. "
    "Следующая встреча назначена на осень, протокол подписан обеими сторонами.\n";

TEST(Encodings, RussianTextIsDetected) {
  for (const char* charset : {"windows-1251", "koi8-r", "ibm866"}) {
    const Document document = read_text(encode_russian(kRussian, charset));
    EXPECT_EQ(text_of(document, "text"), kRussian) << charset;
    EXPECT_EQ(attribute_of(document, "encoding"), charset);
    EXPECT_EQ(text_of(document, "title"), "Заседание комиссии по торговле");
  }
}

TEST(Encodings, ByteOrderMarksDecide) {
  for (const bool big_endian : {false, true}) {
    const Document document = read_text(encode_utf16(kRussian, big_endian));
    EXPECT_EQ(text_of(document, "text"), kRussian);
    EXPECT_EQ(attribute_of(document, "encoding"), big_endian ? "utf-16be" : "utf-16le");
  }
  const Document utf8 = read_text("\xEF\xBB\xBF" + std::string(kRussian));
  EXPECT_EQ(text_of(utf8, "text"), kRussian);
  EXPECT_TRUE(attributes_of(utf8, "encoding").empty());
}

TEST(Encodings, WesternTextIsDetected) {
  const Document letters = read_text(
      "The caf\xE9 in Besan\xE7on serves cr\xE8me br\xFBl\xE9"
      "e all summer.");
  EXPECT_EQ(text_of(letters, "text"), "The café in Besançon serves crème brûlée all summer.");
  const Document quotes = read_text("\x93It isn\x92t over,\x94 he said \x96 and left.");
  EXPECT_EQ(text_of(quotes, "text"), "“It isn’t over,” he said – and left.");
  EXPECT_TRUE(attribute_of(quotes, "encoding").starts_with("windows-125"));  // The code pages agree on these.
}

TEST(Encodings, WhatAPageDeclaresComesBeforeDetection) {
  const std::string body = encode_russian("Да, это так", "koi8-r");
  for (const char* meta :
       {"<meta charset=koi8-r>", "<META http-equiv='Content-Type' content='text/html; charset=KOI8-R'>"}) {
    const Document document = read_document("k", std::string(meta) + "<p>" + body, Format::kHtml);
    EXPECT_EQ(text_of(document, "text"), "Да, это так");
    EXPECT_EQ(attribute_of(document, "encoding"), "koi8-r");
  }
  const Document honest = read_document("k", "<meta charset=windows-1251><p>Да, это UTF-8", Format::kHtml);
  EXPECT_EQ(text_of(honest, "text"), "Да, это UTF-8");
}

TEST(Encodings, BrokenUtf8IsRefusedWithTheByteAndItsOffset) {
  const std::string tail = " and no other encoding explains it";
  EXPECT_EQ(refusal("hello \xFF world"), "is not valid UTF-8 (byte 0xFF at offset 6)" + tail);
  EXPECT_EQ(refusal("hello \xFF\xFE world"), "is not valid UTF-8 (byte 0xFF at offset 6)" + tail);
  EXPECT_EQ(refusal("hello \xC3( world"), "is not valid UTF-8 (byte 0xC3 at offset 6)" + tail);
  EXPECT_EQ(refusal("bad \x80 byte"), "is not valid UTF-8 (byte 0x80 at offset 4)" + tail);
  EXPECT_EQ(refusal("\xFF\xFE"
                    "broken text!"),
            "is not valid UTF-8 (byte 0xFF at offset 0)" + tail);
  EXPECT_EQ(refusal("\xEF\xBB\xBFmark, then \xE9t\xE9 \xE0"), "is not valid UTF-8 (byte 0xE9 at offset 14)" + tail);
  EXPECT_EQ(refusal("Привет, \xD0 мир, и ещё немного слов"), "is not valid UTF-8 (byte 0xD0 at offset 14)" + tail);
  EXPECT_EQ(refusal("Русский текст, прерванный на середине букв\xD1"),
            "is not valid UTF-8 (byte 0xD1 at offset 78)" + tail);
}

TEST(Encodings, BinaryDataAndEmptyFilesAreRefused) {
  EXPECT_EQ(refusal(""), "is empty");
  EXPECT_EQ(refusal(" \n\t\r\n"), "is empty");
  EXPECT_EQ(refusal("\xEF\xBB\xBF \n"), "is empty");
  EXPECT_EQ(refusal(std::string_view("abc\0def", 7)), "looks like binary data (NUL byte at offset 3)");
  EXPECT_EQ(refusal("ab\x01\x02\x03"
                    "cd"),
            "looks like binary data (3 control characters in 7 bytes)");
  EXPECT_EQ(refusal(std::string(500, 'x') + "\x01"), "");
}

TEST(Encodings, NamesOfCharsetsMayBeAnything) {
  EXPECT_EQ(text::canonical_charset("cp1251"), "windows-1251");
  EXPECT_EQ(text::canonical_charset("no such charset"), "");
  EXPECT_EQ(text::canonical_charset(std::string(5000, 'x')), "");
  EXPECT_EQ(text::canonical_charset(""), "");
  EXPECT_FALSE(text::to_utf8("abc", "no such charset"));
  EXPECT_EQ(text::to_utf8("", "koi8-r"), "");
  EXPECT_EQ(text::to_utf8(std::string(100000, '\xC4'), "windows-1251"), repeat("Д", 100000));
  EXPECT_EQ(text::to_utf8("\x98", "utf-8"), "\uFFFD");
}

}  // namespace
}  // namespace svitok
