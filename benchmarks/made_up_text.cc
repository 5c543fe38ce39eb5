#include "made_up_text.h"

#include <algorithm>
#include <cmath>
#include <random>

namespace svitok::bench {

namespace {

std::string made_up_word(std::mt19937_64& random, bool russian) {
  std::string word;
  for (std::size_t letters = 2 + random() % 9; letters > 0; --letters) {
    if (russian) {
      const auto letter = static_cast<unsigned>(0x430 + random() % 32);
      word.push_back(static_cast<char>(0xC0U | (letter >> 6U)));
      word.push_back(static_cast<char>(0x80U | (letter & 0x3FU)));
    } else {
      word.push_back(static_cast<char>('a' + random() % 26));
    }
  }
  return word;
}

}  // namespace

std::string made_up_text(std::size_t bytes) {
  constexpr std::size_t kWords = 50'000;
  std::mt19937_64 random(1);
  std::vector<std::string> words;
  for (std::size_t i = 0; i < kWords; ++i) words.push_back(made_up_word(random, i % 2 == 0));
  std::uniform_real_distribution<double> log_rank(0, std::log(static_cast<double>(kWords)));
  std::string text;
  while (text.size() < bytes) {
    text.append(words[static_cast<std::size_t>(std::exp(log_rank(random))) % kWords]);
    text.append(random() % 8 == 0 ? ", " : " ");
  }
  return text;
}

std::vector<std::string_view> cut(std::string_view text, std::size_t size) {
  std::vector<std::string_view> pieces;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' ', std::min(size, text.size() - 1)), text.size() - 1) + 1;
    pieces.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return pieces;
}

}  // namespace svitok::bench
