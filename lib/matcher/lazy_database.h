// A thread's handle on the database of a segment, opened when something is to be read from it: few queries ask for what
// is not kept in memory by then (conditions.h), and to open one costs a hundred microseconds.
#pragma once

#include <xapian.h>

#include <optional>
#include <utility>

#include "matcher/docs_file.h"

namespace svitok::matcher {

/// One thread at a time.
class LazyDatabase {
 public:
  /// Borrows `docs`.
  explicit LazyDatabase(const DocsFile& docs) : docs_(&docs) {}
  /// One that is open.
  explicit LazyDatabase(Xapian::Database database) : database_(std::move(database)) {}

  /// Throws as DocsFile::open_database() does.
  [[nodiscard]] const Xapian::Database& get() const {
    if (!database_) database_ = docs_->open_database();
    return *database_;
  }

 private:
  const DocsFile* docs_ = nullptr;
  mutable std::optional<Xapian::Database> database_;
};

}  // namespace svitok::matcher
