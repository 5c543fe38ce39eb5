// How good a ranking is, and whether one system is better than another by more than chance.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace svitok::bench {

struct Quality {
  double ndcg10 = 0;     ///< Gain is 2^grade - 1, discount 1/log2(rank + 1) (Burges et al. 2005).
  double mrr10 = 0;      ///< 1 / rank of the first relevant document in the first ten.
  double recall100 = 0;  ///< Of the relevant documents, those in the first hundred.
};

/// `ranking`: ids of documents, best first, without repeats. `grades`: the relevant ones.
[[nodiscard]] Quality measure(const std::vector<std::string>& ranking,
                              const std::unordered_map<std::string, int>& grades);

/// The probability that a mean difference as large arises when the systems are interchangeable on every query: a paired
/// randomisation test, two-sided (Smucker, Allan and Carterette 2007). Same seed, same answer.
[[nodiscard]] double randomisation_test(const std::vector<double>& differences, std::uint32_t permutations,
                                        std::uint32_t seed);

}  // namespace svitok::bench
