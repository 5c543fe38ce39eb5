// Passages of a stored text around what a query matched, with the matches marked. The analyser that indexed the text
// finds the marks, so they agree with the match: in any case form, at the original's bytes.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "svitok/results.h"
#include "text/analyzer.h"

namespace svitok::snippet {

/// What counts as a match in a text.
struct Wanted {
  struct Key {
    std::string key;      ///< As in text::Word::keys.
    double weight = 1.0;  ///< Its idf, say: a passage with rarer words is better.
  };
  std::vector<Key> keys;
  std::vector<std::string> surfaces;  ///< Exact forms (`=word`).
  std::vector<std::string> prefixes;  ///< Of surfaces (`word*`).
  [[nodiscard]] bool empty() const noexcept { return keys.empty() && surfaces.empty() && prefixes.empty(); }
};

struct SnippetOptions {
  std::size_t chars = 240;             ///< Length aimed at, in characters (code points).
  std::size_t passages = 2;            ///< At most this many pieces, joined by " … ".
  std::size_t scan_bytes = 256 << 10;  ///< Only this much of a text is looked at.
};

/// Uses one analyser; belongs to one thread.
class Highlighter {
 public:
  /// `analyzer` is borrowed; it may be used for other texts between two calls of snippet().
  Highlighter(text::Analyzer& analyzer, Wanted wanted);
  ~Highlighter();
  Highlighter(Highlighter&&) noexcept;
  Highlighter& operator=(Highlighter&&) = delete;  // Borrows: make a new one.

  /// The best passages of `text` (any bytes). White space, line breaks and control characters become single blanks, and
  /// invalid UTF-8 becomes U+FFFD; cut at words. Without a match: the beginning of the text.
  [[nodiscard]] Snippet snippet(std::string_view text, const SnippetOptions& options = {});

 private:
  text::Analyzer& analyzer_;
  std::unique_ptr<class MatchFinder> finder_;  // Null when nothing is wanted.
};

}  // namespace svitok::snippet
