// The library's index and the naive engine, fed with the same documents.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string>

#include "naive_engine.h"
#include "svitok/searcher.h"
#include "svitok/writer.h"

namespace svitok::reference {

/// A folder that goes away with its owner.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = testing::TempDir() + "svitok-reference-XXXXXX";
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error(name + ": cannot be made");
    path_ = name;
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

class Twin {
 public:
  explicit Twin(const WriterOptions& options)
      : fields_(options.fields), naive_(options.fields), writer_(folder_.path() / "index", options) {}

  void put(const Document& document) {
    naive_.put(document);
    writer_.put(document);
  }

  void remove(const std::string& key) {
    naive_.remove(key);
    writer_.remove(key);
  }

  /// Dead documents count until a segment of them is merged, or dropped because nothing in it lives: then both sides
  /// forget all of them. True when that had to be done.
  bool commit() {
    writer_.commit();
    const IndexStats stats = searcher().stats();
    EXPECT_EQ(stats.documents, naive_.alive());
    if (stats.documents + stats.removed == naive_.documents().size()) return false;
    merge();
    return true;
  }

  void merge() {
    writer_.merge();
    naive_.forget_dead();
    EXPECT_EQ(searcher().stats().removed, 0U);
  }

  [[nodiscard]] Searcher searcher() const { return Searcher(folder_.path() / "index"); }
  [[nodiscard]] NaiveEngine& naive() { return naive_; }
  [[nodiscard]] const Fields& fields() const { return fields_; }

 private:
  TemporaryFolder folder_;
  Fields fields_;
  NaiveEngine naive_;
  Writer writer_;
};

}  // namespace svitok::reference
