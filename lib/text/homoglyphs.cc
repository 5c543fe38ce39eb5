#include "text/homoglyphs.h"

#include <algorithm>

#include "text/utf8.h"

namespace svitok::text {
namespace {

struct Pair {
  char latin;
  char32_t cyrillic;
};

// By the shape of the small or the capital letter: the text is folded, so either may have been typed.
constexpr Pair kPairs[] = {{'a', U'а'}, {'b', U'в'}, {'c', U'с'}, {'e', U'е'}, {'h', U'н'}, {'i', U'і'}, {'k', U'к'},
                           {'m', U'м'}, {'o', U'о'}, {'p', U'р'}, {'t', U'т'}, {'x', U'х'}, {'y', U'у'}};

char32_t cyrillic_of(char32_t latin) {
  for (const Pair& pair : kPairs) {
    if (static_cast<char32_t>(pair.latin) == latin) return pair.cyrillic;
  }
  return 0;
}

char32_t latin_of(char32_t cyrillic) {
  for (const Pair& pair : kPairs) {
    if (pair.cyrillic == cyrillic) return static_cast<char32_t>(pair.latin);
  }
  return 0;
}

bool is_latin(char32_t c) { return c >= U'a' && c <= U'z'; }
/// "C++," and "C#-style" name a language, "#1" and "x+++" do not.
bool is_separator_after_name(char c) {
  return !is_ascii_digit(c) && !is_ascii_lower(c) && c != '+' && c != '#' && static_cast<unsigned char>(c) < 0x80U;
}

bool is_cyrillic(char32_t c) { return c >= 0x430U && c <= 0x52FU && !(c >= 0x482U && c <= 0x489U); }

/// What the letters of a word, or of the words around it, say.
struct Evidence {
  bool latin = false;      ///< A letter that no Cyrillic letter looks like.
  bool cyrillic = false;   ///< The same the other way round.
  bool any_latin = false;  ///< Any letter, unmistakable or not.
  bool any_cyrillic = false;
  std::size_t characters = 0;
};

Evidence evidence_of(std::string_view text) {
  Evidence evidence;
  for (std::size_t at = 0; at < text.size(); ++evidence.characters) {
    const CodePoint c = decode(text, at);
    at += c.size;
    if (is_latin(c.value)) {
      evidence.any_latin = true;
      evidence.latin |= cyrillic_of(c.value) == 0;
    } else if (is_cyrillic(c.value)) {
      evidence.any_cyrillic = true;
      evidence.cyrillic |= latin_of(c.value) == 0;
    }
  }
  return evidence;
}

enum class Repair : unsigned char { kNone, kToLatin, kToCyrillic };

Repair toward(const Evidence& evidence) {
  if (evidence.latin == evidence.cyrillic) return Repair::kNone;
  return evidence.latin ? Repair::kToLatin : Repair::kToCyrillic;
}

Repair repair_alone(const Evidence& word) {
  if (!word.any_latin || !word.any_cyrillic) return Repair::kNone;
  return word.latin || word.cyrillic ? toward(word) : Repair::kToCyrillic;
}

/// iPhone'ов: a Latin word with a Russian ending is as it should be.
bool has_foreign_ending(std::string_view word) {
  const std::size_t apostrophe = word.find('\'');
  if (apostrophe == std::string_view::npos) return false;
  const Evidence name = evidence_of(word.substr(0, apostrophe));
  const Evidence ending = evidence_of(word.substr(apostrophe + 1));
  return name.latin && !name.any_cyrillic && ending.any_cyrillic && !ending.any_latin;
}

bool is_lone_lookalike(const Evidence& word) {
  return word.characters == 1 && (word.any_latin || word.any_cyrillic) && !word.latin && !word.cyrillic;
}

/// Decides for words [first, last), which hyphens hold together.
void decide(std::string_view text, const std::vector<Segment>& words, std::size_t first, std::size_t last,
            std::vector<Repair>& repairs) {
  Evidence all;
  for (std::size_t i = first; i < last; ++i) {
    const Evidence word = evidence_of(text.substr(words[i].begin, words[i].end - words[i].begin));
    all.latin |= word.latin;
    all.cyrillic |= word.cyrillic;
  }
  for (std::size_t i = first; i < last; ++i) {
    const Evidence word = evidence_of(text.substr(words[i].begin, words[i].end - words[i].begin));
    if (has_foreign_ending(text.substr(words[i].begin, words[i].end - words[i].begin))) {
      repairs.push_back(Repair::kNone);
    } else if (!is_lone_lookalike(word)) {
      repairs.push_back(repair_alone(word));
    } else {
      repairs.push_back(name_sign(text, words[i]) != 0 ? Repair::kToLatin : toward(all));
    }
  }
}

/// Copies text with its way back to the original, replacing what a repair asks for.
class Rewriter {
 public:
  explicit Rewriter(const Normalised& from) : from_(from) {}

