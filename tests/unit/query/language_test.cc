// What each construct of the language means: a query, and its tree.
#include <gtest/gtest.h>

#include <string>

#include "names_for_tests.h"
#include "query/query.h"

namespace svitok::query {
namespace {

struct Case {
  const char* query;
  const char* tree;
};

template <std::size_t size>
void expect_trees(const Case (&cases)[size]) {
  for (const Case& c : cases) EXPECT_EQ(to_string(parse(c.query, test_names()).root), c.tree) << c.query;
}

TEST(Language, WordsAreAlternativesAndKeepTheirPunctuation) {
  expect_trees({
      {"", "()"},
      {"  \t\n ", "()"},
      {"press", R"((should "press"))"},
      {"встреча министров", R"((should "встреча" should "министров"))"},
      {"COVID-19", R"((should "COVID-19"))"},
      {"Нью-Йорк сегодня", R"((should "Нью-Йорк" should "сегодня"))"},
      {"план 2023-2027", R"((should "план" should "2023-2027"))"},
      {"C++ C#", R"((should "C++" should "C#"))"},
      {"е-mail O'Neil", R"((should "е-mail" should "O'Neil"))"},
      {"http://example.org/a?b=c&d", R"((should "http://example.org/a?b=c&d"))"},
      {"в 12:30", R"((should "в" should "12:30"))"},
      {"a@b.c", R"((should "a@b.c"))"},
      {"C:\\temp", R"((should "C:\\temp"))"},
      {"word - word", R"((should "word" should "word"))"},
      {"слово — слово", R"((should "слово" should "слово"))"},
      {"word -", R"((should "word"))"},
      {"- word", R"((should "word"))"},
      {"+ word", R"((should "word"))"},
      {"-", "()"},
      {"... !!! ?", "()"},
      {"№5 50%", R"((should "№5" should "50%"))"},
      {"74 000 рублей", R"((should "74 000" should "рублей"))"},
      {"1\u00A0234\u00A0567", "(should \"1\u00A0234\u00A0567\")"},
      {"2020 100", R"((should "2020" should "100"))"},
      {"10 1000", R"((should "10" should "1000"))"},
      {"москва\u00A0река", R"((should "москва" should "река"))"},
      {"monitor 24\" new", R"((should "monitor" should "24\"" should "new"))"},
      {"--help", R"((should "--help"))"},
      {"и или не", R"((should "и" should "или" should "не"))"},
      {"ВОЙНА И МИР", R"((should "ВОЙНА" should "И" should "МИР"))"},
      {"and or not near", R"((should "and" should "or" should "not" should "near"))"},
      {"a && b || c", R"((should "a" should "b" should "c"))"},
  });
}

TEST(Language, SignsAskForAWordOrExcludeIt) {
  expect_trees({
      {"+press release", R"((must "press" should "release"))"},
      {"пресс -релиз", R"((should "пресс" not "релиз"))"},
      {"+C++", R"((must "C++"))"},
      {"-C++ java", R"((not "C++" should "java"))"},
      {"+мир +труд май", R"((must "мир" must "труд" should "май"))"},
      {"-a -b", R"((must * not "a" not "b"))"},
      {"-война", R"((must * not "война"))"},
      {"-\"a b\" c", R"((not «a b» should "c"))"},
      {"+«а б» в", R"((must «а б» should "в"))"},
      {"-(a b) c", R"((not (should "a" should "b") should "c"))"},
      {"+(a b) c", R"((must (should "a" should "b") should "c"))"},
      {"(-a b)", R"((not "a" should "b"))"},
      {"-title:a b", R"((not title:"a" should "b"))"},
      {"-=a b", R"((not ="a" should "b"))"},
      {"-pre* b", R"((not "pre"* should "b"))"},
      {"a+b a-b", R"((should "a+b" should "a-b"))"},
      {"+-a", R"((should "+-a"))"},
      {"\"a b\"-c", R"((should «a b» should "-c"))"},
  });
}

TEST(Language, OperatorsInCapitals) {
  expect_trees({
      {"a AND b", R"((must "a" must "b"))"},
      {"война AND мир", R"((must "война" must "мир"))"},
      {"a OR b", R"((should "a" should "b"))"},
      {"a NOT b", R"((should "a" not "b"))"},
      {"a AND NOT b", R"((must "a" not "b"))"},
      {"a AND -b", R"((must "a" not "b"))"},
      {"NOT a", R"((must * not "a"))"},
      {"NOT NOT a", R"((should "a"))"},
      {"NOT -a", R"((should "a"))"},
      {"NOT a AND NOT b", R"((must * not "a" not "b"))"},
      {"a OR NOT b", R"((should "a" should (must * not "b")))"},
      {"a AND b OR c", R"((should (must "a" must "b") should "c"))"},
      {"a OR b AND c", R"((should "a" should (must "b" must "c")))"},
      {"a OR b AND NOT c", R"((should "a" should (must "b" not "c")))"},
      {"a b AND c d", R"((should "a" must "b" must "c" should "d"))"},
      {"юрий гагарин AND космос", R"((should "юрий" must "гагарин" must "космос"))"},
      {"a b OR c d", R"((should "a" should "b" should "c" should "d"))"},
      {"a (b AND c) d", R"((should "a" should (must "b" must "c") should "d"))"},
      {"(a OR b) AND (c OR d)", R"((must (should "a" should "b") must (should "c" should "d")))"},
      {"(кот OR кошка) AND NOT собака", R"((must (should "кот" should "кошка") not "собака"))"},
      {"a NOT (b c)", R"((should "a" not (should "b" should "c")))"},
      {"+a OR b", R"((should "a" should "b"))"},
      {"a AND(b)", R"((must "a" must "b"))"},
      {"a AND \"\"", R"((must "a"))"},
      {"\"AND\" «OR»", R"((should «AND» should «OR»))"},
      {"AND", R"((should "AND"))"},
      {"NOT", R"((should "NOT"))"},
      {"a AND", R"((should "a" should "AND"))"},
      {"OR a", R"((should "OR" should "a"))"},
      {"a OR OR b", R"((should "a" should "OR" should "b"))"},
      {"a AND NOT", R"((must "a" must "NOT"))"},
  });
}

TEST(Language, ParenthesesGroup) {
  expect_trees({
      {"(a)", R"((should "a"))"},
      {"((a b))", R"((should "a" should "b"))"},
      {"(a b) c", R"((should (should "a" should "b") should "c"))"},
      {"word(s)", R"((should "word" should "s"))"},
      {"()", "()"},
      {"a () b", R"((should "a" should "b"))"},
      {"(a b", R"((should "a" should "b"))"},
      {"a) b", R"((should "a" should "b"))"},
      {":) привет", R"((should "привет"))"},
      {"(a b)^0.5 c", R"((should (should "a" should "b")^0.5 should "c"))"},
      {"(a)^2", R"((should "a"^2))"},
      {"(a b)^3", R"((should (should "a" should "b")^3))"},
      {"((a^2)^3) b", R"((should "a"^6 should "b"))"},
  });
}

TEST(Language, PhrasesInAnyQuotationMarks) {
  expect_trees({
      {"\"press release\"", "(should «press release»)"},
      {"«пресс релиз»", "(should «пресс релиз»)"},
      {"“press release”", "(should «press release»)"},
      {"„пресс релиз“", "(should «пресс релиз»)"},
      {"„press release”", "(should «press release»)"},
      {"\"one\"", "(should «one»)"},
      {"\"\" a", R"((should "a"))"},
      {"\" \" a", R"((should "a"))"},
      {"\" a b \"", "(should «a b»)"},
      {"«Клуб «Дружба» города»", "(should «Клуб «Дружба\\» города»)"},
      {"\"завод «Заря» сегодня\"", "(should «завод «Заря\\» сегодня»)"},
      {"\"не закрыта", "(should «не закрыта»)"},
      {"a «б в", R"((should "a" should «б в»))"},
      {"ООО\"Ромашка\"", R"((should "ООО" should «Ромашка»))"},
      {"\"a b\"^2", "(should «a b»^2)"},
      {"\"a b\"~5", "(should «a b»)"},
      {"\"a \\\"b\\\" c\"", "(should «a \"b\" c»)"},
      {"=\"a b\"", "(should «a b»)"},
  });
}

TEST(Language, FieldsReachEveryLeaf) {
  expect_trees({
      {"title:press", R"((should title:"press"))"},
      {"TITLE:пресс", R"((should title:"пресс"))"},
      {"title:\"a b\"", "(should title:«a b»)"},
      {"title:«а б»", "(should title:«а б»)"},
      {"title:(a b)", R"((should title:"a" should title:"b"))"},
      {"title:(a AND text:b) c", R"((should (must title:"a" must text:"b") should "c"))"},
      {"title:(a (b -c))", R"((should title:"a" should (should title:"b" not title:"c")))"},
      {"title:=Press", R"((should title:="Press"))"},
      {"title:pre*", R"((should title:"pre"*))"},
      {"title:a^2", R"((should title:"a"^2))"},
      {"+title:мир", R"((must title:"мир"))"},
      {"title:12:30", R"((should title:"12:30"))"},
      {"title: press", R"((should "title:" should "press"))"},
      {"titel:press", R"((should "titel:press"))"},
      {"автор:Пушкин", R"((should "автор:Пушкин"))"},
      {"\\title:press", R"((should "\\title:press"))"},
      {"title\\:press", R"((should "title:press"))"},
  });
}

TEST(Language, FiltersRestrict) {
  expect_trees({
      {"lang:ru", "(must [lang=ru])"},
      {"ministers lang:ru", R"((must "ministers" must [lang=ru]))"},
      {"пресс релиз lang:ru", R"((must (should "пресс" should "релиз") must [lang=ru]))"},
      {"lang:ru a type:html b", R"((must (should "a" should "b") must [lang=ru] must [type=html]))"},
      {"+a b lang:ru", R"((must "a" should "b" must [lang=ru]))"},
      {"a AND b lang:ru", R"((must "a" must "b" must [lang=ru]))"},
      {"a OR b lang:en", R"((must (should "a" should "b") must [lang=en]))"},
      {"a -lang:ru", R"((should "a" not [lang=ru]))"},
      {"-lang:ru", "(must * not [lang=ru])"},
      {"-a lang:ru", R"((not "a" must [lang=ru]))"},
      {"a lang:ru -b", R"((must "a" must [lang=ru] not "b"))"},
      {"lang:ru OR lang:en", "(should [lang=ru] should [lang=en])"},
      {"a lang:ru OR lang:en", R"((must "a" must (should [lang=ru] should [lang=en])))"},
      {"a lang:(ru en)", R"((must "a" must (should [lang=ru] should [lang=en])))"},
      {"lang:(ru)", "(must [lang=ru])"},
      {"a lang:ru OR b", R"((should "a" should [lang=ru] should "b"))"},
      {"(a lang:ru) b", R"((should (must "a" must [lang=ru]) should "b"))"},
      {"tag:\"два слова\" a", R"((must "a" must [tag=два слова]))"},
      {"tag:x tag:y", "(must [tag=x] must [tag=y])"},
      {"* lang:ru", "(must * must [lang=ru])"},
      {"tag:a..f", "(must [tag=a..f])"},
      {"tag:..f", "(must [tag=..f])"},
      {"LANG:ru", "(must [lang=ru])"},
      {"lang:=ru", "(must [lang=ru])"},
      {"lang:ru^2", "(must [lang=ru])"},
  });
}

TEST(Language, DatesAndTheirRanges) {
  expect_trees({
      {"date:2020", "(must [date=2020..2020])"},
      {"date:2020-06", "(must [date=2020-06..2020-06])"},
      {"date:2020-01-01..2020-06-30", "(must [date=2020-01-01..2020-06-30])"},
      {"выборы date:2020..", R"((must "выборы" must [date=2020..]))"},
      {"date:..2019-12-31", "(must [date=..2019-12-31])"},
      {"date:\"2020-06-09 17:46\"", "(must [date=2020-06-09 17:46..2020-06-09 17:46])"},
      {"date:2020-06-09T17:46", "(must [date=2020-06-09T17:46..2020-06-09T17:46])"},
      {"date:(2018 2020)", "(should [date=2018..2018] should [date=2020..2020])"},
      {"a -date:2020", R"((should "a" not [date=2020..2020]))"},
      {"date:2021..2020", "(must [date=2020..2021])"},
      {"a date:2020-13", R"((should "a"))"},
      {"date:завтра", "()"},
      {"date:..", "()"},
      {"2020-06-09", R"((should "2020-06-09"))"},
  });
}

TEST(Language, ExactPrefixFuzzyAndBoost) {
  expect_trees({
      {"=мира", R"((should ="мира"))"},
      {"=word^2", R"((should ="word"^2))"},
      {"=pre*", R"((should ="pre*"))"},
      {"x=5", R"((should "x=5"))"},
      {"a = b", R"((should "a" should "b"))"},
      {"pre*", R"((should "pre"*))"},
      {"мин*", R"((should "мин"*))"},
      {"ми*^2", R"((should "ми"*^2))"},
      {"a*", R"((should "a*"))"},
      {"*", "(should *)"},
      {"he*o", R"((should "he*o"))"},
      {"*слово", R"((should "*слово"))"},
      {"2*2", R"((should "2*2"))"},
      {"fuzzy~", R"((should "fuzzy"~))"},
      {"превет~", R"((should "превет"~))"},
      {"fuzzy~2", R"((should "fuzzy"~))"},
      {"ab~", R"((should "ab~"))"},
      {"~5", R"((should "~5"))"},
      {"word^2", R"((should "word"^2))"},
      {"слово^0,5 другое", R"((should "слово"^0.5 should "другое"))"},
      {"word^1000", R"((should "word"^100))"},
      {"word^0", R"((should "word"^0.01))"},
      {"word^", R"((should "word^"))"},
      {"word^2x", R"((should "word^2x"))"},
      {"pre\\*", R"((should "pre*"))"},
      {"word\\^2", R"((should "word^2"))"},
      {"\\-word", R"((should "-word"))"},
      {"\\(a\\)", R"_((should "(a)"))_"},
  });
}

TEST(Language, NearJoinsWordsOfOneField) {
  expect_trees({
      {"a NEAR/5 b", R"((should near/5("a" "b")))"},
      {"мир NEAR труд", R"((should near/10("мир" "труд")))"},
      {"a NEAR/3 b NEAR/3 c", R"((should near/3("a" "b" "c")))"},
      {"a NEAR/3 b NEAR/5 c", R"((should near/5("a" "b" "c")))"},
      {"a NEAR/5 \"b c\" d", R"((should near/5("a" «b c») should "d"))"},
      {"pre* NEAR/5 =b", R"((should near/5("pre"* ="b")))"},
      {"+a NEAR/5 b c", R"((must near/5("a" "b") should "c"))"},
      {"NOT a NEAR/5 b", R"((must * not near/5("a" "b")))"},
      {"a NEAR/5 b AND c", R"((must near/5("a" "b") must "c"))"},
      {"title:(a NEAR b)", R"((should near/10(title:"a" title:"b")))"},
      {"title:a NEAR b", R"((should near/10(title:"a" title:"b")))"},
      {"title:a NEAR text:b", R"((must title:"a" must text:"b"))"},
      {"a NEAR/5 (b c)", R"((must "a" must (should "b" should "c")))"},
      {"a NEAR/5 fuzzy~ c", R"((should (must "a" must "fuzzy"~) should "c"))"},
      {"a NEAR/100 b", R"((should near/64("a" "b")))"},
      {"a NEAR/0 b", R"((should near/1("a" "b")))"},
      {"NEAR", R"((should "NEAR"))"},
      {"a NEAR/x b", R"((should "a" should "NEAR/x" should "b"))"},
      {"a NEAR -b", R"((should "a" should "NEAR" not "b"))"},
  });
}

}  // namespace
}  // namespace svitok::query
