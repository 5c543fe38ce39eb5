#include "matcher/conditions.h"

#include <gtest/gtest.h>
#include <xapian.h>

#include <cmath>
#include <random>
#include <set>

#include "matcher/lazy_database.h"

namespace svitok::matcher {
namespace {

TEST(Conditions, ADocumentSetHoldsWhatASetHolds) {
  std::mt19937 random(7);
  for (const std::uint32_t documents : {1U, 63U, 64U, 65U, 1000U}) {
    DocumentSet set(documents);
    std::set<std::uint32_t> model;
    for (std::uint32_t doc = 0; doc < documents; ++doc) {
      if (random() % 20 != 0) continue;
      set.add(doc);
      model.insert(doc);
    }
    EXPECT_EQ(set.count(), model.size());
    for (std::uint32_t doc = 0; doc < documents; ++doc) {
      EXPECT_EQ(set.contains(doc), model.contains(doc));
      const auto next = model.lower_bound(doc);
      EXPECT_EQ(set.next(doc), next == model.end() ? documents : *next);
    }
    EXPECT_EQ(set.next(documents), documents);
  }
}

// Documents 1 to 100: a term on the even ones, a number on all but every tenth.
Xapian::WritableDatabase hundred_documents() {
  Xapian::WritableDatabase database("", Xapian::DB_BACKEND_INMEMORY);
  for (int number = 0; number < 100; ++number) {
    Xapian::Document document;
    if (number % 2 == 0) document.add_boolean_term("even");
    if (number % 10 != 0) document.add_value(3, Xapian::sortable_serialise(number - 50));
    database.add_document(document);
  }
  return database;
}

TEST(Conditions, AreReadFromTheDatabaseOnce) {
  const LazyDatabase database(hundred_documents());
  ConditionCache cache(100);
  const auto even = cache.filter(database, "even");
  EXPECT_EQ(even->count(), 50U);
  EXPECT_TRUE(even->contains(42));
  EXPECT_FALSE(even->contains(43));
  EXPECT_EQ(cache.filter(database, "even"), even);
  EXPECT_EQ(cache.filter(database, "odd")->count(), 0U);
  const auto numbers = cache.column(database, 3);
  EXPECT_EQ((*numbers)[7], -43.0);
  EXPECT_TRUE(std::isnan((*numbers)[30]));
  EXPECT_EQ(cache.column(database, 3), numbers);
}

TEST(Conditions, ARangeHoldsItsEndsAndNothingWithoutANumber) {
  const LazyDatabase database(hundred_documents());
  ConditionCache cache(100);
  RangeCondition range(cache.column(database, 3), -5, 5);
  EXPECT_FALSE(range.admits(44));
  EXPECT_TRUE(range.admits(45));
  EXPECT_FALSE(range.admits(50));
  EXPECT_TRUE(range.admits(55));
  EXPECT_EQ(range.next(0), 45U);
  EXPECT_EQ(range.next(50), 51U);
  EXPECT_EQ(range.next(56), 100U);
  EXPECT_GE(range.count(), 5U);
  EXPECT_LE(range.count(), 15U);
}

}  // namespace
}  // namespace svitok::matcher
