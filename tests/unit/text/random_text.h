// Random bilingual text for tests: words, punctuation, numbers and oddities, from a seed that the test prints.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace svitok::text {

class RandomText {
 public:
  explicit RandomText(std::uint64_t seed) : random_(seed) {}

  /// A number below `limit`.
  std::size_t below(std::size_t limit) { return random_() % limit; }

  const std::string& one_of(const std::vector<std::string>& choices) { return choices[below(choices.size())]; }

  /// Any bytes.
  std::string bytes(std::size_t size) {
    std::string text;
    while (text.size() < size) text.push_back(static_cast<char>(random_()));
    return text;
  }

  /// Up to `pieces` of the choices, joined.
  std::string joined(const std::vector<std::string>& choices, std::size_t pieces) {
    std::string text;
    for (std::size_t count = below(pieces + 1); count > 0; --count) text.append(one_of(choices));
    return text;
  }

 private:
  std::mt19937_64 random_;
};

}  // namespace svitok::text
