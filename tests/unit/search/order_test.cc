// Documents of a segment stand in the order of their keys, in whatever order they came: everything that is known of one
// must have gone with it.
#include <algorithm>
#include <random>

#include "small_index.h"

namespace svitok {
namespace {

std::string key_of(int number) {
  std::string digits = std::to_string(number);
  return "page/" + std::string(3 - digits.size(), '0') + digits;
}

Document page(int number, int version) {
  Document document(key_of(number));
  document.add("title", "Страница " + std::to_string(number));
  document.add("text", "редакция" + std::to_string(version) + " номер" + std::to_string(number));
  document.set("parity", number % 2 == 0 ? "even" : "odd").set("version", std::to_string(version));
  document.set("date", std::to_string(2000 + number % 20) + "-03-04");
  return document;
}

class OrderTest : public testing::TestWithParam<unsigned> {
 protected:
  static constexpr int kPages = 200;

  // Every page once or twice, the second time with another version; in no order.
  void put_all() {
    std::vector<int> numbers;
    for (int number = 0; number < kPages; ++number) numbers.insert(numbers.end(), 1 + number % 2, number);
    std::shuffle(numbers.begin(), numbers.end(), random_);
    std::vector<int> versions(kPages, 0);
    for (const int number : numbers) index_.put(page(number, ++versions[static_cast<std::size_t>(number)]));
  }

  std::mt19937 random_{GetParam()};
  SmallIndex index_;
};

TEST_P(OrderTest, WhereNothingScoresKeysAscend) {
  put_all();
  const Searcher searcher = index_.searcher();
  SearchOptions options;
  options.limit = kPages;
  const std::vector<std::string> found = ids(searcher, "parity:even", options);
  EXPECT_EQ(found.size(), kPages / 2U);
  EXPECT_TRUE(std::is_sorted(found.begin(), found.end()));
}

TEST_P(OrderTest, AllOfADocumentStaysTogether) {
  put_all();
  const Searcher searcher = index_.searcher();
  for (int number = 0; number < kPages; ++number) {
    const Results results = searcher.search("номер" + std::to_string(number));
    ASSERT_EQ(results.hits.size(), 1U) << number;
    const Hit& hit = results.hits[0];
    EXPECT_EQ(hit.id, key_of(number));
    EXPECT_EQ(hit.title, "Страница " + std::to_string(number));
    const std::string version = std::to_string(1 + number % 2);
    EXPECT_EQ(hit.attribute("version"), version);
    EXPECT_TRUE(hit.snippet.text.starts_with("редакция" + version + " ")) << hit.snippet.text;
    SearchOptions options;
    options.since = options.until = std::to_string(2000 + number % 20);
    EXPECT_EQ(ids(searcher, "номер" + std::to_string(number), options).size(), 1U);
    EXPECT_EQ(ids(searcher, "номер" + std::to_string(number) + " +parity:" + (number % 2 == 0 ? "odd" : "even")).size(),
              0U);
  }
  EXPECT_EQ(ids(searcher, "+редакция2 +номер1").size(), 1U);
  EXPECT_EQ(ids(searcher, "+редакция1 +номер1").size(), 0U) << "replaced in the same commit";
}

INSTANTIATE_TEST_SUITE_P(Seeds, OrderTest, testing::Range(1U, 4U));

}  // namespace
}  // namespace svitok
