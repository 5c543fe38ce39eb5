// What the Russian and English dictionaries are made of. Each function reads one source into the lexicon and throws
// std::runtime_error naming the file when it cannot.
#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "text/dictionary/lexicon.h"

namespace svitok::text::dictionary {

/// The entries of a speller's dictionary, folded: ordinary words, and names (those it capitalises).
struct Headwords {
  std::set<std::string> words;
  std::set<std::string> names;
  [[nodiscard]] bool has(const std::string& text) const { return words.count(text) != 0 || names.count(text) != 0; }
};

/// `prefix` + ".dic" of Debian's hunspell-ru.
[[nodiscard]] Headwords read_headwords(const std::filesystem::path& prefix);

/// Paradigms with grammatical tags: Debian's link-grammar-dictionaries-all, the folder link-grammar/ru.
void read_link_grammar(const std::filesystem::path& folder, const Headwords& headwords, Lexicon& lexicon);

/// Words with affix classes but without grammar: Debian's hunspell-ru, `prefix` + ".aff" and ".dic". Reads after
/// read_link_grammar(): it completes it.
void read_hunspell(const std::filesystem::path& prefix, const Headwords& headwords, Lexicon& lexicon);

/// OpenCorpora's dictionary (CC BY-SA) as the npm package az has it, the folder dicts. Instead of the two above.
void read_opencorpora(const std::filesystem::path& folder, Lexicon& lexicon);

/// Pronouns, numerals, auxiliaries, words whose forms share no stem, and surnames that ordinary words hide.
void add_closed_classes(Lexicon& lexicon);

/// Surnames that share forms with ordinary words. After the sources of words.
void add_hidden_surnames(const Headwords& headwords, Lexicon& lexicon);

/// Words with hyphens once more without them, where that is no other word. After all other sources.
void add_joined_forms(Lexicon& lexicon);

/// Lists of irregular forms: Debian's wordnet-base, the folder wordnet.
void read_wordnet(const std::filesystem::path& folder, Lexicon& lexicon);

/// A whole file. Throws std::runtime_error.
[[nodiscard]] std::string read_file(const std::filesystem::path& path);

/// The pieces of `text` between any of the characters of `separators`, without empty ones.
[[nodiscard]] std::vector<std::string_view> split(std::string_view text, std::string_view separators);

}  // namespace svitok::text::dictionary
