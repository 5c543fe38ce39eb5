// A prefix that more words have than it may stand for.
#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "small_index.h"

namespace svitok {
namespace {

using IdsOfWord = std::map<std::string, std::set<std::string>>;

// The ids of the `count` words that most documents have; of those that as many have, the first ones.
std::set<std::string> ids_of_most_frequent(const IdsOfWord& ids_of_word, std::size_t count) {
  std::vector<const IdsOfWord::value_type*> words;
  for (const auto& word : ids_of_word) words.push_back(&word);
  std::ranges::stable_sort(words, [](const auto* a, const auto* b) { return a->second.size() > b->second.size(); });
  words.resize(std::min(words.size(), count));
  std::set<std::string> ids;
  for (const auto* word : words) ids.insert(word->second.begin(), word->second.end());
  return ids;
}

TEST(Prefix, StandsForTheWordsThatMostDocumentsHaveInAllSegments) {
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  SmallIndex index;
  IdsOfWord ids_of_word;
  for (int segment = 0; segment < 4; ++segment) {
    for (int i = 0; i < 60; ++i) {
      const std::string id = std::to_string(segment) + "-" + std::to_string(i);
      // Some words are frequent, some rare.
      const auto number = std::min(random() % 16, random() % 16);
      const std::string word = "zq" + std::string(1, static_cast<char>('a' + number)) + "xk";
      index.put(id, "", word + " and others");
      ids_of_word[word].insert(id);
    }
    (void)index.searcher();
  }
  const Searcher searcher = index.searcher();
  const std::filesystem::directory_iterator files(index.folder());
  ASSERT_GT(
      std::count_if(begin(files), end(files), [](const auto& file) { return file.path().extension() == ".words"; }), 1);
  for (std::size_t expansions = 1; expansions <= ids_of_word.size() + 20; ++expansions) {
    SearchOptions options;
    options.limit = 1000;
    options.limits.expansions = expansions;
    const std::vector<std::string> found = ids(searcher, "zq*", options);
    EXPECT_EQ(std::set(found.begin(), found.end()), ids_of_most_frequent(ids_of_word, expansions)) << expansions;
    EXPECT_EQ(searcher.search("zq*", options).diagnostics.size(), expansions < ids_of_word.size() ? 1U : 0U);
  }
}

}  // namespace
}  // namespace svitok
