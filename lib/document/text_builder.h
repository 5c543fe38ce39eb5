// Gathers the text of a marked-up document: white space collapsed, blocks on lines of their own.
//
// One builder a document; not shared between threads.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace svitok::document {

class TextBuilder {
 public:
  explicit TextBuilder(std::size_t expected_bytes) { text_.reserve(expected_bytes); }

  /// Running text: any run of white space becomes one blank.
  void add(std::string_view text);
  /// Preformatted text: as it is.
  void add_verbatim(std::string_view text);
  /// The next text begins a new line. Repeated breaks are one.
  void break_line() { pending_ = Pending::kLine; }
  /// The next text stands apart from the last by a blank at least: a table's cells.
  void separate() {
    if (pending_ == Pending::kNothing) pending_ = Pending::kBlank;
  }

  [[nodiscard]] std::size_t size() const noexcept { return text_.size(); }
  [[nodiscard]] const std::string& text() const noexcept { return text_; }
  [[nodiscard]] std::string take() { return std::move(text_); }

 private:
  enum class Pending { kNothing, kBlank, kLine };
  void settle();

  std::string text_;
  Pending pending_ = Pending::kNothing;
};

/// A heading as a title: every run of white space one blank, none at the ends.
[[nodiscard]] std::string on_one_line(std::string_view text);

}  // namespace svitok::document