  void copy(std::size_t begin, std::size_t end, Repair repair) {
    for (std::size_t at = begin; at < end;) {
      const CodePoint c = decode(from_.text, at);
      char32_t image = 0;
      if (repair == Repair::kToCyrillic) image = cyrillic_of(c.value);
      if (repair == Repair::kToLatin) image = latin_of(c.value);
      append_utf8(to_.text, image != 0 ? image : c.value);
      const auto next = static_cast<std::uint32_t>(at + c.size);
      to_.unit_begin.resize(to_.text.size(), from_.original_begin(static_cast<std::uint32_t>(at)));
      to_.unit_end.resize(to_.text.size(), from_.original_end(next));
      at = next;
    }
  }

  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(to_.text.size()); }

  void finish(Normalised& out) {
    out.text = std::move(to_.text);
    out.unit_begin = std::move(to_.unit_begin);
    out.unit_end = std::move(to_.unit_end);
  }

 private:
  const Normalised& from_;
  Normalised to_;
};

void rewrite(Normalised& normalised, std::vector<Segment>& words, const std::vector<Repair>& repairs) {
  Rewriter rewriter(normalised);
  std::size_t copied = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const Segment old = words[i];
    rewriter.copy(copied, old.begin, Repair::kNone);
    words[i].begin = rewriter.size();
    rewriter.copy(old.begin, old.end, repairs[i]);
    words[i].end = rewriter.size();
    copied = old.end;
  }
  rewriter.copy(copied, normalised.text.size(), Repair::kNone);
  rewriter.finish(normalised);
}

}  // namespace

bool hyphenated(std::string_view text, const Segment& before, const Segment& after) {
  return before.end + 1 == after.begin && (text[before.end] == '-' || text[before.end] == '_');
}

std::size_t name_sign(std::string_view text, const Segment& word) {
  const std::string_view rest = text.substr(word.end);
  const std::size_t size = rest.starts_with("++") ? 2 : rest.starts_with("#") ? 1 : 0;
  if (size == 0 || (rest.size() > size && !is_separator_after_name(rest[size]))) return 0;
  const std::string_view name = text.substr(word.begin, word.end - word.begin);
  const bool one_letter = name.size() == decode(name, 0).size;
  const Evidence evidence = evidence_of(name);
  if (one_letter) return (evidence.any_latin || is_lone_lookalike(evidence)) ? size : 0;
  return size == 2 && evidence.any_latin && !evidence.any_cyrillic ? size : 0;
}

void repair_homoglyphs(Normalised& normalised, std::vector<Segment>& words) {
  const bool both = normalised.latin && normalised.cyrillic;
  const bool signs = normalised.cyrillic && normalised.text.find_first_of("+#") != std::string::npos;
  if (!both && !signs) return;
  std::vector<Repair> repairs;
  for (std::size_t first = 0; first < words.size();) {
    std::size_t last = first + 1;
    while (last < words.size() && hyphenated(normalised.text, words[last - 1], words[last])) ++last;
    decide(normalised.text, words, first, last, repairs);
    first = last;
  }
  const auto wanted = [](Repair repair) { return repair != Repair::kNone; };
  if (std::any_of(repairs.begin(), repairs.end(), wanted)) rewrite(normalised, words, repairs);
}

}  // namespace svitok::text
