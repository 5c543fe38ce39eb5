#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "surname_paradigms.h"
#include "text/analyzer.h"

namespace svitok::text {
namespace {

/// What the analyser indexes, and what a query looks for: the likeliest first.
std::vector<std::string> keys(const std::string& form) {
  static Analyzer analyzer;
  analyzer.start(form);
  const auto tokens = analyzer.next();
  EXPECT_EQ(tokens.size(), 1U) << form;
  const auto made = tokens[0].word->keys();
  return {made.begin(), made.end()};
}

bool meet(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  return std::any_of(a.begin(), a.end(), [&b](const std::string& key) { return std::count(b.begin(), b.end(), key); });
}

TEST(MorphologySurnameTest, EveryFormOfASurnameFindsEveryOther) {
  const std::vector<Surname> all = surnames();
  std::set<std::string> names;
  for (const Surname& surname : all) names.insert(surname.nominative);
  EXPECT_GE(names.size(), 300U);
  for (const Surname& surname : all) {
    for (const std::string& a : surname.forms)
      for (const std::string& b : surname.forms) EXPECT_TRUE(meet(keys(a), keys(b))) << a << " does not find " << b;
  }
}

TEST(MorphologySurnameTest, NoFormOfASurnameFindsAnotherSurname) {
  std::map<std::string, std::set<std::string>> names_of_key;
  for (const Surname& surname : surnames())
    for (const std::string& form : surname.forms)
      for (const std::string& key : keys(form)) names_of_key[key].insert(surname.nominative);
  for (const auto& [key, names] : names_of_key) {
    // A form may belong to two surnames of the list only by being a form of both.
    EXPECT_EQ(names.size(), 1U) << key << " unites " << *names.begin() << " and " << *names.rbegin();
  }
}

TEST(MorphologySurnameTest, TheFirstKeyAloneUnitesMostForms) {
  std::size_t forms = 0;
  std::size_t united = 0;
  for (const Surname& surname : surnames()) {
    for (const std::string& form : surname.forms) {
      ++forms;
      if (keys(form).front() == keys(surname.nominative).front()) ++united;
    }
  }
  EXPECT_GT(static_cast<double>(united) / static_cast<double>(forms), 0.85);
}

TEST(MorphologySurnameTest, APatronymicIsItsNominative) {
  const std::map<std::string, std::string> lemma_of_form{
      {"петровича", "петрович"},     {"петровичем", "петрович"},     {"петровной", "петровна"},
      {"нурлановичу", "нурланович"}, {"нурлановича", "нурланович"},  {"нурлановну", "нурлановна"},
      {"нурлановной", "нурлановна"}, {"тлеубекович", "тлеубекович"},
  };
  for (const auto& [form, lemma] : lemma_of_form) EXPECT_EQ(keys(form).front(), lemma) << form;
}

}  // namespace
}  // namespace svitok::text
