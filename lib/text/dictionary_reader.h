// A compiled lemma dictionary, mapped read-only: see dictionary_format.h.
#pragma once

#include <filesystem>
#include <span>
#include <string_view>

#include "base/checked_file.h"
#include "text/dictionary_entry.h"
#include "text/dictionary_format.h"
#include "text/lemma_list.h"

namespace svitok::text {

/// Immutable and thread-safe. The file is checked whole when it is opened (a millisecond); what its bytes point to is
/// checked at every step all the same.
class Dictionary {
 public:
  /// Throws IoError, CorruptionError, VersionError.
  Dictionary(const std::filesystem::path& path, Alphabet alphabet);

  /// Tells its contents apart from others'.
  [[nodiscard]] std::uint64_t fingerprint() const noexcept { return file_.seal().checksum; }

  /// What the dictionary says of a word, any bytes. This and all below throw CorruptionError.
  [[nodiscard]] DictionaryEntry find(std::string_view word) const;
  /// The same for many words: a step of each at a time, so that they wait for memory together. What their entries need
  /// is fetched ahead.
  void find(std::span<const AskedWord> words) const;

  /// Adds the lemmas of a word to `to`, the likeliest first. `entry`: what find() said of this word; none adds nothing.
  void add_lemmas(std::string_view word, DictionaryEntry entry, LemmaList& to) const;

  /// Adds the lemmas that words with the longest known ending of this word have; false if the dictionary teaches
  /// nothing here.
  bool guess(std::string_view word, LemmaList& to) const;

 private:
  struct Automaton {
    const char* nodes = nullptr;
    std::uint32_t root = 0;
    std::uint32_t size = 0;  ///< In u32s.
  };
  struct Node {
    std::uint32_t letters;
    std::uint32_t value;
  };

  /// From the first letter of a word to its last.
  struct Walk {
    Letters letters;
    std::size_t at = 0;  ///< Letters read.
    std::uint32_t index = 0;
    DictionaryEntry* entry = nullptr;
  };

  [[nodiscard]] bool advance(Walk& walk) const;
  [[nodiscard]] Node node(const Automaton& automaton, std::uint32_t index) const;
  [[nodiscard]] bool step(const Automaton& automaton, std::uint32_t& index, const Node& from,
                          std::uint8_t letter) const;

  base::CheckedFile file_;
  Alphabet alphabet_;
  Automaton words_;
  Automaton endings_;
  std::string_view analyses_;
};

}  // namespace svitok::text
