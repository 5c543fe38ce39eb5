// Short ways to the parts of a Document, for the tests of the readers.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "svitok/reader.h"

namespace svitok {

inline std::string text_of(const Document& document, std::string_view field) {
  for (const auto& [name, text] : document.texts()) {
    if (name == field) return text;
  }
  return {};
}

inline std::vector<std::string> attributes_of(const Document& document, std::string_view name) {
  std::vector<std::string> values;
  for (const auto& [key, value] : document.attributes()) {
    if (key == name) values.push_back(value);
  }
  return values;
}

inline std::string attribute_of(const Document& document, std::string_view name) {
  const auto values = attributes_of(document, name);
  return values.empty() ? std::string() : values.front();
}

/// The reason why a reader refused; empty if it did not.
template <class Read>
std::string refusal_of(Read read) {
  try {
    read();
    return {};
  } catch (const DocumentError& error) {
    return error.what();
  }
}

inline std::string repeat(std::string_view piece, std::size_t times) {
  std::string result;
  result.reserve(piece.size() * times);
  for (std::size_t i = 0; i < times; ++i) result += piece;
  return result;
}

}  // namespace svitok
