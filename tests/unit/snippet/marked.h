// Snippets as the tests write them: what matched stands in brackets.
#pragma once

#include <string>
#include <string_view>

#include "snippet/snippet.h"
#include "svitok/results.h"
#include "text/analyzer.h"

namespace svitok::snippet {

inline std::string marked(const Snippet& snippet) {
  std::string text;
  std::size_t at = 0;
  for (const TextRange range : snippet.highlights) {
    text += snippet.text.substr(at, range.begin - at) + "[" +
            snippet.text.substr(range.begin, range.end - range.begin) + "]";
    at = range.end;
  }
  return text + snippet.text.substr(at);
}

/// All keys of the words of `query`, each as heavy as the rest.
inline Wanted wanted_of(text::Analyzer& analyzer, std::string_view query) {
  Wanted wanted;
  analyzer.start(query);
  for (auto batch = analyzer.next(); !batch.empty(); batch = analyzer.next()) {
    for (const text::Token& token : batch) {
      for (const std::string_view key : token.word->keys()) wanted.keys.push_back({std::string(key), 1.0});
    }
  }
  return wanted;
}

inline Wanted wanted_of(std::string_view query) {
  text::Analyzer analyzer;
  return wanted_of(analyzer, query);
}

}  // namespace svitok::snippet
