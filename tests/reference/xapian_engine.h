// Plain Xapian over our keys at our places: terms, positions, OP_AND, OP_OR, OP_AND_NOT, OP_PHRASE. Which documents a
// query finds is Xapian's answer, with nothing of the library in it but the analyser.
#pragma once

#include <xapian.h>

#include <set>
#include <string>

#include "naive_engine.h"
#include "query.h"

namespace svitok::reference {

class XapianEngine {
 public:
  /// Takes the live documents of `naive`, whose analyser it uses.
  explicit XapianEngine(NaiveEngine& naive);

  /// Keys of the documents that match. REQUIRES: no kNear in `query`.
  [[nodiscard]] std::set<std::string> search(const Query& query);

 private:
  [[nodiscard]] Xapian::Query compile(const Query& query, bool content);
  [[nodiscard]] Xapian::Query compile_group(const Query& group);
  [[nodiscard]] Xapian::Query compile_word(const Query& query, bool content);
  [[nodiscard]] Xapian::Query compile_exact(const Query& query);
  [[nodiscard]] Xapian::Query compile_prefix(const Query& query);

  NaiveEngine& naive_;
  Xapian::WritableDatabase database_;
};

}  // namespace svitok::reference
