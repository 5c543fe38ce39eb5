#include "text/dictionary/automaton_builder.h"

#include <algorithm>
#include <stdexcept>

#include "text/dictionary_format.h"

namespace svitok::text::dictionary {

void AutomatonBuilder::add(std::string_view word, std::uint32_t value) {
  if (word <= last_ && !last_.empty()) throw std::logic_error("the words of an automaton must be sorted");
  const auto differ = std::mismatch(word.begin(), word.end(), last_.begin(), last_.end()).first;
  const auto common = static_cast<std::size_t>(differ - word.begin());
  close_below(common);
  path_.resize(word.size() + 1);
  path_.back().value = value;
  last_.assign(word);
}

/// Finishes the nodes of the last word that lie deeper than `depth` letters.
void AutomatonBuilder::close_below(std::size_t depth) {
  while (path_.size() > depth + 1) {
    const std::uint32_t target = store(path_.back());
    path_.pop_back();
    path_.back().arcs.push_back({static_cast<std::uint8_t>(last_[path_.size() - 1]), target});
  }
}

std::uint32_t AutomatonBuilder::store(const Node& node) {
  std::vector<std::uint32_t> words{0, node.value};
  for (const Arc& arc : node.arcs) {
    if (arc.letter == kHyphenLetter) {
      words[1] |= kHyphenArc;
    } else {
      words[0] |= std::uint32_t{1} << arc.letter;
    }
    words.push_back(arc.target);
  }
  std::string bytes(reinterpret_cast<const char*>(words.data()), words.size() * sizeof(std::uint32_t));
  const auto index = static_cast<std::uint32_t>(array_.size());
  const auto [at, is_new] = stored_.emplace(std::move(bytes), index);
  if (is_new) array_.insert(array_.end(), words.begin(), words.end());
  return at->second;
}

std::vector<std::uint32_t> AutomatonBuilder::finish(std::uint32_t& root) {
  close_below(0);
  root = store(path_.front());
  return std::move(array_);
}

}  // namespace svitok::text::dictionary
