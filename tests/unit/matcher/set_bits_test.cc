#include "matcher/set_bits.h"

#include <gtest/gtest.h>

#include <array>
#include <random>
#include <vector>

namespace svitok::matcher {
namespace {

TEST(SetBits, AreTakenInOrderAndCleared) {
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937_64 random(seed);
  for (int round = 0; round < 200; ++round) {
    std::array<std::uint64_t, 9> words{};
    std::vector<std::uint16_t> expected;
    const auto share = random() % 65;  // From none of the bits to all of them.
    for (std::uint16_t bit = 0; bit < 64 * words.size(); ++bit) {
      if (random() % 64 >= share) continue;
      words[bit / 64U] |= std::uint64_t{1} << bit % 64U;
      expected.push_back(bit);
    }
    std::vector<std::uint16_t> taken(64 * words.size() + kSetBitsAtOnce);
    taken.resize(take_set_bits(words, taken.data()));
    EXPECT_EQ(taken, expected);
    EXPECT_EQ(words, (std::array<std::uint64_t, 9>{}));
  }
}

}  // namespace
}  // namespace svitok::matcher
