#include "text/morphology.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <random>

#include "svitok/error.h"
#include "text/dictionary_folder.h"
#include "unit/text/random_text.h"

namespace svitok::text {
namespace {

using Strings = std::vector<std::string>;

std::string first_russian(const std::string& form) {
  const Strings lemmas = Morphology::shared().russian(form).lemmas;
  return lemmas.empty() ? "" : lemmas.front();
}

struct Case {
  const char* lemma;
  Strings forms;
};

void expect_first_lemmas(const std::vector<Case>& cases) {
  for (const Case& one : cases)
    for (const std::string& form : one.forms) EXPECT_EQ(first_russian(form), one.lemma) << form;
}

TEST(MorphologyTest, FindsItsDictionaries) { EXPECT_EQ(Morphology::shared().missing(), Strings{}); }

TEST(MorphologyTest, NounsMeetInAllCases) {
  expect_first_lemmas({{"книга", {"книга", "книги", "книге", "книгу", "книгой", "книгою", "книг", "книгам", "книгами"}},
                       {"министр", {"министра", "министру", "министром", "министре", "министров", "министрами"}},
                       {"время", {"времени", "временем", "времена", "времен", "временам"}},
                       {"день", {"день", "дня", "дни", "дней", "дням", "днях"}}});
}

TEST(MorphologyTest, ParticiplesAndGerundsBelongToTheirVerb) {
  expect_first_lemmas({{"читать", {"читаю", "читал", "читали", "читающий", "читающего", "читавшими", "читая", "читай"}},
                       {"сделать", {"сделал", "сделано", "сделанный", "сделанного", "сделавшая", "сделав"}},
                       {"встречаться", {"встречаются", "встречался", "встречавшихся", "встречаясь"}}});
}

TEST(MorphologyTest, AspectsAndReflexivesAreLemmasOfTheirOwn) {
  EXPECT_NE(first_russian("решает"), first_russian("решит"));
  EXPECT_NE(first_russian("встретил"), first_russian("встретился"));
}

TEST(MorphologyTest, ShortAndComparedAdjectivesBelongToTheAdjective) {
  expect_first_lemmas({{"красивый", {"красивая", "красивых", "красив", "красивы", "красивее", "красивей"}},
                       {"новый", {"новая", "новое", "нового", "новым", "новыми", "новее"}}});
}

TEST(MorphologyTest, FormsWithoutACommonStemMeet) {
  expect_first_lemmas({{"идти", {"идти", "иду", "шел", "шла", "шли", "шедший"}},
                       {"человек", {"человек", "люди", "людей", "людям", "людьми"}},
                       {"ребенок", {"ребенок", "ребенка", "дети", "детей", "детям"}},
                       {"год", {"год", "году", "годов", "лет"}},
                       {"хороший", {"хороший", "лучше", "лучший", "лучшего"}},
                       {"плохой", {"плохой", "плохая", "хуже"}},
                       {"я", {"я", "меня", "мне", "мной"}},
                       {"быть", {"быть", "был", "была", "будет", "будут"}}});
}

TEST(MorphologyTest, AnAmbiguousFormHasSeveralLemmasTheLikeliestFirst) {
  const std::vector<std::pair<const char*, Strings>> cases{
      {"стали", {"стать", "сталь"}}, {"мира", {"мир"}}, {"части", {"часть"}}, {"жуков", {"жуков", "жук"}}};
  for (const auto& [form, expected] : cases) {
    const Strings lemmas = Morphology::shared().russian(form).lemmas;
    ASSERT_GE(lemmas.size(), expected.size()) << form;
    EXPECT_TRUE(std::equal(expected.begin(), expected.end(), lemmas.begin())) << form;
  }
}

TEST(MorphologyTest, NoFormIsSaidToBeInTheDictionaryThatIsNot) {
  EXPECT_TRUE(Morphology::shared().russian("книга").in_dictionary);
  EXPECT_FALSE(Morphology::shared().russian("силуановым").in_dictionary);
}

TEST(MorphologyTest, NewWordsAreDeclinedLikeKnownOnes) {
  expect_first_lemmas({{"загуглить", {"загуглил", "загуглила"}},
                       {"фейкование", {"фейкования", "фейкованием", "фейкованию"}},
                       {"краудфандинговый", {"краудфандинговая", "краудфандингового", "краудфандинговую"}}});
}

TEST(MorphologyTest, AHyphenatedWordWrittenAsOneIsNotGuessed) {
  expect_first_lemmas({{"коечто", {"коечто", "коечего"}}, {"гдето", {"гдето"}}, {"порусски", {"порусски"}}});
}

TEST(MorphologyTest, FunctionWordsAndLettersAreThemselves) {
  for (const char* word : {"для", "при", "после", "над"})
    EXPECT_EQ(Morphology::shared().russian(word).lemmas, Strings{word});
  for (const char* letter : {"м", "г", "с", "т"}) {
    const Strings lemmas = Morphology::shared().russian(letter).lemmas;
    EXPECT_TRUE(lemmas.empty() || lemmas == Strings{letter}) << letter << " is " << lemmas.front();
  }
}

TEST(MorphologyTest, IrregularEnglishFormsMeetTheirBase) {
  const std::vector<std::pair<const char*, const char*>> cases{
      {"children", "child"}, {"went", "go"},   {"feet", "foot"},    {"mice", "mouse"},
      {"bought", "buy"},     {"men", "man"},   {"larger", "large"}, {"longest", "long"},
      {"better", "good"},    {"best", "good"}, {"worst", "bad"}};
  for (const auto& [form, base] : cases) {
    const Strings lemmas = Morphology::shared().english(form).lemmas;
    ASSERT_FALSE(lemmas.empty()) << form;
    EXPECT_EQ(lemmas.front(), base) << form;
  }
}

TEST(MorphologyTest, AnIrregularEnglishFormThatIsAWordKeepsItself) {
  for (const char* word : {"saw", "found", "left", "lay"}) {
    const Strings lemmas = Morphology::shared().english(word).lemmas;
    EXPECT_NE(std::find(lemmas.begin(), lemmas.end(), word), lemmas.end()) << word;
    EXPECT_GE(lemmas.size(), 2U) << word;
  }
}

TEST(MorphologyTest, RegularEnglishWordsAreLeftToTheStemmer) {
  for (const char* word : {"ministers", "walking", "tables", "after", "number", "owner", "peter", "offerer", ""})
    EXPECT_TRUE(Morphology::shared().english(word).lemmas.empty()) << word;
}

TEST(MorphologyTest, WordsAreFoundTogetherAsTheyAreAlone) {
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE(seed);
  RandomText random(seed);
  const Strings pieces = {"кни", "га", "гами", "ми", "нистр", "ом", "пере", "под", "ов", "ский", "-", "ы", "q", "7"};
  for (std::size_t count = 0; count < 70; ++count) {
    Strings words;
    for (std::size_t i = 0; i < count; ++i) {
      words.push_back(random.below(5) == 0 ? random.bytes(random.below(40)) : random.joined(pieces, 40));
    }
    std::vector<DictionaryEntry> entries(count, kNotAsked);
    std::vector<AskedWord> asked;
    for (std::size_t i = 0; i < count; ++i) asked.push_back({words[i], &entries[i]});
    Morphology::shared().find_russian(asked);
    for (std::size_t i = 0; i < count; ++i) {
      const Lemmas alone = Morphology::shared().russian(words[i]);
      LemmaList together;
      EXPECT_NE(entries[i], kNotAsked);
      EXPECT_EQ(Morphology::shared().russian(words[i], together, entries[i]), alone.in_dictionary) << words[i];
      EXPECT_EQ(Strings(together.begin(), together.end()), alone.lemmas) << words[i];
    }
  }
}

TEST(MorphologyTest, TakesAnyBytes) {
  std::mt19937 random(20);
  const std::string pieces[] = {
      "а", "я", "ё", "Я", "-", "ов", "ович", "ская", "\xd0", "\xff", "a", std::string(1, '\0'), "𝄞"};
  for (int round = 0; round < 20000; ++round) {
    std::string word;
    for (auto left = random() % 80; left != 0; --left) word += pieces[random() % std::size(pieces)];
    for (const Lemmas& found : {Morphology::shared().russian(word), Morphology::shared().english(word)})
      for (const std::string& lemma : found.lemmas) EXPECT_FALSE(lemma.empty()) << "seed 20, round " << round;
  }
}

class MorphologyFileTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() / ("svitok-morphology-" + std::to_string(::getpid()));
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  /// Copies a dictionary of the build.
  void copy(const char* name) {
    for (const auto& from : dictionary_folders())
      if (std::filesystem::exists(from / name)) return std::filesystem::copy_file(from / name, folder_ / name), void();
    FAIL() << name << " was not built";
  }

