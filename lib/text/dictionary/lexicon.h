// The forms of a language with the lemmas that each may have, gathered from several sources and ranked.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "text/dictionary_format.h"

namespace svitok::text::dictionary {

using LemmaId = std::uint32_t;

/// One possible lemma of a form. Of several, the one with the higher weight is likelier.
struct Analysis {
  LemmaId lemma;
  int weight;
};

/// All that is known of one form, the likeliest first.
struct Entry {
  std::string form;  ///< Letter numbers.
  std::vector<Analysis> analyses;
};

class Lexicon {
 public:
  explicit Lexicon(Alphabet alphabet) : alphabet_(alphabet) {}

  /// The number of a lemma. Text is lower case, ё as е (see fold()).
  LemmaId lemma(std::string_view text);
  [[nodiscard]] const std::string& text(LemmaId lemma) const { return texts_[lemma]; }

  /// Says that `form` may belong to `lemma`. A form outside the alphabet is left out. Saying it again keeps the
  /// greater weight.
  void add(std::string_view form, LemmaId lemma, int weight);

  /// Adds to the weight of a lemma in all its forms: evidence that the word is in use.
  void favour(LemmaId lemma, int weight);

  /// For sources that complete others: true if the form, or a form of the lemma, had been added when index_forms() was
  /// last called.
  [[nodiscard]] bool knows(std::string_view form) const;
  [[nodiscard]] bool has_forms(LemmaId lemma) const { return lemma < inflected_.size() && inflected_[lemma]; }
  /// The likeliest lemma so far of a form that knows() sees.
  [[nodiscard]] LemmaId best(std::string_view form) const;
  void index_forms();

  /// All entries, sorted by form: alternatives that are much less likely than the first, or too many, are dropped.
  [[nodiscard]] std::vector<Entry> entries() const;

  [[nodiscard]] Alphabet alphabet() const noexcept { return alphabet_; }
  [[nodiscard]] std::size_t lemma_count() const noexcept { return texts_.size(); }

 private:
  struct Reading {
    std::string form;
    LemmaId lemma;
    int weight;
  };

  [[nodiscard]] std::vector<Reading> weighed() const;

  Alphabet alphabet_;
  std::vector<std::string> texts_;
  std::vector<int> favours_;
  std::unordered_map<std::string, LemmaId> ids_;
  std::vector<Reading> readings_;
  std::vector<Entry> index_;
  std::vector<bool> inflected_;
};

/// Lower case and ё as е, for the Cyrillic of the sources (UTF-8); other characters stay.
[[nodiscard]] std::string fold(std::string_view text);

}  // namespace svitok::text::dictionary
