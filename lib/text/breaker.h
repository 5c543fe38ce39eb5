// Normalised text to UAX #29 words: those segments that hold a letter or a digit.
//
// ICU's word iterator is the authority. ASCII with Cyrillic has a hand-written breaker, and a test holds the two equal.
// Where we deviate from UAX #29, we do it here or in token_rules.h, and for these reasons only:
//
//   1. `_` and the other ExtendNumLet characters separate words (UAX #29 joins): _emphasis_ is markup, and the parts of
//      snake_case are words. token_rules.h adds the joined form.
//   2. Breaking happens after normalisation, so ligatures, full-width forms and m² are broken as what they stand for.
//   3. `“ ” « » – — …`, control characters and all white space end a cluster (analyzer.cc), before any mark that UAX
//   #29 would attach to
//      them; such marks belong to no word. U+202F, which UAX #29 takes for ExtendNumLet, is white space.
//   4. In a run of more than a kilobyte without white space the text is cut at a word boundary about every kilobyte,
//      and inside a single word as long as that (analyzer.cc).
//   5. ICU 72 keeps @ inside words (CLDR 42); like UAX #29, we do not.
//
// What UAX #29 keeps whole and a searcher wants in parts (abbreviations, host names, grouped numbers, dates, clitics)
// is taken apart by token_rules.h, which lists its rules.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace svitok::text {

/// Bytes [begin, end) of the text that was broken.
struct Segment {
  std::uint32_t begin;
  std::uint32_t end;
  bool operator==(const Segment&) const = default;
};

/// Appends the words of `text`: well-formed UTF-8, normalised, only ASCII and U+0400..U+045F.
void break_plain(std::string_view text, std::vector<Segment>& words);

/// The same of any well-formed UTF-8, by ICU. Not thread-safe.
class IcuBreaker {
 public:
  IcuBreaker();
  ~IcuBreaker();
  IcuBreaker(const IcuBreaker&) = delete;
  IcuBreaker& operator=(const IcuBreaker&) = delete;

  void run(std::string_view text, std::vector<Segment>& words);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace svitok::text
