// Builds the minimal acyclic automaton of a sorted list of words with values, as dictionary_format.h lays it out.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace svitok::text::dictionary {

// Words arrive in order, so that once a word leaves the path of the one before it, the nodes it left behind can gain
// nothing more: each is then looked up among the finished nodes and merged with an equal one. Only one path is ever
// unfinished. (Daciuk, Mihov, Watson and Watson, "Incremental construction of minimal acyclic finite-state automata",
// Computational Linguistics 26(1), 2000, the algorithm for sorted data.) The value belongs to the node where a word
// ends, and a value says how to make the lemma from the form, so that the words of one paradigm share their endings.
class AutomatonBuilder {
 public:
  /// `word`: letter numbers, greater than every word before it. `value`: not 0.
  void add(std::string_view word, std::uint32_t value);

  /// The finished array; `root` is set to the index of the first node.
  std::vector<std::uint32_t> finish(std::uint32_t& root);

 private:
  struct Arc {
    std::uint8_t letter;
    std::uint32_t target;
  };
  struct Node {
    std::uint32_t value = 0;
    std::vector<Arc> arcs;
  };

  void close_below(std::size_t depth);
  std::uint32_t store(const Node& node);

  std::string last_;
  std::vector<Node> path_ = std::vector<Node>(1);
  std::vector<std::uint32_t> array_;
  std::unordered_map<std::string, std::uint32_t> stored_;
};

}  // namespace svitok::text::dictionary
