// Link Grammar's Russian dictionary (it goes back to aot.ru's) splits a form into a stem and a tagged suffix:
//
//   suffix.dict   =а.ndmsg : (LLAAQ- or LLAAH-) & <morph-С,мр,но,ед,рд>;      the suffix "а" in the classes LLAAQ,
//   LLAAH stem.dict     стол.= стул.= : LLAAQ+;                                     a stem with its classes
//                 стол.ndmsi : <morph-С,мр,но,ед,им>;                         a form that is the bare stem, or
//                 invariable /ru/words/words.1 : LLAAQ+;                                 words listed in a file
//
// A class of a stem is one lexeme: every suffix of the class makes one of its forms. The lemma is the form whose tag
// says so: the infinitive (participles and gerunds belong to their verb), the nominative singular (masculine, of an
// adjective). What the classes leave out is the bare stem, which is a form of those lexemes that lack its tag.
#include <algorithm>
#include <map>
#include <stdexcept>
#include <unordered_map>

#include "text/dictionary/sources.h"
#include "text/dictionary/surname_paradigm.h"

namespace svitok::text::dictionary {

namespace {

/// A tag's parts: С,мр,од,ед,им is a noun, masculine, animate, singular, nominative.
class Tag {
 public:
  explicit Tag(std::string_view tag) : parts_(split(tag, ",")) {}
  [[nodiscard]] bool has(std::string_view part) const {
    for (const std::string_view one : parts_)
      if (one == part) return true;
    return false;
  }
  [[nodiscard]] std::string_view speech() const { return parts_.front(); }
  [[nodiscard]] std::string_view gender() const { return parts_.size() > 1 ? parts_[1] : std::string_view(); }
  [[nodiscard]] bool noun() const { return speech() == "С"; }
  [[nodiscard]] bool verb() const { return speech() == "Г"; }
  [[nodiscard]] bool adjective() const { return speech() == "П" || speech() == "МС-П" || speech() == "ЧИСЛ-П"; }

 private:
  std::vector<std::string_view> parts_;
};

constexpr int kNoLemma = 9;

/// How fit a form is to be the lemma of its lexeme: 0 is best.
int lemma_rank(const Tag& tag) {
  if (tag.verb()) return tag.has("инф") ? 0 : kNoLemma;
  if (tag.adjective()) {
    if (!tag.has("мр") || !tag.has("ед") || tag.has("од") || tag.has("кр")) return kNoLemma;
    return tag.has("им") ? 0 : tag.has("вн") ? 1 : kNoLemma;
  }
  if (!tag.has("им")) return kNoLemma;
  return tag.noun() && tag.has("мн") ? 1 : 0;
}

/// How likely a form is to be meant by its spelling when other lemmas have it too. In tenths of a nat: fitted once,
/// with one weight a grammatical class, to running text; a short neuter adjective, say, mostly is the adverb.
int tag_weight(const Tag& tag) {
  if (tag.has("кр")) return tag.has("ср") ? -20 : 0;
  if (tag.noun()) {
    if (tag.has("мн")) return tag.has("рд") ? 2 : -3;
    return tag.has("им") || tag.has("рд") || tag.has("вн") ? 5 : 0;
  }
  if (tag.verb()) {
    if (tag.has("пвл")) return -20;
    if (tag.has("дпр")) return -8;
    return tag.has("прш") && !tag.has("прч") ? 8 : -1;
  }
  if (tag.speech() == "П") return 2;
  if (tag.speech() == "МС-П") return 10;
  if (tag.speech() == "МС" || tag.speech() == "ПРЕДК") return -3;
  return 19;  // Adverbs, particles, numerals: they have one form.
}

/// What a form's tag means, worked out once a tag.
struct Meaning {
  std::string tag;
  bool noun = false;
  bool inflected = false;
  int lemma_rank = 0;
  int weight = 0;
};

class Meanings {
 public:
  const Meaning* of(std::string_view text) {
    const auto [at, is_new] = known_.emplace(text, Meaning{});
    if (is_new) {
      const Tag tag(text);
      at->second = {std::string(text), tag.noun(), tag.noun() || tag.verb() || tag.adjective(), lemma_rank(tag),
                    tag_weight(tag)};
    }
    return &at->second;
  }

