#include "measures.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <random>

namespace svitok::bench {

namespace {

double discounted(int grade, std::size_t rank) {
  return (std::exp2(grade) - 1.0) / std::log2(static_cast<double>(rank) + 1.0);
}

double best_gain(const std::unordered_map<std::string, int>& grades) {
  std::vector<int> sorted;
  for (const auto& [id, grade] : grades) sorted.push_back(grade);
  std::sort(sorted.begin(), sorted.end(), std::greater<>());
  double sum = 0;
  for (std::size_t i = 0; i < std::min<std::size_t>(10, sorted.size()); ++i) sum += discounted(sorted[i], i + 1);
  return sum;
}

}  // namespace

Quality measure(const std::vector<std::string>& ranking, const std::unordered_map<std::string, int>& grades) {
  Quality quality;
  double found = 0;
  for (std::size_t rank = 1; rank <= std::min<std::size_t>(100, ranking.size()); ++rank) {
    const auto grade = grades.find(ranking[rank - 1]);
    if (grade == grades.end()) continue;
    found += 1;
    if (rank > 10) continue;
    quality.ndcg10 += discounted(grade->second, rank);
    if (quality.mrr10 == 0) quality.mrr10 = 1.0 / static_cast<double>(rank);
  }
  if (grades.empty()) return quality;
  quality.ndcg10 /= best_gain(grades);
  quality.recall100 = found / static_cast<double>(grades.size());
  return quality;
}

double randomisation_test(const std::vector<double>& differences, std::uint32_t permutations, std::uint32_t seed) {
  double observed = 0;
  for (const double difference : differences) observed += difference;
  // A hair below, so that a permutation that is the observation again counts whatever the order of its sum.
  const double threshold = std::abs(observed) * (1 - 1e-12);
  std::mt19937_64 random(seed);
  std::uint32_t as_large = 0;
  for (std::uint32_t i = 0; i < permutations; ++i) {
    double sum = 0;
    std::uint64_t signs = 0;
    for (std::size_t k = 0; k < differences.size(); ++k) {
      if (k % 64 == 0) signs = random();
      sum += (signs & 1U) != 0 ? differences[k] : -differences[k];
      signs >>= 1U;
    }
    as_large += std::abs(sum) >= threshold ? 1U : 0U;
  }
  return (as_large + 1.0) / (permutations + 1.0);
}

}  // namespace svitok::bench
