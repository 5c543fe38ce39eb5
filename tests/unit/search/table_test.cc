// How one thing is written in many ways, and found in each: every spelling is a document, and every spelling is asked,
// bare and with a plus. In quotes a compound is its parts in order, so there each finds itself.
#include <algorithm>

#include "small_index.h"

namespace svitok {
namespace {

using Spellings = std::vector<std::string>;

bool finds(const Searcher& searcher, const std::string& query, const std::string& id) {
  SearchOptions options;
  options.limit = 10000;
  const std::vector<std::string> found = ids(searcher, query, options);
  return std::find(found.begin(), found.end(), id) != found.end();
}

/// Spellings of the same: each finds each.
const std::vector<Spellings> kSame = {
    {"Ёлка", "ёлка", "ЕЛКА", "е\u0308лка"},
    {"Йод", "йод", "и\u0306од", "И\u0306ОД"},
    {"Стол", "Cтол", "cтoл", "стол"},  // The second and the third have Latin letters.
    {"кооперация", "ко\u00ADопера\u00ADция", "Кооперации"},
    {"замок", "за\u0301мок", "замо\u0301к"},
    {"Нью-Йорк", "Нью\u2011Йорк", "нью-йорк", "Нью-Йорке"},
    {"кое-что", "Кое-что", "кое\u2011что"},
    {"COVID-19", "covid-19", "СОVID-19"},  // The last begins with Cyrillic letters.
    {"т.е.", "т.е", "Т.Е."},
    {"U.S.", "U.S", "US", "u.s."},
    {"O'Neil", "O’Neil", "o'neil", "ONeil"},
    {"д'Артаньян", "д’Артаньян", "Д'АРТАНЬЯН"},
    {"74,000", "74 000", "74\u00A0000", "74\u202F000", "74000", "74'000"},
    {"3.14", "3,14"},
    {"1,234,567.89", "1 234 567,89", "1.234.567,89"},
    {"12.03.2024", "2024-03-12", "12-03-2024", "20240312"},
    {"№5", "№ 5", "5"},
    {"50%", "50 %", "50"},
    {"10км", "10 км", "10КМ"},
    {"C++", "c++", "С++"},  // The last with a Cyrillic letter.
    {"C#", "c#", "С#"},
    {"F#", "f#"},
    {"https://www.example.org/news?id=7", "http://example.org/news?id=7", "www.example.org/news?id=7"},
    {"ivan.petrov@mail.example.org", "Ivan.Petrov@Mail.Example.ORG"},
    {"e-mail", "е-mail", "E-Mail"},  // The second with a Cyrillic letter.
    {"\uFB01le", "file", "FILES"},
    {"\uFF21\uFF22\uFF23", "abc"},
    {"m\u00B2", "m2"},
    {"café", "cafe\u0301", "CAFE"},
    {"naïve", "naive"},
};

/// The first finds each of the others and is found by them; they need not find each other.
const std::vector<Spellings> kParts = {
    {"Нью-Йорк", "Йорк", "НьюЙорк", "нью йорк"},
    {"кое-что", "коечто"},  // что is a function word: found by it, but it is not asked for.
    {"COVID-19", "covid", "covid19", "19"},
    {"O'Neil", "Neil", "oneil"},
    {"д'Артаньян", "Артаньян", "дартаньян"},
    {"12.03.2024", "2024", "12", "20240312"},
    {"2024-03-12", "2024", "03"},
    {"10км", "10", "км"},
    {"https://www.example.org/news?id=7", "example", "example.org", "news"},
    {"ivan.petrov@mail.example.org", "petrov", "ivan", "mail.example.org"},
    {"e-mail", "email", "mail"},
};

/// No two of a row meet.
const std::vector<Spellings> kDifferent = {
    {"йод", "иод"},          {"C++", "C", "C#", "F#"},     {"3.14", "314", "15"},
    {"74000", "74", "7400"}, {"2024-03-12", "2024-12-03"},
};

std::string id_of(std::size_t row, std::size_t spelling) {
  return std::to_string(row) + "." + std::to_string(spelling);
}

Searcher searcher_of(SmallIndex& index, const std::vector<Spellings>& rows) {
  for (std::size_t row = 0; row < rows.size(); ++row) {
    for (std::size_t i = 0; i < rows[row].size(); ++i) {
      // One in the title, one at the end of a line, as text comes.
      const std::string& spelled = rows[row][i];
      index.put(id_of(row, i), i % 2 == 0 ? spelled : "", i % 2 == 0 ? "" : "(«" + spelled + "»,\r\n" + spelled + "!");
    }
  }
  return index.searcher();
}

void expect_found(const Searcher& searcher, const std::string& query, const std::string& id) {
  EXPECT_TRUE(finds(searcher, query, id)) << query << " does not find " << id << "\n" << searcher.explain(query);
  if (query.find(' ') != std::string::npos) return;
  EXPECT_TRUE(finds(searcher, "+" + query, id)) << "+" << query << "\n" << searcher.explain("+" + query);
}

TEST(Table, EverySpellingFindsEveryOther) {
  SmallIndex index;
  const Searcher searcher = searcher_of(index, kSame);
  for (std::size_t row = 0; row < kSame.size(); ++row) {
    for (const std::string& query : kSame[row]) {
      for (std::size_t i = 0; i < kSame[row].size(); ++i) expect_found(searcher, query, id_of(row, i));
    }
    for (std::size_t i = 0; i < kSame[row].size(); ++i) {
      EXPECT_TRUE(finds(searcher, "\"" + kSame[row][i] + "\"", id_of(row, i))) << "in quotes: " << kSame[row][i];
    }
  }
}

TEST(Table, ACompoundIsFoundByItsPartsAndFindsThem) {
  SmallIndex index;
  const Searcher searcher = searcher_of(index, kParts);
  for (std::size_t row = 0; row < kParts.size(); ++row) {
    for (std::size_t i = 1; i < kParts[row].size(); ++i) {
      EXPECT_TRUE(finds(searcher, kParts[row][i], id_of(row, 0))) << kParts[row][i] << " and " << kParts[row][0];
      EXPECT_TRUE(finds(searcher, kParts[row][0], id_of(row, i))) << kParts[row][0] << " and " << kParts[row][i];
    }
  }
}

TEST(Table, WhatIsNotTheSameDoesNotMeet) {
  for (const Spellings& row : kDifferent) {
    SmallIndex index;
    const Searcher searcher = searcher_of(index, {row});
    for (std::size_t query = 0; query < row.size(); ++query) {
      for (std::size_t i = 0; i < row.size(); ++i) {
        EXPECT_EQ(finds(searcher, "+" + row[query], id_of(0, i)), query == i) << row[query] << " and " << row[i];
      }
    }
  }
}

}  // namespace
}  // namespace svitok
