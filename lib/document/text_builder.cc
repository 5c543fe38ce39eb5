#include "document/text_builder.h"

#include <algorithm>

namespace svitok::document {

namespace {
constexpr std::string_view kWhiteSpace = " \t\n\r\f\v";
}

void TextBuilder::settle() {
  if (pending_ != Pending::kNothing && !text_.empty() && text_.back() != '\n') {
    text_ += pending_ == Pending::kLine ? '\n' : ' ';
  }
  pending_ = Pending::kNothing;
}

void TextBuilder::add(std::string_view text) {
  while (!text.empty()) {
    const std::size_t begin = text.find_first_not_of(kWhiteSpace);
    if (begin != 0) separate();
    if (begin == std::string_view::npos) return;
    const std::size_t end = std::min(text.find_first_of(kWhiteSpace, begin), text.size());
    settle();
    text_.append(text, begin, end - begin);
    text.remove_prefix(end);
  }
}

void TextBuilder::add_verbatim(std::string_view text) {
  if (text.empty()) return;
  settle();
  text_.append(text);
}

std::string on_one_line(std::string_view text) {
  TextBuilder line(text.size());
  line.add(text);
  return line.take();
}

}  // namespace svitok::document
