// A document as it enters the index: a key, analysed text fields, and attributes.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "svitok/error.h"

namespace svitok {

/// A value type; not shared between threads while it is changed.
class Document {
 public:
  /// `key` names the document for ever: putting another document with the same key replaces it. 1 to 4,096 bytes, any
  /// bytes.
  explicit Document(std::string key) : key_(std::move(key)) {}

  /// Adds UTF-8 text to a text field of the schema; a field may be added to repeatedly. Returns *this.
  /// Invalid UTF-8 is kept as it is; each invalid byte is read as U+FFFD.
  Document& add(std::string_view field, std::string text) {
    texts_.emplace_back(std::string(field), std::move(text));
    return *this;
  }

  /// Sets an attribute: kept with the document, returned with a hit, and usable as a filter `name:value` (compared
  /// after case folding). Returns *this. Three names mean more:
  /// - "lang": an ISO 639-1 code, filter `lang:ru`; worked out from the scripts of the text when absent;
  /// - "date": ISO 8601 (2020, 2020-06, 2020-06-09, optionally a time); ranges, sorting; a value that is no date is
  /// kept but
  ///   cannot be searched by range;
  /// - "url": kept, not a filter.
  Document& set(std::string_view name, std::string value) {
    attributes_.emplace_back(std::string(name), std::move(value));
    return *this;
  }

  /// Attaches up to 64 opaque bytes that say which version of its source the document is; Writer::fingerprint() returns
  /// them.
  Document& set_fingerprint(std::string fingerprint) {
    fingerprint_ = std::move(fingerprint);
    return *this;
  }

  [[nodiscard]] const std::string& fingerprint() const noexcept { return fingerprint_; }
  [[nodiscard]] const std::string& key() const noexcept { return key_; }
  [[nodiscard]] const std::vector<std::pair<std::string, std::string>>& texts() const noexcept { return texts_; }
  [[nodiscard]] const std::vector<std::pair<std::string, std::string>>& attributes() const noexcept {
    return attributes_;
  }

 private:
  std::string key_;
  std::string fingerprint_;
  std::vector<std::pair<std::string, std::string>> texts_;
  std::vector<std::pair<std::string, std::string>> attributes_;
};

}  // namespace svitok
