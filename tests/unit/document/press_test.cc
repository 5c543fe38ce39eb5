// The sample corpus reads as its files say: one table for all of them.
#include <gtest/gtest.h>

#include <fstream>

#include "parts.h"

namespace svitok {
namespace {

const std::filesystem::path kPress = SVITOK_PRESS_FOLDER;

TEST(Press, EveryFileHasItsTitleDateAndLanguage) {
  struct Case {
    const char* name;
    const char* title;
    const char* date;
    const char* lang;
  };
  for (const Case& c :
       {Case{"001_ferry_en.txt",
             "Press release on Foreign Minister Sergey Lavrov’s talks with the Minister of Foreign Affairs of "
             "Kazakhstan",
             "2019-03-12T10:15", ""},
        Case{"002_ferry_ru.txt",
             "О переговорах Министра иностранных дел Сергея Лаврова с Министром иностранных дел Казахстана",
             "2019-03-12T10:15", ""},
        Case{"003_budget_en.html", "Anton Siluanov presents the regional budget review", "2020-11-18T12:30:00+03:00",
             "en"},
        Case{"004_budget_ru.html", "Антон Силуанов представил обзор региональных бюджетов", "2020-11-18T12:30:00+03:00",
             "ru"},
        Case{"005_forum_en.md", "Kassym-Jomart Tokayev opens the Steppe Rivers forum", "2021-09-02", "en"},
        Case{"006_forum_ru.md", "Касым-Жомарт Токаев открыл форум «Реки степи»", "2021-09-02", "ru"},
        Case{"008_railway_ru.txt", "Михаил Мишустин и Александр Новак осмотрели новое железнодорожное депо",
             "2022-07-05T09:30", ""},
        Case{"009_grain_en.html", "Grain exports through the northern ports", "2023-02-14", "en"},
        Case{"010_grain_ru.html", "Вывоз зерна через северные порты", "2023-02-14", "ru"}}) {
    const auto path = kPress / c.name;
    const FileBytes file = read_file(path, 1 << 20);
    const Document document = read_document(c.name, file.bytes, detect_format(path, file.bytes));
    EXPECT_EQ(text_of(document, "title"), c.title);
    EXPECT_EQ(attribute_of(document, "date"), c.date) << c.name;
    EXPECT_EQ(attribute_of(document, "lang"), c.lang) << c.name;
    EXPECT_EQ(text_of(document, "text").find("<p>"), std::string::npos) << c.name;
  }
}

TEST(Press, EveryLineOfTheNewsIsADocument) {
  std::ifstream file(kPress / "news.jsonl");
  std::size_t lines = 0;
  for (std::string line; std::getline(file, line); ++lines) {
    const Document document = read_json_document(line);
    EXPECT_EQ(document.key().substr(0, 5), "news/");
    EXPECT_FALSE(text_of(document, "text").empty());
    EXPECT_FALSE(attribute_of(document, "date").empty());
  }
  EXPECT_EQ(lines, 6U);
}

}  // namespace
}  // namespace svitok
