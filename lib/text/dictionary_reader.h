// A compiled lemma dictionary, mapped read-only: see dictionary_format.h.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/checked_file.h"
#include "text/dictionary_format.h"

namespace svitok::text {

/// Immutable and thread-safe. Opening costs a footer; bytes are checked when they are first used, so that every member
/// may throw CorruptionError.
class Dictionary {
 public:
  /// Throws IoError, CorruptionError, VersionError.
  Dictionary(const std::filesystem::path& path, Alphabet alphabet);

  /// The lemmas of a word, the likeliest first. Empty: it is not in the dictionary. Any bytes.
  [[nodiscard]] std::vector<std::string> find(std::string_view word) const;

  /// The lemmas that words with the longest known ending of this word have. Empty: the dictionary teaches nothing here.
  [[nodiscard]] std::vector<std::string> guess(std::string_view word) const;

 private:
  struct Automaton {
    std::uint64_t offset = 0;
    std::uint32_t root = 0;
    std::uint32_t size = 0;
  };
  struct Node {
    std::uint32_t letters;
    std::uint32_t value;
  };

  [[nodiscard]] Node node(const Automaton& automaton, std::uint32_t index) const;
  [[nodiscard]] bool step(const Automaton& automaton, std::uint32_t& index, const Node& from,
                          std::uint8_t letter) const;
  [[nodiscard]] std::vector<std::string> lemmas(std::string_view word, const Letters& letters,
                                                std::uint32_t value) const;

  base::CheckedFile file_;
  Alphabet alphabet_;
  Automaton words_;
  Automaton endings_;
  std::uint64_t analyses_offset_ = 0;
  std::uint64_t analyses_size_ = 0;
};

}  // namespace svitok::text
