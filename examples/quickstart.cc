#include <svitok/svitok.h>

#include <iostream>

int main() try {
  svitok::Writer writer("quickstart.idx");
  writer.put(svitok::Document("press/1").add("title", "Встреча министров").add("text", "Обсудили бюджет на год."));
  writer.put(svitok::Document("press/2").add("title", "Ministers met").add("text", "They discussed the budget."));
  writer.commit();

  const svitok::Searcher searcher("quickstart.idx");
  for (const char* query : {"о встрече с министром", "minister budgets"}) {
    for (const svitok::Hit& hit : searcher.search(query).hits) {
      std::cout << query << ": " << hit.id << " " << hit.title << '\n';
    }
  }
} catch (const svitok::Error& error) {
  std::cerr << error.what() << '\n';
  return 1;
}
