// What the first documents gain when they are looked at again, and that pages still fit together.
#include <random>
#include <set>

#include "small_index.h"

namespace svitok {
namespace {

constexpr unsigned kSeed = 20260712;

/// Fills up so that every word has some idf.
void put_others(SmallIndex& index) {
  for (int i = 0; i < 20; ++i) index.put("other" + std::to_string(i), "", "nothing of the kind is said here at all");
}

SearchOptions without_rerank() {
  SearchOptions options;
  options.rerank = false;
  return options;
}

TEST(Rerank, WordsThatStandTogetherGain) {
  SmallIndex index;
  index.put("apart", "", "a treaty between two countries that had been promised a lasting and honourable peace");
  index.put("turned", "", "a peace between two countries that had been promised a lasting and honourable treaty");
  index.put("together", "", "two countries that had been promised a lasting and honourable peace treaty between them");
  put_others(index);
  const Searcher searcher = index.searcher();
  EXPECT_EQ(ids(searcher, "peace treaty")[0], "together");
}

TEST(Rerank, ATitleThatIsAskedForGains) {
  SmallIndex index;
  index.put("part", "Peace treaty negotiations of the two countries", "peace treaty");
  index.put("whole", "Peace treaty", "peace treaty and the negotiations of the two countries");
  put_others(index);
  const Searcher searcher = index.searcher();
  EXPECT_EQ(ids(searcher, "peace treaty")[0], "whole");
}

TEST(Rerank, ADocumentWithEveryWordGains) {
  SmallIndex index;
  index.put("all", "", "peace and then many other words follow, and at the very end of it also a treaty");
  index.put("one", "", "many peace words here, and other words, then peace again, words, and peace");
  put_others(index);
  const Searcher searcher = index.searcher();
  const Results plain = searcher.search("peace treaty", without_rerank());
  const Results gained = searcher.search("peace treaty");
  const auto score = [](const Results& results, const std::string& id) {
    for (const Hit& hit : results.hits) {
      if (hit.id == id) return hit.score;
    }
    return -1.0;
  };
  EXPECT_GT(score(gained, "all"), score(plain, "all"));
  EXPECT_DOUBLE_EQ(score(gained, "one"), score(plain, "one"));
}

TEST(Rerank, OneWordIsLeftAlone) {
  SmallIndex index;
  index.put("a", "Peace", "peace at last");
  put_others(index);
  const Searcher searcher = index.searcher();
  EXPECT_DOUBLE_EQ(searcher.search("peace").hits[0].score, searcher.search("peace", without_rerank()).hits[0].score);
}

/// 300 documents of few words, so that scores and gains vary and often tie, in several segments.
Searcher random_searcher(SmallIndex& index, std::mt19937& random) {
  const std::vector<std::string> words = {"мир", "труд", "май", "peace", "labour", "may", "и", "of"};
  for (int i = 0; i < 300; ++i) {
    const auto text = [&](unsigned most) {
      std::string made;
      for (auto left = random() % (most + 1); left > 0; --left) made += words[random() % words.size()] + " ";
      return made;
    };
    index.put("d" + std::to_string(i), text(4), text(40));
    if (i % 80 == 79) (void)index.searcher();
  }
  return index.searcher();
}

TEST(Rerank, PagesFitTogetherAndScoresOnlyGrow) {
  SCOPED_TRACE(kSeed);
  std::mt19937 random(kSeed);
  SmallIndex index;
  const Searcher searcher = random_searcher(index, random);
  for (const std::string query :
       {"мир труд", "мир труд май", "peace labour may", "мир +peace", "\"мир труд\" май may"}) {
    SearchOptions options;
    options.snippets = options.fields = false;
    options.limit = 300;
    const Results all = searcher.search(query, options);
    for (std::size_t i = 1; i < all.hits.size(); ++i) ASSERT_LE(all.hits[i].score, all.hits[i - 1].score) << query;
    for (int page = 0; page < 30; ++page) {
      options.offset = random() % 70;
      options.limit = 1 + random() % 60;
      const Results some = searcher.search(query, options);
      for (std::size_t i = 0; i < some.hits.size(); ++i) {
        ASSERT_EQ(some.hits[i].id, all.hits[options.offset + i].id) << query << ", rank " << options.offset + i;
        ASSERT_EQ(some.hits[i].score, all.hits[options.offset + i].score) << query;
      }
    }
  }
}

}  // namespace
}  // namespace svitok
