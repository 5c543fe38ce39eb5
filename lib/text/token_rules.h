// Words to the tokens that a searcher wants: the exceptions to UAX #29, each a rule of its own.
//
//   hyphens     Нью-Йорк, COVID-19, snake_case   parts, and the parts run together
//   initials    т.е. U.S. И.И.Иванов             letters between dots run together: те, us, ии + иванов
//   dots        example.org, v1.2, конец.Начало  parts, and the whole
//   clitics     O'Neil, д'Артаньян               apostrophes out; after a one- or two-letter prefix also the rest.
//               John's, we'll                    the English clitic dropped (n't is kept: don't is "dont")
//   numbers     74,000 1.234.567 74'000 3,14     grouping out, the decimal sign a dot; 1.2.3.4 as parts and whole
//   dates       12.03.2024 2024-03-12            parts, and 20240312
//   measures    10км                             whole, number, unit
//   run-ons     202017:46                        a year (1900-2099) and an hour run together: also 2020 and 17
//   names       C++ C# F#                        the sign belongs to the word
//   addresses   URL, host/path, a@example.org    parts, and the whole without scheme, "www." and closing punctuation
//   scripts     Cтол with a Latin C, е-mail      look-alikes repaired (homoglyphs.h)
//
// Numbers grouped by spaces (74 000) span clusters: analyzer.cc.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/breaker.h"
#include "text/normaliser.h"

namespace svitok::text {

/// A token before its word is known. Offsets and surfaces: see Drafts.
struct Draft {
  std::uint32_t begin;  ///< Bytes of the normalised text.
  std::uint32_t end;
  std::uint32_t position;
  bool extra;
  std::uint32_t surface_begin;
  std::uint32_t surface_size;
};

/// Tokens in order of position, an ordinary one before the extras that share its position.
struct Drafts {
  std::vector<Draft> list;
  std::string surfaces;

  void clear() {
    list.clear();
    surfaces.clear();
  }
  [[nodiscard]] std::string_view surface(const Draft& draft) const {
    return std::string_view(surfaces).substr(draft.surface_begin, draft.surface_size);
  }
};

/// Fills `drafts` from a normalised stretch of text without white space and its words (repaired by homoglyphs.h).
/// Linear in the text.
void apply_token_rules(const Normalised& normalised, const std::vector<Segment>& words, Drafts& drafts);

}  // namespace svitok::text
