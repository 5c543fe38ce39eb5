// What a person is told, and about which bytes.
#include <gtest/gtest.h>

#include <string>

#include "names_for_tests.h"
#include "query/query.h"

namespace svitok::query {
namespace {

struct Case {
  const char* query;
  const char* about;  ///< The bytes pointed at; null: nothing is said.
  const char* says;   ///< Part of the message.
};

TEST(QueryDiagnostics, PointAtWhatWasNotTakenLiterally) {
  const Case cases[] = {
      {"titel:press", "titel:", "perhaps title: was meant"},
      {"a лэнг:ru", "лэнг:", "no field"},
      {"dtae:2020", "dtae:", "perhaps date: was meant"},
      {"titel:(a b)", "titel:", "perhaps title:"},
      {"title: press", "title:", "right after the colon"},
      {"a date:2020-13", "2020-13", "not a date"},
      {"date:hello", "hello", "write 2020, 2020-06"},
      {"date:2021..2020", "2021..2020", "exchanged"},
      {"lang:r*", "r*", "whole values"},
      {"lang:ru^2", "^2", "no score"},
      {"слово he*o", "he*o", "only at the end"},
      {"a*", "a*", "two letters"},
      {"ab~", "ab~", "three letters"},
      {"=pre*", "pre*", "as it stands"},
      {"=\"a b\"", "a b", "one word"},
      {"=(a b)", "=", "ignored"},
      {"\"a b\"~3", "~3", "NEAR/5"},
      {"a^1000", "^1000", "0.01 and 100"},
      {"a^2x", "^2x", "not a boost"},
      {"a^-1", "^-1", "not a boost"},
      {"a AND", "AND", "nothing to join"},
      {"a && b", "&&", "write AND"},
      {"a || b", "||", "write OR"},
      {"a NEAR/100 b", "NEAR/100", "at most 64"},
      {"a NEAR/2 b NEAR/3 c", "NEAR/3", "one distance"},
      {"a NEAR (b c)", "NEAR", "AND"},
      {"a (b", "(", "not closed"},
      {"a) b", ")", "nothing opens"},
      {"a \"b c", "\"", "not closed"},
      {"a «b c", "«", "not closed"},
      {"http://example.org", nullptr, ""},
      {"12:30", nullptr, ""},
      {"std::string", nullptr, ""},
      {"C:\\temp", nullptr, ""},
      {"host:8080", nullptr, ""},
      {"2*2 x^y", nullptr, ""},
      {"a - b", nullptr, ""},
      {"2023-2027 COVID-19 C++", nullptr, ""},
      {"title:(a b) lang:ru date:2020.. -c \"d e\"^2", nullptr, ""},
  };
  for (const Case& c : cases) {
    const std::string query = c.query;
    const ParsedQuery parsed = parse(query, test_names());
    ASSERT_EQ(parsed.diagnostics.size(), c.about == nullptr ? 0U : 1U) << query;
    if (c.about == nullptr) continue;
    const Diagnostic& said = parsed.diagnostics.front();
    EXPECT_EQ(query.substr(said.begin, said.end - said.begin), c.about) << query;
    EXPECT_NE(said.message.find(c.says), std::string::npos) << query << ": " << said.message;
    EXPECT_NE(said.message.back(), '.') << said.message;
  }
}

TEST(QueryDiagnostics, ComeInTheOrderOfTheQueryAndAreBounded) {
  std::string query;
  for (int i = 0; i < 100; ++i) query += std::to_string(i).append("w*x ");
  const auto diagnostics = parse(query, test_names()).diagnostics;
  EXPECT_EQ(diagnostics.size(), 32U);
  for (std::size_t i = 1; i < diagnostics.size(); ++i) EXPECT_LT(diagnostics[i - 1].begin, diagnostics[i].begin);
}

TEST(QueryDiagnostics, LongTextIsShortenedAtACharacter) {
  std::string word = "x";
  for (int i = 0; i < 100; ++i) word += "я";
  const auto diagnostics = parse(word + "*y", test_names()).diagnostics;
  ASSERT_EQ(diagnostics.size(), 1U);
  EXPECT_LT(diagnostics[0].message.size(), 160U);
  EXPECT_NE(diagnostics[0].message.find("я…\""), std::string::npos) << diagnostics[0].message;
}

}  // namespace
}  // namespace svitok::query
