// The tokens that a searcher wants, by example.
#include <gtest/gtest.h>

#include "unit/text/analyzer_testing.h"

namespace svitok::text {
namespace {

struct Case {
  const char* text;
  const char* tokens;
};

void expect_tokens(std::initializer_list<Case> cases) {
  Analyzer analyzer;
  for (const Case& c : cases) {
    EXPECT_EQ(line_of(analyze(analyzer, c.text)), c.tokens) << c.text;
    // The same tokens in a sentence, whatever stands around them.
    const std::string around = std::string("«, (") + c.text + ")!»\r\n— ";
    EXPECT_EQ(line_of(analyze(analyzer, around)), c.tokens) << around;
  }
}

TEST(TokenRules, WordsAreNormalised) {
  expect_tokens({
      {"Ёлка ёлка елка", "елка елка елка"},
      {"и\u0306од йод Йод И\u0306од", "йод йод йод йод"},
      {"е\u0308ж", "еж"},
      {"Cтол", "стол"},  // a Latin C
      {"ко\u00ADопе\u00ADрация", "кооперация"},
      {"за\u0301мок замо\u0301к", "замок замок"},
      {"\uFB01le \uFF21\uFF22\uFF23 m\u00B2 км\u00B3", "file abc m2 км3"},
      {"café naïve Zürich Łódź Straße cafe\u0301", "cafe naive zurich lodz strasse cafe"},
      {"слово\u00B9 10\u00B2", "слово 10"},
      {"Windows™ №5 № 5 50% $7", "windows 5 5 50 7"},
      {"їжак ў ѐ", "їжак ў е"},
  });
}

TEST(TokenRules, HyphenatedWordsAreFoundByTheirPartsAndWhole) {
  expect_tokens({
      {"Нью-Йорк", "нью ~ньюйорк йорк"},
      {"кое-что", "кое ~коечто что"},
      {"COVID-19", "covid ~covid19 19"},
      {"Нью\u2011Йорк", "нью ~ньюйорк йорк"},
      {"snake_case _emphasis_", "snake ~snakecase case emphasis"},
      {"е-mail", "e ~email mail"},  // a Cyrillic е
      {"a-b-c-d-e-f-g", "a b c d e f g"},
      {"до – после", "до после"},
      {"Москва—Пекин", "москва пекин"},
      {"2019-2020", "2019 ~20192020 2020"},
  });
}

TEST(TokenRules, InitialsRunTogetherAndOtherDottedWordsAreParts) {
  expect_tokens({
      {"т.е.", "те"},
      {"U.S. U.S", "us us"},
      {"И.И.Иванов", "ии ~и.и.иванов иванов"},
      {"конец.Начало", "конец ~конец.начало начало"},
      {"v1.2", "v1 ~v1.2 2"},
  });
}

TEST(TokenRules, ApostrophesAreTakenOut) {
  expect_tokens({
      {"O'Neil O’Neil", "oneil ~neil oneil ~neil"},
      {"д'Артаньян д’Артаньян", "дартаньян ~артаньян дартаньян ~артаньян"},
      {"John's we'll don't rock'n'roll", "john we dont rocknroll"},
      {"iPhone'ов iPhone’а", "iphone iphone"},
  });
}

TEST(TokenRules, NumbersHaveOneSpelling) {
  expect_tokens({
      {"74,000 74 000 74\u00A0000 74\u202F000 74000 74'000", "74000 74000 74000 74000 74000 74000"},
      {"1,234,567.89 1 234 567,89 1.234.567,89", "1234567.89 1234567.89 1234567.89"},
      {"3.14 3,14", "3.14 3.14"},
      {"10 000-15 000 руб", "10000 15000 руб"},
      {"192.168.0.1", "192 ~192.168.0.1 168 0 1"},
      {"1,2,3", "1 2 3"},
      {"0,500", "0.500"},
      {"8 495 123-45-67", "8495 123 ~1234567 45 67"},
      {"2020 100", "2020 100"},
      {"5 10000", "5 10000"},
  });
}

TEST(TokenRules, DatesAreFoundByTheirPartsAndWhole) {
  expect_tokens({
      {"12.03.2024", "12 ~20240312 03 2024"},
      {"2024-03-12", "2024 ~20240312 03 12"},
      {"2020-06-09T17:46", "2020 ~20200609 06 09 17 46"},
      {"9 June 202017:46", "9 june 202017 ~2020 ~17 46"},
      {"9 June 20209:46", "9 june 20209 ~2020 ~9 46"},
      {"12:30", "12 30"},
      {"99.99.2024", "99 ~99.99.2024 99 2024"},
  });
}

TEST(TokenRules, MeasuresAreFoundByNumberAndUnit) {
  expect_tokens({
      {"10км", "10км ~10 ~км"},
      {"3,5мм", "3.5мм ~3.5 ~мм"},
      {"m2 covid19", "m2 covid19"},
  });
}

TEST(TokenRules, SignsBelongToTheNamesOfProgrammingLanguages) {
  expect_tokens({
      {"C++ C# F# c++, C++-код", "c++ c# f# c++ c++ код"},
      {"С++ С#", "c++ c#"},  // a Cyrillic С
      {"C/C++", "c c++"},
      {"№1# a+b x+++", "1 a b x"},
  });
}

TEST(TokenRules, AddressesAreFoundByTheirPartsAndWhole) {
  expect_tokens({
      {"https://www.example.org/a?b=1", "https www ~www.example.org ~example.org/a?b=1 example org a b 1"},
      {"example.org/news/", "example ~example.org ~example.org/news org news"},
      {"Ivan.Petrov@mail.example.org",
       "ivan ~ivan.petrov ~ivan.petrov@mail.example.org petrov mail ~mail.example.org example org"},
      {"и/или", "и или"},
  });
}

}  // namespace
}  // namespace svitok::text
