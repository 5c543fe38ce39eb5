// Collects what the parser has to tell a person. One per parse; not shared between threads.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "svitok/query.h"

namespace svitok::query {

/// Says each thing once (the first place counts) and no more than kMost things in all, so a hostile query cannot make
/// an answer long.
class Diagnostics {
 public:
  static constexpr std::size_t kMost = 32;

  /// Bytes [begin, end) of the query as typed.
  void add(std::size_t begin, std::size_t end, std::string message);

  [[nodiscard]] bool full() const noexcept { return list_.size() >= kMost; }

  /// All of them, in the order of where they begin.
  [[nodiscard]] std::vector<Diagnostic> take();

 private:
  std::vector<Diagnostic> list_;
};

/// A piece of the query between quotation marks for a message; a long one is shortened.
[[nodiscard]] std::string quoted(std::string_view raw);

}  // namespace svitok::query
