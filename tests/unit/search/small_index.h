// An index of a few documents in a folder of its own, for tests of searching through the public headers.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "svitok/svitok.h"

namespace svitok {

class SmallIndex {
 public:
  SmallIndex() {
    std::string name = testing::TempDir() + "svitok-search-XXXXXX";
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error(name + ": cannot be made");
    folder_ = name;
    WriterOptions options;
    options.fields = {{"title", 3.0F}, {"text"}};
    options.durable = false;
    writer_.emplace(folder(), options);
  }
  ~SmallIndex() {
    writer_.reset();
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  SmallIndex(const SmallIndex&) = delete;
  SmallIndex& operator=(const SmallIndex&) = delete;

  void put(const std::string& id, const std::string& title, const std::string& text) {
    writer_->put(Document(id).add("title", title).add("text", text));
  }

  void put(Document document) { writer_->put(std::move(document)); }

  /// Commits what was put.
  [[nodiscard]] Searcher searcher() {
    writer_->commit();
    return Searcher(folder());
  }
  [[nodiscard]] std::filesystem::path folder() const { return folder_ / "index"; }

 private:
  std::filesystem::path folder_;
  std::optional<Writer> writer_;
};

/// The ids of a search, best first.
[[nodiscard]] inline std::vector<std::string> ids(const Searcher& searcher, const std::string& query,
                                                  SearchOptions options = {}) {
  options.snippets = false;
  std::vector<std::string> found;
  for (const Hit& hit : searcher.search(query, options).hits) found.push_back(hit.id);
  return found;
}

}  // namespace svitok
