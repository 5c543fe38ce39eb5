// Any bytes at all: a reader gives a document or refuses with DocumentError, and nothing else happens.
#include <gtest/gtest.h>

#include <random>

#include "document/utf8.h"
#include "parts.h"

namespace svitok {
namespace {

constexpr std::string_view kPieces[] = {"<div>",     "</div>",     "<p>",         "<b a='1'>",
                                        "</b>",      "<table>",    "<tr>",        "<td>",
                                        "</table>",  "<svg>",      "</svg>",      "<select>",
                                        "<option>",  "<template>", "</template>", "<frameset>",
                                        "<a>",       "</a>",       "<math>",      "<mi>",
                                        "<script>",  "</script>",  "<!--",        "-->",
                                        "<![CDATA[", "]]>",        "<pre>",       "&amp;",
                                        "&#x",       "<title>",    "</title>",    "<meta charset=koi8-r>",
                                        "<body x>",  "<html y>",   "<head>",      "<form>",
                                        "<input>",   "<isindex>",  "<main>",      "</main>",
                                        "\n",        "\n\n",       "# ",          "> ",
                                        "- ",        "    ",       "```",         "`",
                                        "**",        "_",          "[",           "](",
                                        ")",         "![",         "|",           "|-|-|\n",
                                        "---\n",     "title: x\n", "\"",          "\\u",
                                        "\\ud83d",   "\\",         "{",           "}",
                                        "[",         "]",          ":",           ",",
                                        "\"id\":1",  "\"text\":",  "1e5",         "-0",
                                        "true",      "null",       "9 июня 2020", "June 9, ",
                                        "17:46",     "Слово",      "word",        " ",
                                        "\xFF",      "\xD0",       "\xE2\x80",    "\x01"};

std::string random_input(std::mt19937_64& random) {
  std::string bytes;
  const bool pieces = random() % 4 != 0;
  for (std::size_t left = random() % 200; left > 0; --left) {
    if (pieces) {
      bytes += kPieces[random() % std::size(kPieces)];
    } else {
      bytes += static_cast<char>(random());
    }
  }
  return bytes;
}

void expect_sound(const Document& document) {
  for (const auto& [field, text] : document.texts()) EXPECT_TRUE(document::is_valid_utf8(text)) << field;
  for (const auto& [name, value] : document.attributes()) EXPECT_TRUE(document::is_valid_utf8(value)) << name;
}

TEST(RandomBytes, GiveADocumentOfValidUtf8OrARefusal) {
  const std::uint64_t seed = std::random_device()();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937_64 random(seed);
  std::size_t documents = 0;
  for (int round = 0; round < 3000; ++round) {
    const std::string bytes = random_input(random);
    for (const Format format : {Format::kText, Format::kHtml, Format::kMarkdown}) {
      const std::string reason = refusal_of([&] {
        expect_sound(read_document("key", bytes, format));
        ++documents;
      });
      EXPECT_EQ(reason.find('\n'), std::string::npos);
    }
    refusal_of([&] { expect_sound(read_json_document(bytes)); });
    refusal_of([&] { expect_sound(read_json_document("{\"id\":1,\"text\":" + bytes + "}")); });
    (void)detect_format("x", bytes);
  }
  EXPECT_GT(documents, 100U);
}

}  // namespace
}  // namespace svitok
