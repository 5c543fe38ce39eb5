#include <svitok/svitok.h>

#include <filesystem>
#include <iostream>

// Indexes a document in the folder given and finds it again.
int main(int argc, char** argv) {
  if (argc != 2) return 2;
  std::filesystem::remove_all(argv[1]);
  svitok::Writer writer(argv[1]);
  writer.put(svitok::Document("one").add("title", "Greeting").add("text", "Hello from an application"));
  writer.commit();
  const svitok::Results results = svitok::Searcher(argv[1]).search("applications");
  try {
    const svitok::Searcher missing(std::filesystem::path(argv[1]) / "nowhere");
    return 1;
  } catch (const svitok::IoError&) {
    // An exception of the library, caught by its type on this side.
  }
  std::cout << "found " << results.hits.size() << ' ' << (results.hits.empty() ? "" : results.hits[0].id) << '\n';
}
