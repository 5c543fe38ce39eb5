// Closed word classes, listed from grammar. A word that is also another (will) is listed only when its
// grammatical use is by far the commoner: not may (the month) and us (U.S.). The lists are surfaces: ё is е, and an
// English contraction has lost its clitic (we'll is "we") or its apostrophe (don't is "dont").
#include "text/stop_words.h"

#include <algorithm>
#include <array>

#include "text/seeded_hash.h"

namespace svitok::text {
namespace {

constexpr std::string_view kEnglish =
    // articles and determiners
    "a an the this that these those each every either neither some any no such "
    // pronouns
    "i me my mine myself we our ours ourselves you your yours yourself yourselves he him his himself she her hers "
    "herself it its itself they them their theirs themselves who whom whose which what "
    // prepositions
    "of in on at by to from with without for as into onto upon about over under above below between among through "
    "during before after against within toward towards per via than "
    // conjunctions and particles
    "and or nor but if then so because while although though unless until since whether not too very also just only "
    "there here when where why how "
    // auxiliaries
    "am is are was were be been being do does did doing done have has had having will would shall should can could "
    "must ought "
    // contractions
    "dont doesnt didnt isnt arent wasnt werent havent hasnt hadnt wont wouldnt shouldnt cant cannot couldnt mustnt "
    "aint lets";

constexpr std::string_view kRussian =
    // предлоги
    "в во на с со к ко у о об обо от ото до из изо за по под подо над надо при про для без безо через сквозь между "
    "перед передо пред около возле после среди против ради вокруг кроме вместо "
    // союзы
    "и а но да или либо ни что чтобы как если когда хотя будто словно ибо пока едва зато однако также тоже чем "
    "причем притом поэтому потому "
    // частицы
    "не же ли бы б ведь вот вон лишь только даже уже еще разве неужели пусть пускай ну то так там тут здесь туда сюда "
    "ж ль уж именно просто очень где куда откуда почему зачем "
    // местоимения
    "я меня мне мной мною мы нас нам нами ты тебя тебе тобой тобою вы вас вам вами он его ему им нем него нему ним она "
    "ее ей ею нее ней нею оно они их ими них ними себя себе собой собою "
    "мой моя мое мои моего моей моему моим моем моих моими мою твой твоя твое твои твоего твоей твоему твоим твоем "
    "твоих твоими твою наш наша наше наши нашего нашей нашему нашим нашем наших нашими нашу ваш ваша ваше ваши вашего "
    "вашей вашему вашим вашем ваших вашими вашу свой своя свое свои своего своей своему своим своем своих своими свою "
    "этот эта это эти этого этой этому этим этом этих этими эту тот та те того той тому тем том тех теми ту "
    "такой такая такое такие такого такому таким таком таких такими такую кто кого кому кем ком чего чему чем "
    "который которая которое которые которого которой которому которым котором которых которыми которую чей чья чье "
    "чьи чьего чьей весь вся все всего всей всему всем всех всеми всю сам сама само сами самого самой самому самим "
    "самих самими саму "
    // вспомогательные глаголы
    "быть был была было были буду будешь будет будем будете будут будь есть "
    // сокращения
    "те тд тп";

/// A table with open addressing: nearly every word is none, which the first slot tells.
class StopWords {
 public:
  StopWords() {
    for (std::string_view list : {kEnglish, kRussian}) {
      while (!list.empty()) {
        const std::size_t size = std::min(list.find(' '), list.size());
        slots_[slot_of(list.substr(0, size))] = list.substr(0, size);
        longest_ = std::max(longest_, size);
        list.remove_prefix(std::min(size + 1, list.size()));
      }
    }
  }

  [[nodiscard]] bool has(std::string_view word) const {
    return !word.empty() && word.size() <= longest_ && slots_[slot_of(word)] == word;
  }

 private:
  // Where the word is, or would be.
  [[nodiscard]] std::size_t slot_of(std::string_view word) const noexcept {
    std::size_t i = hash_(word) % slots_.size();
    while (!slots_[i].empty() && slots_[i] != word) i = (i + 1) % slots_.size();
    return i;
  }

  SeededHash hash_;
  std::array<std::string_view, 2048> slots_;  // Four times as many as there are words.
  std::size_t longest_ = 0;
};

}  // namespace

bool is_stop_word(std::string_view surface) {
  static const StopWords words;
  return words.has(surface);
}

}  // namespace svitok::text
