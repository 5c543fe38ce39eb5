// A compiled lemma dictionary, mapped read-only: see dictionary_format.h.
#pragma once

#include <filesystem>
#include <span>
#include <string_view>

#include "base/checked_file.h"
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

  /// Adds the lemmas of a word to `to`, the likeliest first; false if it is not in the dictionary. Any bytes.
  bool find(std::string_view word, LemmaList& to) const;

  /// Fetches the memory that find() will need for `words`: one step of many words at a time, so that they wait for
  /// memory together. Throws CorruptionError as find() does.
  void prefetch(std::span<const std::string_view> words) const;

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

  struct Walk {
    Letters letters;
    std::size_t at = 0;  ///< Letters read.
    std::uint32_t index = 0;
  };

  [[nodiscard]] bool prefetch_step(Walk& walk) const;
  [[nodiscard]] Node node(const Automaton& automaton, std::uint32_t index) const;
  [[nodiscard]] bool step(const Automaton& automaton, std::uint32_t& index, const Node& from,
                          std::uint8_t letter) const;
  void add_lemmas(std::string_view word, const Letters& letters, std::uint32_t value, LemmaList& to) const;

  base::CheckedFile file_;
  Alphabet alphabet_;
  Automaton words_;
  Automaton endings_;
  std::string_view analyses_;
};

}  // namespace svitok::text
