// Compiles the dictionaries of lib/text; run by the build.
//
//   svitok-compile-dictionary russian LINK-GRAMMAR-FOLDER HUNSPELL-PREFIX OUTPUT
//   svitok-compile-dictionary opencorpora DICTS-FOLDER OUTPUT
//   svitok-compile-dictionary english WORDNET-FOLDER OUTPUT
//
// The output depends on nothing but the input. Exit 0, or 2 with the reason on stderr.
#include <exception>
#include <iostream>
#include <string_view>
#include <vector>

#include "text/dictionary/dictionary_writer.h"
#include "text/dictionary/sources.h"

namespace {

using namespace svitok::text;

void compile_russian(const char* link_grammar, const char* hunspell, const char* output) {
  dictionary::Lexicon lexicon(Alphabet::kRussian);
  const dictionary::Headwords headwords = dictionary::read_headwords(hunspell);
  dictionary::read_link_grammar(link_grammar, headwords, lexicon);
  dictionary::read_hunspell(hunspell, headwords, lexicon);
  dictionary::add_hidden_surnames(headwords, lexicon);
  dictionary::add_closed_classes(lexicon);
  dictionary::add_joined_forms(lexicon);
  dictionary::write_dictionary(lexicon, true, output);
}

void compile_opencorpora(const char* dicts, const char* output) {
  dictionary::Lexicon lexicon(Alphabet::kRussian);
  dictionary::read_opencorpora(dicts, lexicon);
  dictionary::add_hidden_surnames({}, lexicon);
  dictionary::add_closed_classes(lexicon);
  dictionary::add_joined_forms(lexicon);
  dictionary::write_dictionary(lexicon, true, output);
}

void compile_english(const char* wordnet, const char* output) {
  dictionary::Lexicon lexicon(Alphabet::kLatin);
  dictionary::read_wordnet(wordnet, lexicon);
  dictionary::write_dictionary(lexicon, false, output);
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string_view> arguments(argv, argv + argc);
  try {
    if (argc == 5 && arguments[1] == "russian") {
      compile_russian(argv[2], argv[3], argv[4]);
    } else if (argc == 4 && arguments[1] == "opencorpora") {
      compile_opencorpora(argv[2], argv[3]);
    } else if (argc == 4 && arguments[1] == "english") {
      compile_english(argv[2], argv[3]);
    } else {
      std::cerr << "usage: svitok-compile-dictionary russian LINK-GRAMMAR-FOLDER HUNSPELL-PREFIX OUTPUT\n"
                   "       svitok-compile-dictionary opencorpora DICTS-FOLDER OUTPUT\n"
                   "       svitok-compile-dictionary english WORDNET-FOLDER OUTPUT\n";
      return 2;
    }
  } catch (const std::exception& error) {
    std::cerr << "svitok-compile-dictionary: " << error.what() << '\n';
    return 2;
  }
  return 0;
}
