#include "random_collection.h"

#include <cstdlib>
#include <iostream>

namespace svitok::reference {

namespace {

const std::vector<std::string> kWords{
    "министр",  "министра", "министров",  "Министрам", "встреча",  "встречи",   "встречу",  "переговоры", "переговоров",
    "замок",    "замки",    "замка",      "ёлка",      "елки",     "стали",     "сталь",    "стать",      "Лаврова",
    "Лавров",   "Нью-Йорк", "кое-что",    "города",    "город",    "вода",      "воды",     "читать",     "читал",
    "и",        "в",        "не",         "на",        "minister", "Ministers", "ministry", "talks",      "talked",
    "child",    "children", "go",         "went",      "state",    "states",    "stately",  "running",    "run",
    "COVID-19", "10км",     "12.03.2024", "3.14",      "42",       "1000",      "the",      "of",         "and",
    "to",       "U.S.",     "café",       "cafe",      "e-mail",   "water",     "waters",   "city"};
// What has blanks or signs in it stands in documents only.
const std::vector<std::string> kMore{"74 000", "C++",           "№5", "50%", "д'Артаньян", "a@b.org",
                                     "и/или",  "за\xCC\x81мок", "—",  "…"};
const std::vector<std::string> kGroups{"alpha", "beta", "гамма", "Delta"};

std::string random_text(std::size_t words, std::mt19937& random) {
  std::string text;
  for (std::size_t i = 0; i < words; ++i) {
    // The square favours the front of the list, so that some words are frequent.
    const double place = std::uniform_real_distribution<>(0, 1)(random);
    const auto index = static_cast<std::size_t>(place * place * static_cast<double>(kWords.size()));
    text += random() % 12 == 0 ? kMore[random() % kMore.size()] : kWords[(index * 7) % kWords.size()];
    text += random() % 9 == 0 ? ". " : " ";
  }
  return text;
}

std::string random_date(std::mt19937& random) {
  const auto two = [](std::uint32_t number) { return (number < 10 ? "0" : "") + std::to_string(number); };
  std::string date = std::to_string(2000 + random() % 10);
  if (random() % 5 != 0)
    date += "-" + two(1 + static_cast<std::uint32_t>(random() % 12)) + "-" +
            two(1 + static_cast<std::uint32_t>(random() % 28));
  return date;
}

}  // namespace

std::uint32_t seed_of_this_run() {
  const char* given = std::getenv("SVITOK_TEST_SEED");
  const std::uint32_t seed =
      given != nullptr ? static_cast<std::uint32_t>(std::strtoul(given, nullptr, 10)) : std::random_device{}();
  std::cout << "SVITOK_TEST_SEED=" << seed << std::endl;
  return seed;
}

int rounds_of_this_run(int usual) {
  const char* given = std::getenv("SVITOK_TEST_ROUNDS");
  return given != nullptr ? std::atoi(given) : usual;
}

Fields random_fields(std::mt19937& random) {
  switch (random() % 4) {
    case 0:
      return {{"text", 1.0F}};
    case 1:
      return {{"title", 2.5F}, {"text", 1.0F}};
    case 2:
      return {{"title", 4.0F}, {"summary", 1.25F}, {"text", 0.75F}};
    default:
      return default_fields();
  }
}

Document random_document(const std::string& key, const Fields& fields, std::size_t words, std::mt19937& random) {
  Document document(key);
  for (std::size_t i = fields.size(); i-- > 0;) {  // Not in the order of the schema.
    const std::size_t most = i + 1 == fields.size() ? words : words / 4 + 1;
    for (auto values = random() % 8 == 0 ? random() % 3 : 1; values > 0; --values) {
      document.add(fields[i].name, random_text(random() % (most + 1), random));
    }
  }
  if (random() % 4 != 0) document.set("group", kGroups[random() % kGroups.size()]);
  if (random() % 4 != 0) document.set("date", random_date(random));
  return document;
}

QueryParts query_parts(const Fields& fields) {
  QueryParts parts;
  parts.words = kWords;
  parts.groups = kGroups;
  for (const Field& field : fields) parts.fields.push_back(field.name);
  return parts;
}

}  // namespace svitok::reference
