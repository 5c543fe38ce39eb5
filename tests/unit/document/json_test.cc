#include <gtest/gtest.h>

#include "parts.h"

namespace svitok {
namespace {

std::string refusal(std::string_view line) {
  return refusal_of([&] { (void)read_json_document(line); });
}

TEST(Json, AnObjectBecomesADocument) {
  const Document document = read_json_document(
      R"({"title":"Встреча \"двух\"","lang":"ru-RU","id":"mid/1","text":"Первая\nстрока \u044e \ud83d\ude00","date":"9 June 2020",)"
      R"("url":"https://e.org/1","price":1.50,"big":123456789012345678901234567890,"open":true,"shut":false,"none":null,)"
      R"("tag":["a","b",3,null,{"x":1}],"nested":{"a":[1,{"b":"c"}]}}  )"
      "\r\n");
  EXPECT_EQ(document.key(), "mid/1");
  EXPECT_EQ(text_of(document, "title"), "Встреча \"двух\"");
  EXPECT_EQ(text_of(document, "text"), "Первая\nстрока ю \U0001F600");
  const std::vector<std::pair<std::string, std::string>> attributes = {{"lang", "ru"},
                                                                       {"date", "2020-06-09"},
                                                                       {"url", "https://e.org/1"},
                                                                       {"price", "1.50"},
                                                                       {"big", "123456789012345678901234567890"},
                                                                       {"open", "true"},
                                                                       {"shut", "false"},
                                                                       {"tag", "a"},
                                                                       {"tag", "b"},
                                                                       {"tag", "3"}};
  EXPECT_EQ(document.attributes(), attributes);
}

TEST(Json, TheIdIsAStringOrAnInteger) {
  EXPECT_EQ(read_json_document(R"({"id":42})").key(), "42");
  EXPECT_EQ(read_json_document(R"({"id":-7,"text":null})").key(), "-7");
  EXPECT_EQ(read_json_document(R"({"\u0069d":"x"})").key(), "x");
  for (const char* id : {"1.5", "1e3", "true", "null", "[]", "{}"}) {
    EXPECT_EQ(refusal("{\"id\":" + std::string(id) + "}"),
              "is not a JSON document (at byte 6): \"id\" is neither a string nor an integer");
  }
  EXPECT_EQ(refusal(R"({"id":""})"), "is not a JSON document (at byte 6): \"id\" is empty");
  EXPECT_EQ(refusal(R"({"title":"x"})"), "is not a JSON document (at byte 0): it has no \"id\"");
}

TEST(Json, RepeatedMembersRepeatAndTheLastIdCounts) {
  const Document document = read_json_document(R"({"id":1,"id":2,"text":"a","text":"b","t":"x","t":"y"})");
  EXPECT_EQ(document.key(), "2");
  EXPECT_EQ(document.texts().size(), 2U);
  EXPECT_EQ(attributes_of(document, "t"), (std::vector<std::string>{"x", "y"}));
}

TEST(Json, TitleAndTextMustBeStrings) {
  EXPECT_EQ(refusal(R"({"id":1,"title":5})"), "is not a JSON document (at byte 16): \"title\" is not a string");
  EXPECT_EQ(refusal(R"({"id":1,"text":["a"]})"), "is not a JSON document (at byte 15): \"text\" is not a string");
}

TEST(Json, ErrorsNameTheByte) {
  struct Case {
    std::string line;
    std::size_t byte;
  };
  for (const Case& c :
       {Case{R"({"id":1,"a":"never closed})", 12}, Case{"{\"id\":1,\"a\":\"b\tc\"}", 14}, Case{"{\"id\":\"\xFF\"}", 7},
        Case{R"({"id":1}{"id":2})", 8}, Case{R"({"id":1} x)", 10}, Case{R"([1])", 0}, Case{R"(  "x")", 2}}) {
    EXPECT_TRUE(refusal(c.line).starts_with("is not a JSON document (at byte " + std::to_string(c.byte) + "): "))
        << c.line << " -> " << refusal(c.line);
  }
  EXPECT_EQ(refusal(" \n"), "is empty");
}

TEST(Json, BrokenJsonIsRefused) {
  for (const char* line : {"{",
                           "}",
                           "{]",
                           "{\"id\"}",
                           "{\"id\":}",
                           "{\"id\":1,}",
                           "{\"id\":1 \"a\":2}",
                           "{\"id\":1,\"a\":tru}",
                           "{\"id\":1,\"a\":nul}",
                           "{\"id\":1,\"a\":01}",
                           "{\"id\":1,\"a\":1.}",
                           "{\"id\":1,\"a\":[1,]}",
                           "{\"id\":1,\"a\":{\"b\":}}",
                           "{\"id\":1,\"a\":[1,2}",
                           "{\"id\":1,\"a\":\"\\x\"}",
                           "{\"id\":1,\"a\":\"\\u12\"}",
                           "{\"id\":1,\"a\":\"b\"c}",
                           "{\"id\":1,\"a\":{\"b\":nope}}",
                           "{\"id\":1",
                           "{\"id\":1,\"a\":[",
                           "{id:1}",
                           "{'id':1}",
                           "null",
                           "tru",
                           "{\"id\":1,\"a\":nullx}",
                           "{\"id\":1,\"a\":1x}"}) {
    EXPECT_NE(refusal(line), "") << line;
  }
}

TEST(Json, ALoneSurrogateIsReadAsTheReplacementCharacter) {
  struct Case {
    const char* escapes;
    const char* text;
  };
  for (const Case& c :
       {Case{R"(a\ud800b)", "a\uFFFDb"}, Case{R"(\uDC00\uDBFF)", "\uFFFD\uFFFD"},
        Case{R"(\ud83d\ude00\ud83d)", "\U0001F600\uFFFD"}, Case{R"(\\ud800 \ud800\u0041)", "\\ud800 \uFFFDA"},
        Case{R"(\ud800\ud83d\ude00)", "\uFFFD\U0001F600"}}) {
    const Document document = read_json_document(R"({"id":1,"text":")" + std::string(c.escapes) + "\"}");
    EXPECT_EQ(text_of(document, "text"), c.text) << c.escapes;
  }
  EXPECT_NE(refusal(R"({"id":1,"text":"\ud800 \q"})"), "");
}

TEST(Json, DepthAndSizeAreBounded) {
  EXPECT_EQ(refusal("{\"id\":1,\"a\":" + repeat("[", 200) + repeat("]", 200) + "}"), "");
  EXPECT_NE(refusal("{\"id\":1,\"a\":" + repeat("[", 1'000'000) + repeat("]", 1'000'000) + "}"), "");
  EXPECT_NE(refusal("{\"id\":1,\"a\":" + repeat("{\"a\":", 1'000'000)), "");
  const std::string text = repeat("слово ", 2'000'000);
  EXPECT_EQ(text_of(read_json_document(R"({"id":1,"text":")" + text + "\"}"), "text"), text);
  EXPECT_NE(refusal_of([] { (void)read_json_document(R"({"id":1})", {.max_bytes = 4}); }), "");
}

}  // namespace
}  // namespace svitok
