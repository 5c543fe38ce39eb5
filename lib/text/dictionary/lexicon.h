// The forms of a language with the lemmas that each may have, gathered from several sources and ranked.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
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
  std::string_view form;  ///< Letter numbers.
  std::span<const Analysis> analyses;
};

/// All forms, sorted. Borrows from its lexicon.
class Entries {
 public:
  [[nodiscard]] auto begin() const { return entries_.begin(); }
  [[nodiscard]] auto end() const { return entries_.end(); }

 private:
  friend class Lexicon;
  std::vector<Entry> entries_;
  std::vector<Analysis> analyses_;
};

class Lexicon {
 public:
  explicit Lexicon(Alphabet alphabet) : alphabet_(alphabet) {}

  /// The number of a lemma. Text is lower case, ё as е (see fold()).
  LemmaId lemma(std::string_view text);
  [[nodiscard]] const std::string& text(LemmaId lemma) const { return texts_[lemma]; }
  [[nodiscard]] std::size_t lemma_count() const noexcept { return texts_.size(); }

  /// Says that `form` may belong to `lemma`. A form outside the alphabet is left out. Saying it again keeps the
  /// greater weight.
  void add(std::string_view form, LemmaId lemma, int weight);

  /// Adds to the weight of a lemma in all its forms: evidence that the word is in use.
  void favour(LemmaId lemma, int weight) { favours_[lemma] += weight; }

  /// Never drops this lemma from its forms, however unlikely it is: a surname must meet itself in every form.
  void keep(LemmaId lemma) { kept_.insert(lemma); }

  /// For sources that complete others: the likeliest lemma of a form, as of the last index_forms(); null if there was
  /// none. And whether there was any form of a lemma.
  [[nodiscard]] const LemmaId* best(std::string_view form) const;
  [[nodiscard]] bool has_forms(LemmaId lemma) const { return lemma < inflected_.size() && inflected_[lemma]; }
  void index_forms();

  /// Alternatives that are much less likely than the first, or too many, are dropped. Valid until the next add().
  [[nodiscard]] Entries entries() const;

  [[nodiscard]] Alphabet alphabet() const noexcept { return alphabet_; }

 private:
  struct Reading {
    std::uint32_t offset;  // Of the form in letters_.
    std::uint8_t size;
    LemmaId lemma;
    int weight;
  };

  [[nodiscard]] std::string_view form(const Reading& reading) const {
    return std::string_view(letters_).substr(reading.offset, reading.size);
  }
  [[nodiscard]] std::vector<Reading> sorted_readings() const;
  void append_ranked(std::vector<Analysis>& analyses, Entries& to) const;

  Alphabet alphabet_;
  std::vector<std::string> texts_;
  std::vector<int> favours_;
  std::unordered_map<std::string, LemmaId> ids_;
  std::unordered_set<LemmaId> kept_;
  std::string letters_;
  std::vector<Reading> readings_;
  std::vector<Reading> best_;  // Sorted by form, one a form.
  std::vector<bool> inflected_;
};

/// Lower case and ё as е, for the Cyrillic of the sources (UTF-8); other characters stay.
[[nodiscard]] std::string fold(std::string_view text);

}  // namespace svitok::text::dictionary
