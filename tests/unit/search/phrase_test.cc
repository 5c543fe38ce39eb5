// Phrases in documents of every length: where they stand must not matter.
#include "small_index.h"

namespace svitok {
namespace {

std::string words(std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += "word ";
  return text;
}

TEST(Phrase, IsFoundHoweverFarBackItStands) {
  SmallIndex index;
  // About where the marks of lib/matcher/phrase_counter.cc grow and end.
  const std::vector<std::size_t> before = {0, 1, 3900, 4095, 4096, 5000, 65400, 65536, 70000};
  for (const std::size_t count : before) {
    const std::string id = std::to_string(count);
    index.put("three " + id, "", words(count) + "alpha beta gamma beta");
    index.put("apart " + id, "", "gamma beta " + words(count) + "alpha word beta word gamma");
  }
  const Searcher searcher = index.searcher();
  SearchOptions options;
  options.limit = 100;
  for (const std::string query : {"\"alpha beta\"", "\"alpha beta gamma\"", "\"beta gamma\"", "\"gamma beta gamma\""}) {
    const std::vector<std::string> found = ids(searcher, query, options);
    EXPECT_EQ(found.size(), query == "\"gamma beta gamma\"" ? 0 : before.size()) << query;
    for (const std::string& id : found) EXPECT_TRUE(id.starts_with("three")) << id << " for " << query;
  }
  EXPECT_EQ(ids(searcher, "\"gamma beta\"", options).size(), 2 * before.size());
}

TEST(Phrase, OfTheSameWordTwiceIsCounted) {
  SmallIndex index;
  index.put("once", "", "alpha beta alpha");
  index.put("twice", "", "beta alpha alpha beta");
  EXPECT_EQ(ids(index.searcher(), "\"alpha alpha\""), std::vector<std::string>{"twice"});
}

}  // namespace
}  // namespace svitok
