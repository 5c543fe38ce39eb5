// Russian and English word forms to lemmas, from dictionaries compiled at build time and from rules for what they lack.
//
// A Morphology is immutable after loading and shared by all threads.
#pragma once

#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "text/dictionary_entry.h"
#include "text/lemma_list.h"

namespace svitok::text {

/// The lemmas of one form, the likeliest first.
struct Lemmas {
  std::vector<std::string>
      lemmas;                  ///< Empty: not known and not guessed. Normalised as surfaces are (lower case, ё as е).
  bool in_dictionary = false;  ///< From the dictionary, not from a rule or an analogy.
};

class Morphology {
 public:
  /// The dictionaries installed with the library, or beside a build tree's binaries, or in $SVITOK_DATA; loaded once,
  /// on first use. What is missing is left out (see missing()).
  static const Morphology& shared();

  /// Loads what `folder` has. A damaged file throws CorruptionError; an absent one is only listed in missing().
  explicit Morphology(const std::filesystem::path& folder);
  ~Morphology();
  Morphology(const Morphology&) = delete;
  Morphology& operator=(const Morphology&) = delete;

  /// `word`: a normalised surface of Cyrillic letters (and inner hyphens).
  [[nodiscard]] Lemmas russian(std::string_view word) const;

  /// The same without allocating: `lemmas` is replaced. Returns whether the word is in the dictionary. `entry`: what
  /// find_russian() said of the word, if it was asked.
  bool russian(std::string_view word, LemmaList& lemmas, DictionaryEntry entry = kNotAsked) const;

  /// Looks many words up, for russian(); faster than one after the other.
  void find_russian(std::span<const AskedWord> words) const;

  /// `word`: a normalised surface of Latin letters. Irregular forms only (children, went); regular ones are Porter2's.
  [[nodiscard]] Lemmas english(std::string_view word) const;
  bool english(std::string_view word, LemmaList& lemmas) const;

  /// Tells the dictionaries that were found apart; 0 if there are none.
  [[nodiscard]] std::uint64_t fingerprint() const noexcept;
  /// A sentence a dictionary that was not found, saying where it was looked for and how to make it.
  [[nodiscard]] const std::vector<std::string>& missing() const noexcept;

 private:
  struct Impl;
  explicit Morphology(std::unique_ptr<Impl> impl);

  std::unique_ptr<Impl> impl_;
};

}  // namespace svitok::text