 private:
  std::unordered_map<std::string, Meaning> known_;
};

struct Form {
  std::string text;
  const Meaning* meaning;
};

using Classes = std::unordered_map<std::string, std::vector<Form>>;

struct Stems {
  std::map<std::string, std::vector<std::string>> classes;      // Of a stem.
  std::map<std::string, std::vector<const Meaning*>> meanings;  // Of a whole form.
};

struct Statement {
  std::vector<std::string_view> words;
  std::vector<const Meaning*> meanings;
  std::vector<std::string> classes;
};

std::string without_comments(std::string_view text) {
  std::string kept;
  for (const std::string_view line : split(text, "\n"))
    if (line.front() != '%') kept.append(line).append("\n");
  return kept;
}

/// The classes (LLABC, without their sign) and tags that the right side of a statement names.
void read_right_side(std::string_view text, Meanings& meanings, Statement& statement) {
  for (std::string_view piece : split(text, " \n\t()&")) {
    if (piece.starts_with("<morph-") && piece.ends_with(">")) {
      statement.meanings.push_back(meanings.of(piece.substr(7, piece.size() - 8)));
    } else if (piece.starts_with("LL")) {
      statement.classes.emplace_back(piece.substr(0, piece.size() - 1));
    }
  }
}

template <typename Handle>
void for_each_statement(std::string_view text, Meanings& meanings, Handle handle) {
  for (const std::string_view sentence : split(text, ";")) {
    const std::size_t colon = sentence.find(':');
    if (colon == std::string_view::npos) continue;
    Statement statement;
    statement.words = split(sentence.substr(0, colon), " \n\t");
    read_right_side(sentence.substr(colon + 1), meanings, statement);
    handle(statement);
  }
}

Classes read_classes(const std::filesystem::path& path, Meanings& meanings) {
  Classes classes;
  for_each_statement(without_comments(read_file(path)), meanings, [&classes](const Statement& statement) {
    for (std::string_view word : statement.words) {
      if (!word.starts_with('=')) continue;
      const std::string suffix = fold(word.substr(1, word.find('.') - 1));
      for (const std::string& name : statement.classes)
        for (const Meaning* meaning : statement.meanings) classes[name].push_back({suffix, meaning});
    }
  });
  return classes;
}

void add_stem(std::string_view word, const Statement& statement, Stems& stems) {
  const std::size_t dot = word.rfind('.');
  if (dot == std::string_view::npos) return;
  const std::string stem(word.substr(0, dot));
  if (word.substr(dot) == ".=") {
    auto& classes = stems.classes[stem];
    classes.insert(classes.end(), statement.classes.begin(), statement.classes.end());
  } else {
    auto& meanings = stems.meanings[stem];
    meanings.insert(meanings.end(), statement.meanings.begin(), statement.meanings.end());
  }
}

Stems read_stems(const std::filesystem::path& folder, Meanings& meanings) {
  Stems stems;
  for_each_statement(without_comments(read_file(folder / "stem.dict")), meanings, [&](const Statement& statement) {
    for (std::string_view word : statement.words) {
      if (!word.starts_with("/ru/")) {
        add_stem(word, statement, stems);
        continue;
      }
      const std::string list = read_file(folder / word.substr(4));
      for (std::string_view listed : split(list, " \n\t")) add_stem(listed, statement, stems);
    }
  });
  return stems;
}

constexpr int kSameAsLemma = 6;

/// True if a bare stem that means `bare` is a form of the lexeme with these forms.
bool belongs_to(const Meaning* bare, const std::vector<Form>& forms) {
  const Tag tag(bare->tag);
  const Tag model(forms.front().meaning->tag);
  if (tag.speech() != model.speech()) return false;
  if (tag.noun() && (tag.gender() != model.gender() || tag.has("од") != model.has("од"))) return false;
  return std::none_of(forms.begin(), forms.end(), [bare](const Form& form) { return form.meaning == bare; });
}

bool has_form(const std::vector<Form>& forms, std::string_view text, std::string_view tag_end) {
  return std::any_of(forms.begin(), forms.end(),
                     [&](const Form& form) { return form.text == text && form.meaning->tag.ends_with(tag_end); });
}

/// The masculine surname that a lexeme belongs to, so that a family is one lemma: Иванов (instrumental Ивановым),
/// Иванова (a woman, unless the speller knows the word: корова, Марина), Ивановы (genitive Ивановых). Or empty.
std::string surname_of(const std::string& lemma, const std::vector<Form>& forms, const Headwords& headwords) {
  const Tag tag(forms.front().meaning->tag);
  if (!tag.noun()) return {};
  if (has_form(forms, lemma + "ым", "мр,од,ед,тв")) return lemma;
  const std::string masculine = masculine_of(lemma);
  const bool woman = tag.gender() == "жр" && tag.has("од") && !headwords.has(lemma);
  const bool family = tag.gender() == "мн" && has_form(forms, masculine + "ых", "рд");
  return woman || family ? masculine : std::string();
}

/// Высоцкий for Высоцкая; other words stay.
std::string with_masculine_ending(const std::string& lemma, const Tag& tag) {
  const bool woman = tag.noun() && tag.gender() == "жр" && tag.has("од");
  if (!woman || (!lemma.ends_with("ская") && !lemma.ends_with("цкая"))) return lemma;
  return lemma.substr(0, lemma.size() - std::string_view("ая").size()) + "ий";
}

/// Крупском is said of the town of Крупск as well as of a Крупский.
void add_namesake_of_town(const std::string& lemma, Lexicon& lexicon) {
  if (!lemma.ends_with("ск") && !lemma.ends_with("цк")) return;
  const LemmaId surname = lexicon.lemma(lemma + "ий");
  lexicon.keep(surname);
  lexicon.add(lemma + "ом", surname, kSurnameWeight);
}

/// Adds a lexeme that is a surname, or a village named after one; false if it is neither.
bool add_surname_lexeme(const std::string& lemma, const std::vector<Form>& forms, const Headwords& headwords,
                        Lexicon& lexicon) {
  const std::string surname = surname_of(lemma, forms, headwords);
  if (!surname.empty()) {
    for (const Form& form : forms) lexicon.add(form.text, lexicon.lemma(surname), kSurnameWeight);
    add_surname(surname, kSurnameWeight, lexicon);
    return true;
  }
  const std::string namesake = namesake_of_place(lemma);
  if (namesake.empty() || !forms.front().meaning->noun || headwords.words.count(lemma) != 0) return false;
  for (const Form& form : forms) lexicon.add(form.text, lexicon.lemma(lemma), kPlaceOfSurnameWeight);
  add_surname(namesake, kSurnameWeight, lexicon);
  return true;
}

void add_lexeme(const std::string& stem, const std::vector<Form>& suffixes, const std::vector<const Meaning*>& bare,
                const Headwords& headwords, Lexicon& lexicon) {
  std::vector<Form> forms;
  const std::string start = fold(stem);
  for (const Form& suffix : suffixes) forms.push_back({start + suffix.text, suffix.meaning});
  for (const Meaning* meaning : bare)
    if (belongs_to(meaning, suffixes)) forms.push_back({start, meaning});
  const auto best = std::min_element(forms.begin(), forms.end(), [](const Form& a, const Form& b) {
    return a.meaning->lemma_rank < b.meaning->lemma_rank;
  });
  if (best->meaning->lemma_rank == kNoLemma) return;
  if (add_surname_lexeme(best->text, forms, headwords, lexicon)) return;
  const std::string name = with_masculine_ending(best->text, Tag(best->meaning->tag));
  const LemmaId lemma = lexicon.lemma(name);
  for (const Form& form : forms) {
    const int same = form.meaning->noun && form.text == name ? kSameAsLemma : 0;
    lexicon.add(form.text, lemma, form.meaning->weight + same);
  }
  if (best->meaning->noun) add_namesake_of_town(name, lexicon);
}

/// Forms without a lexeme: adverbs and their like, and inflected words whose stem has no class (then only if nothing
/// else explains them).
void add_invariable(const std::string& word, const std::vector<const Meaning*>& meanings, bool has_classes,
                    Lexicon& lexicon) {
  const std::string form = fold(word);
  for (const Meaning* meaning : meanings) {
    if (meaning->inflected && has_classes) continue;
    lexicon.add(form, lexicon.lemma(form), meaning->weight + (meaning->noun ? kSameAsLemma : 0));
  }
}

}  // namespace

void read_link_grammar(const std::filesystem::path& folder, const Headwords& headwords, Lexicon& lexicon) {
  Meanings meanings;
  const Classes classes = read_classes(folder / "suffix.dict", meanings);
  const Stems stems = read_stems(folder, meanings);
  static const std::vector<const Meaning*> kNone;
  for (const auto& [stem, names] : stems.classes) {
    const auto bare = stems.meanings.find(stem);
    for (const std::string& name : names) {
      const auto forms = classes.find(name);
      if (forms != classes.end())
        add_lexeme(stem, forms->second, bare == stems.meanings.end() ? kNone : bare->second, headwords, lexicon);
    }
  }
  for (const auto& [word, whole] : stems.meanings)
    add_invariable(word, whole, stems.classes.find(word) != stems.classes.end(), lexicon);
}

}  // namespace svitok::text::dictionary
