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
#include <map>
#include <stdexcept>
#include <unordered_map>

#include "text/dictionary/sources.h"
#include "text/dictionary/surname_paradigm.h"

namespace svitok::text::dictionary {

namespace {

struct Form {
  std::string text;
  std::string tag;
};

using Classes = std::unordered_map<std::string, std::vector<Form>>;

struct Stems {
  std::map<std::string, std::vector<std::string>> classes;  // Of a stem.
  std::map<std::string, std::vector<std::string>> tags;     // Of a whole form.
};

struct Statement {
  std::vector<std::string_view> words;
  std::vector<std::string> tags;
  std::vector<std::string> classes;
};

std::string without_comments(std::string_view text) {
  std::string kept;
  for (const std::string_view line : split(text, "\n"))
    if (line.front() != '%') kept.append(line).append("\n");
  return kept;
}

/// The classes (LLABC, without their sign) and tags that the right side of a statement names.
void read_meaning(std::string_view meaning, Statement& statement) {
  for (std::string_view piece : split(meaning, " \n\t()&")) {
    if (piece.starts_with("<morph-") && piece.ends_with(">")) {
      statement.tags.emplace_back(piece.substr(7, piece.size() - 8));
    } else if (piece.starts_with("LL")) {
      statement.classes.emplace_back(piece.substr(0, piece.size() - 1));
    }
  }
}

template <typename Handle>
void for_each_statement(std::string_view text, Handle handle) {
  for (const std::string_view sentence : split(text, ";")) {
    const std::size_t colon = sentence.find(':');
    if (colon == std::string_view::npos) continue;
    Statement statement;
    statement.words = split(sentence.substr(0, colon), " \n\t");
    read_meaning(sentence.substr(colon + 1), statement);
    handle(statement);
  }
}

Classes read_classes(const std::filesystem::path& path) {
  Classes classes;
  for_each_statement(without_comments(read_file(path)), [&classes](const Statement& statement) {
    for (std::string_view word : statement.words) {
      if (!word.starts_with('=')) continue;
      const std::string suffix = fold(word.substr(1, word.find('.') - 1));
      for (const std::string& name : statement.classes)
        for (const std::string& tag : statement.tags) classes[name].push_back({suffix, tag});
    }
  });
  return classes;
}

void add_stem(std::string_view word, const Statement& statement, Stems& stems) {
  const std::size_t dot = word.rfind('.');
  if (dot == std::string_view::npos) return;
  const std::string stem(word.substr(0, dot));
  auto& to = word.substr(dot) == ".=" ? stems.classes[stem] : stems.tags[stem];
  const auto& from = word.substr(dot) == ".=" ? statement.classes : statement.tags;
  to.insert(to.end(), from.begin(), from.end());
}

Stems read_stems(const std::filesystem::path& folder) {
  Stems stems;
  for_each_statement(without_comments(read_file(folder / "stem.dict")), [&](const Statement& statement) {
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
/// with one weight a grammatical class, to running text; a short adjective, say, mostly is the adverb.
int tag_weight(const Tag& tag) {
  if (tag.noun()) {
    if (tag.has("мн")) return tag.has("рд") ? 2 : -3;
    return tag.has("им") || tag.has("рд") || tag.has("вн") ? 5 : 0;
  }
  if (tag.verb()) {
    if (tag.has("пвл")) return -20;
    if (tag.has("дпр")) return -8;
    return tag.has("прш") && !tag.has("прч") ? 8 : -1;
  }
  if (tag.speech() == "П") return tag.has("кр") ? -20 : 2;
  if (tag.speech() == "МС-П") return 10;
  if (tag.speech() == "МС" || tag.speech() == "ПРЕДК") return -3;
  return 19;  // Adverbs, particles, numerals: they have one form.
}

constexpr int kSameAsLemma = 6;

bool belongs_to(const Tag& bare, const std::vector<Form>& forms, std::string_view text) {
  const Tag model(forms.front().tag);
  if (bare.speech() != model.speech()) return false;
  if (bare.noun() && (bare.gender() != model.gender() || bare.has("од") != model.has("од"))) return false;
  for (const Form& form : forms)
    if (form.tag == text) return false;
  return true;
}

/// A feminine surname (Петрова, gen. Петровой; Высоцкая) belongs to the masculine one, so that a family is one lemma.
std::string masculine_of_surname(const std::string& lemma, const std::vector<Form>& forms, std::string_view stem) {
  const Tag tag(forms.front().tag);
  if (!tag.noun() || tag.gender() != "жр" || !tag.has("од")) return lemma;
  for (const std::string_view end : {"ова", "ева", "ина", "ына"}) {
    if (!lemma.ends_with(end) || lemma != std::string(stem) + "а") continue;
    for (const Form& form : forms)
      if (form.text == std::string(stem) + "ой" && form.tag.ends_with("ед,рд")) return std::string(stem);
  }
  for (const std::string_view end : {"ская", "цкая"})
    if (lemma.ends_with(end)) return lemma.substr(0, lemma.size() - std::string_view("ая").size()) + "ий";
  return lemma;
}

/// Иванов, тв. Ивановым: a noun that is declined as a surname.
bool is_surname(const std::vector<Form>& forms, const std::string& lemma) {
  for (const Form& form : forms)
    if (form.tag == "С,мр,од,ед,тв" && form.text == lemma + "ым") return true;
  return false;
}

void add_lexeme(const std::string& stem, const std::vector<Form>& suffixes, const std::vector<std::string>& bare_tags,
                Lexicon& lexicon) {
  std::vector<Form> forms;
  const std::string start = fold(stem);
  for (const Form& suffix : suffixes) forms.push_back({start + suffix.text, suffix.tag});
  const std::size_t suffixed = forms.size();
  for (const std::string& tag : bare_tags)
    if (belongs_to(Tag(tag), suffixes, tag)) forms.push_back({start, tag});
  const Form* best = nullptr;
  int best_rank = kNoLemma;
  for (const Form& form : forms) {
    const int rank = lemma_rank(Tag(form.tag));
    if (rank < best_rank) best = &form, best_rank = rank;
  }
  if (best == nullptr || suffixed == 0) return;
  const std::string name = masculine_of_surname(best->text, forms, start);
  const LemmaId lemma = lexicon.lemma(name);
  for (const Form& form : forms) {
    const int same = form.text == name && Tag(form.tag).noun() ? kSameAsLemma : 0;
    lexicon.add(form.text, lemma, tag_weight(Tag(form.tag)) + same);
  }
  if (is_surname(forms, name) || (name != best->text && name == start))
    for (const std::string& form : surname_forms(name)) lexicon.add(form, lemma, kSurnameWeight);
}

/// Forms without a lexeme: adverbs and their like, and inflected words whose stem has no class (then only if nothing
/// else explains them).
void add_invariable(const std::string& word, const std::vector<std::string>& tags, bool has_classes, Lexicon& lexicon) {
  for (const std::string& text : tags) {
    const Tag tag(text);
    const bool inflected = tag.noun() || tag.verb() || tag.adjective();
    if (inflected && has_classes) continue;
    const std::string form = fold(word);
    lexicon.add(form, lexicon.lemma(form), tag_weight(tag) + (tag.noun() ? kSameAsLemma : 0));
  }
}

}  // namespace

void read_link_grammar(const std::filesystem::path& folder, Lexicon& lexicon) {
  const Classes classes = read_classes(folder / "suffix.dict");
  const Stems stems = read_stems(folder);
  static const std::vector<std::string> kNoTags;
  for (const auto& [stem, names] : stems.classes) {
    const auto bare = stems.tags.find(stem);
    for (const std::string& name : names) {
      const auto forms = classes.find(name);
      if (forms != classes.end())
        add_lexeme(stem, forms->second, bare == stems.tags.end() ? kNoTags : bare->second, lexicon);
    }
  }
  for (const auto& [word, tags] : stems.tags)
    add_invariable(word, tags, stems.classes.find(word) != stems.classes.end(), lexicon);
}

}  // namespace svitok::text::dictionary
