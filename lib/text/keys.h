// From a surface to its keys: what matching compares. A pure function of the surface; routed by its script.
//
// Not thread-safe: Snowball's stemmers have state. One a thread.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "text/analyzer.h"
#include "text/morphology.h"
#include "text/stemmers.h"

namespace svitok::text {

/// No surface and no key is longer; a longer token is named by its beginning and a hash (shorten()).
inline constexpr std::size_t kLongestSurface = 200;

/// `surface` itself, or a name of at most kLongestSurface bytes for it: the same for equal surfaces.
[[nodiscard]] std::string_view shorten(std::string_view surface, std::string& memory);

struct Keys {
  std::vector<std::string> keys;  ///< 1 to 8, distinct.
  std::string lemma;
  Script script = Script::kOther;  ///< kNumber for digits and dots, otherwise that of the first letter.
};

/// What stands for a Russian word. Decided by measurement (ARCHITECTURE.md); an index remembers kAnalyzerVersion.
enum class RussianKeys : unsigned char {
  kSnowball,      ///< Snowball's stem of the form: no dictionary.
  kLemma,         ///< The likeliest lemma.
  kLemmas,        ///< Every lemma of an ambiguous form, the likeliest first.
  kLemmaStem,     ///< Snowball's stem of the likeliest lemma, if it meets no strangers.
  kLemmaStems,    ///< The same of every lemma.
  kLemmaAndStem,  ///< The likeliest lemma, and Snowball's stem of the form.
};

struct KeyPolicy {
  RussianKeys russian = RussianKeys::kLemmaStems;
  bool english_irregulars = true;  ///< Porter2 of an irregular form's lemma rather than of the form.
};

/// What new KeyMakers follow. It is changed by measurements alone (svitok-evaluate --keys), before anything is
/// analysed: no index remembers it.
[[nodiscard]] KeyPolicy& default_key_policy() noexcept;

class KeyMaker {
 public:
  explicit KeyMaker(KeyPolicy policy = default_key_policy());

  /// Valid until the next call. REQUIRES: a surface of 1 to kLongestSurface bytes. `entry`: what look_up() said of it,
  /// if it was asked.
  const Keys& make(std::string_view surface, DictionaryEntry entry = kNotAsked);
  /// Looks many surfaces up, for make(); faster than one after the other.
  void look_up(std::span<const AskedWord> surfaces) const { morphology_.find_russian(surfaces); }

 private:
  [[nodiscard]] std::string_view russian_key(std::string_view lemma);
  void make_russian(std::string_view surface, DictionaryEntry entry);
  void make_english(std::string_view surface);
  void add_key(std::string_view key);

  KeyPolicy policy_;
  const Morphology& morphology_;
  Stemmers stemmers_;
  LemmaList lemmas_;
  Keys keys_;
};

}  // namespace svitok::text
