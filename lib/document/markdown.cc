#include "document/markdown.h"

#include <md4c.h>

#include <exception>
#include <limits>
#include <string>

#include "document/dates.h"
#include "document/entities.h"
#include "document/html.h"
#include "document/plain_text.h"
#include "document/text_builder.h"
#include "document/utf8.h"
#include "svitok/error.h"

namespace svitok::document {

namespace {

// A definition "[a]: LONG" is expanded by md4c at each "[a]": quadratic. What a file may expand to, in bytes.
std::size_t expansion_budget(std::size_t file) { return (std::size_t{16} << 20U) + 32 * file; }

// Receives md4c's events. No exception may pass through md4c, a C library: it is kept and rethrown after the parse.
class Renderer {
 public:
  explicit Renderer(std::string_view markdown)
      : builder_(markdown.size()), expansion_left_(expansion_budget(markdown.size())) {}

  void parse(std::string_view markdown);
  [[nodiscard]] std::string title() const { return title_; }
  [[nodiscard]] std::string text() { return builder_.take(); }

 private:
  template <class Step>
  static int guarded(void* renderer, Step step) {
    auto& self = *static_cast<Renderer*>(renderer);
    try {
      step(self);
      return 0;
    } catch (...) {
      self.failure_ = std::current_exception();
      return -1;  // md4c 0.4.8 goes on after a positive value.
    }
  }

  void enter(MD_BLOCKTYPE type);
  void leave(MD_BLOCKTYPE type);
  void enter(MD_SPANTYPE type, const void* detail);
  void add(MD_TEXTTYPE type, std::string_view text);
  void add_html(std::string_view html);
  void spend(std::size_t bytes);

  TextBuilder builder_;
  std::size_t expansion_left_;
  std::exception_ptr failure_;
  std::string title_;
  std::string html_;  // The HTML block being gathered.
  std::size_t heading_begin_ = 0;
  bool in_html_ = false;
  bool in_code_ = false;
};

void Renderer::parse(std::string_view markdown) {
  MD_PARSER parser{};
  parser.flags = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS;
  parser.enter_block = [](MD_BLOCKTYPE type, void* /*detail*/, void* self) {
    return guarded(self, [&](Renderer& renderer) { renderer.enter(type); });
  };
  parser.leave_block = [](MD_BLOCKTYPE type, void* /*detail*/, void* self) {
    return guarded(self, [&](Renderer& renderer) { renderer.leave(type); });
  };
  parser.enter_span = [](MD_SPANTYPE type, void* detail, void* self) {
    return guarded(self, [&](Renderer& renderer) { renderer.enter(type, detail); });
  };
  parser.leave_span = [](MD_SPANTYPE /*type*/, void* /*detail*/, void* /*self*/) { return 0; };
  parser.text = [](MD_TEXTTYPE type, const MD_CHAR* text, MD_SIZE size, void* self) {
    return guarded(self, [&](Renderer& renderer) { renderer.add(type, std::string_view(text, size)); });
  };
  const int result = md_parse(markdown.data(), static_cast<MD_SIZE>(markdown.size()), &parser, this);
  if (failure_) std::rethrow_exception(failure_);
  if (result != 0) throw DocumentError({}, "cannot be parsed as Markdown");
}

void Renderer::enter(MD_BLOCKTYPE type) {
  spend(1);
  type == MD_BLOCK_TD || type == MD_BLOCK_TH ? builder_.separate() : builder_.break_line();
  in_html_ = type == MD_BLOCK_HTML;
  in_code_ = type == MD_BLOCK_CODE;
  heading_begin_ = builder_.size();
}

void Renderer::leave(MD_BLOCKTYPE type) {
  if (type == MD_BLOCK_HTML) builder_.add_verbatim(text_of_html(html_));
  if (type == MD_BLOCK_HTML) html_.clear();
  if (type == MD_BLOCK_H && title_.empty()) {
    title_ = on_one_line(std::string_view(builder_.text()).substr(heading_begin_));
  }
  if (type != MD_BLOCK_TD && type != MD_BLOCK_TH) builder_.break_line();
  in_html_ = in_code_ = false;
}

void Renderer::enter(MD_SPANTYPE type, const void* detail) {
  spend(1);
  if (type == MD_SPAN_A) {
    const auto& link = *static_cast<const MD_SPAN_A_DETAIL*>(detail);
    spend(std::size_t{link.href.size} + link.title.size);
  } else if (type == MD_SPAN_IMG) {
    const auto& image = *static_cast<const MD_SPAN_IMG_DETAIL*>(detail);
    spend(std::size_t{image.src.size} + image.title.size);
  }
}

void Renderer::add(MD_TEXTTYPE type, std::string_view text) {
  spend(text.size());
  switch (type) {
    case MD_TEXT_BR:
      return builder_.break_line();
    case MD_TEXT_SOFTBR:
      return builder_.separate();
    case MD_TEXT_HTML:
      return add_html(text);
    case MD_TEXT_ENTITY:
      return builder_.add_verbatim(decode_entity(text));
    case MD_TEXT_NULLCHAR:
      return builder_.add_verbatim("\uFFFD");
    case MD_TEXT_CODE:
      return in_code_ ? builder_.add_verbatim(text) : builder_.add(text);
    default:
      return builder_.add(text);
  }
}

// Within a paragraph a piece of HTML is one tag or comment: no text. A block is parsed when it is whole.
void Renderer::add_html(std::string_view html) {
  if (in_html_) {
    html_.append(html);
  } else if (html.starts_with("<br") || html.starts_with("<BR")) {
    builder_.break_line();
  }
}

void Renderer::spend(std::size_t bytes) {
  if (bytes > expansion_left_) throw DocumentError({}, "expands without bound as Markdown");
  expansion_left_ -= bytes;
}

std::string_view take_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  return line.ends_with('\r') ? line.substr(0, line.size() - 1) : line;
}

std::string_view unquote(std::string_view value) {
  value = trim(value);
  const bool quoted =
      value.size() >= 2 && value.front() == value.back() && (value.front() == '"' || value.front() == '\'');
  return quoted ? value.substr(1, value.size() - 2) : value;
}

void take_setting(std::string_view line, Content& content) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return;
  const std::string_view key = line.substr(0, colon);
  const std::string_view value = unquote(line.substr(colon + 1));
  if (key == "title") content.title = value;
  if (key == "date") content.date = iso_date(value).value_or("");
  if (key == "lang" || key == "language") content.lang = language_code(value);
  if (key == "url" && (value.starts_with("http://") || value.starts_with("https://"))) content.url = value;
}

// The text after the front matter; the whole text when it has none, or one without an end.
std::string_view take_front_matter(std::string_view markdown, Content& content) {
  std::string_view rest = markdown;
  if (take_line(rest) != "---") return markdown;
  Content settings;
  while (!rest.empty()) {
    const std::string_view line = take_line(rest);
    if (line == "---" || line == "...") {
      content = std::move(settings);
      return rest;
    }
    take_setting(line, settings);
  }
  return markdown;
}

}  // namespace

Content read_markdown(std::string_view markdown) {
  if (markdown.size() > std::numeric_limits<MD_SIZE>::max()) throw DocumentError({}, "is too large for Markdown");
  Content content;
  const std::string_view body = take_front_matter(markdown, content);
  Renderer renderer(body);
  renderer.parse(body);
  content.text = renderer.text();
  if (content.title.empty()) content.title = renderer.title();
  if (content.title.empty()) content.title = title_of(content.text);
  if (content.date.empty()) content.date = date_of(content.text);
  return content;
}

}  // namespace svitok::document