  std::filesystem::path folder_;
};

TEST_F(MorphologyFileTest, SaysWhatIsMissingWhereItLookedAndWhatToDo) {
  const Morphology empty(folder_);
  ASSERT_EQ(empty.missing().size(), 2U);
  for (const std::string& sentence : empty.missing()) {
    EXPECT_NE(sentence.find(folder_.string()), std::string::npos) << sentence;
    EXPECT_NE(sentence.find("SVITOK_DATA"), std::string::npos) << sentence;
  }
}

TEST_F(MorphologyFileTest, SurnamesMeetWithoutADictionaryToo) {
  const Morphology empty(folder_);
  EXPECT_EQ(empty.russian("силуановым").lemmas, Strings{"силуанов"});
  EXPECT_EQ(empty.russian("книгами").lemmas, Strings{});
  EXPECT_EQ(empty.english("children").lemmas, Strings{});
}

TEST_F(MorphologyFileTest, TheOpenCorporaDictionaryStandsInForTheOther) {
  copy("russian.lemmas");
  std::filesystem::rename(folder_ / "russian.lemmas", folder_ / "russian-opencorpora.lemmas");
  const Morphology morphology(folder_);
  ASSERT_EQ(morphology.missing().size(), 1U);
  EXPECT_EQ(morphology.russian("книгами").lemmas, Strings{"книга"});
}

TEST_F(MorphologyFileTest, ADamagedDictionaryIsRefusedNotUsed) {
  copy("russian.lemmas");
  const auto size = std::filesystem::file_size(folder_ / "russian.lemmas");
  std::mt19937_64 random(7);
  std::size_t noticed = 0;
  for (int round = 0; round < 200; ++round) {
    const auto offset = static_cast<std::streamoff>(random() % size);
    const auto flip = [&] {
      std::fstream file(folder_ / "russian.lemmas", std::ios::in | std::ios::out | std::ios::binary);
      file.seekg(offset);
      const char c = static_cast<char>(file.get() ^ 0x20);
      file.seekp(offset);
      file.put(c);
    };
    flip();
    try {
      const Morphology morphology(folder_);
      for (const char* word : {"книгами", "министерством", "загуглила", "абажур"}) {
        const Strings lemmas = morphology.russian(word).lemmas;
        EXPECT_EQ(lemmas, Morphology::shared().russian(word).lemmas) << "seed 7, round " << round;
      }
    } catch (const CorruptionError&) {
      ++noticed;
    }
    flip();
  }
  EXPECT_GT(noticed, 0U);
}

TEST_F(MorphologyFileTest, AFileCutShortIsRefused) {
  copy("english.lemmas");
  std::filesystem::resize_file(folder_ / "english.lemmas", 1000);
  EXPECT_THROW(Morphology{folder_}, CorruptionError);
}

}  // namespace
}  // namespace svitok::text
