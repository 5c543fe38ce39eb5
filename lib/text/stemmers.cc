#include "text/stemmers.h"

#include <libstemmer.h>

#include <new>
#include <stdexcept>

#include "text/utf8.h"

namespace svitok::text {
namespace {

constexpr char32_t kFirstLetter = 0x430;  // а
/// а to я in KOI8-R (RFC 1489).
constexpr std::string_view kKoi8 =
    "\xC1\xC2\xD7\xC7\xC4\xC5\xD6\xDA\xC9\xCA\xCB\xCC\xCD\xCE\xCF\xD0"
    "\xD2\xD3\xD4\xD5\xC6\xC8\xC3\xDE\xDB\xDD\xDF\xD9\xD8\xDC\xC0\xD1";
constexpr std::size_t kLetterBytes = 2;

/// False if there is anything but а to я in `word`.
bool to_koi8(std::string_view word, std::string& koi8) {
  koi8.clear();
  for (std::size_t at = 0; at < word.size(); at += kLetterBytes) {
    const CodePoint letter = decode(word, at);
    if (letter.value < kFirstLetter || letter.value >= kFirstLetter + kKoi8.size()) return false;
    koi8.push_back(kKoi8[letter.value - kFirstLetter]);
  }
  return true;
}

/// Whether Porter2 may make something else of a word of a to z. All that it takes off or changes ends so; without such
/// an ending a word is its stem, which two in five new ones are.
bool may_have_english_ending(std::string_view word) {
  switch (word.back()) {
    case 'c':
      return word.ends_with("ic");
    case 'd':
      return word.ends_with("ed");
    case 'e':
    case 'i':
    case 's':
    case 'y':
      return true;
    case 'g':
      return word.ends_with("ing");
    case 'l':
      return word.ends_with("al") || word.ends_with("ful") || word.ends_with("ll");
    case 'm':
      return word.ends_with("ism");
    case 'n':
      return word.ends_with("ion");
    case 'r':
      return word.ends_with("er") || word.ends_with("ator");
    case 't':
      return word.ends_with("nt");
    default:
      return false;
  }
}

}  // namespace

void Stemmers::Delete::operator()(sb_stemmer* stemmer) const noexcept { sb_stemmer_delete(stemmer); }

Stemmers::Stemmers() = default;

Stemmers::Stemmer Stemmers::open(const char* language, const char* encoding) {
  Stemmer stemmer(sb_stemmer_new(language, encoding));
  if (stemmer == nullptr) throw std::runtime_error(std::string("libstemmer has no stemmer for ") + language);
  return stemmer;
}

std::string_view Stemmers::stem(const Stemmer& stemmer, std::string_view word) {
  const sb_symbol* stemmed =
      sb_stemmer_stem(stemmer.get(), reinterpret_cast<const sb_symbol*>(word.data()), static_cast<int>(word.size()));
  if (stemmed == nullptr) throw std::bad_alloc();
  return {reinterpret_cast<const char*>(stemmed), static_cast<std::size_t>(sb_stemmer_length(stemmer.get()))};
}

std::string_view Stemmers::english(std::string_view word) {
  return may_have_english_ending(word) ? stem(english_, word) : word;
}

// A Russian stem is a beginning of the word: the stemmer only takes letters off, once ё is е.
std::string_view Stemmers::russian(std::string_view word) {
  if (!to_koi8(word, koi8_)) return stem(cyrillic_, word);
  return word.substr(0, kLetterBytes * stem(russian_, koi8_).size());
}

}  // namespace svitok::text
