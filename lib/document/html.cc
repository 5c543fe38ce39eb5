#include "document/html.h"

#include <gumbo.h>
#include <strings.h>

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "document/dates.h"
#include "document/html_parser.h"
#include "document/plain_text.h"
#include "document/text_builder.h"
#include "document/utf8.h"

namespace svitok::document {

namespace {

constexpr std::size_t kCharsetWindow = 4096;

// What a tag does to the text.
enum class Effect { kInline, kBlock, kCell, kSkip };

Effect effect_of(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_SCRIPT:
    case GUMBO_TAG_STYLE:
    case GUMBO_TAG_TEMPLATE:
    case GUMBO_TAG_NOSCRIPT:
    case GUMBO_TAG_NAV:
    case GUMBO_TAG_FOOTER:
    case GUMBO_TAG_HEAD:
    case GUMBO_TAG_SVG:
    case GUMBO_TAG_IFRAME:
    case GUMBO_TAG_SELECT:
    case GUMBO_TAG_BUTTON:
    case GUMBO_TAG_TEXTAREA:
    case GUMBO_TAG_CANVAS:
    case GUMBO_TAG_AUDIO:
    case GUMBO_TAG_VIDEO:
    case GUMBO_TAG_OBJECT:
    case GUMBO_TAG_NOFRAMES:
    case GUMBO_TAG_NOEMBED:
      return Effect::kSkip;
    case GUMBO_TAG_TD:
    case GUMBO_TAG_TH:
      return Effect::kCell;
    case GUMBO_TAG_ADDRESS:
    case GUMBO_TAG_ARTICLE:
    case GUMBO_TAG_ASIDE:
    case GUMBO_TAG_BLOCKQUOTE:
    case GUMBO_TAG_BODY:
    case GUMBO_TAG_BR:
    case GUMBO_TAG_CAPTION:
    case GUMBO_TAG_CENTER:
    case GUMBO_TAG_DD:
    case GUMBO_TAG_DETAILS:
    case GUMBO_TAG_DIR:
    case GUMBO_TAG_DIV:
    case GUMBO_TAG_DL:
    case GUMBO_TAG_DT:
    case GUMBO_TAG_FIELDSET:
    case GUMBO_TAG_FIGCAPTION:
    case GUMBO_TAG_FIGURE:
    case GUMBO_TAG_FORM:
    case GUMBO_TAG_H1:
    case GUMBO_TAG_H2:
    case GUMBO_TAG_H3:
    case GUMBO_TAG_H4:
    case GUMBO_TAG_H5:
    case GUMBO_TAG_H6:
    case GUMBO_TAG_HEADER:
    case GUMBO_TAG_HGROUP:
    case GUMBO_TAG_HR:
    case GUMBO_TAG_LEGEND:
    case GUMBO_TAG_LI:
    case GUMBO_TAG_MAIN:
    case GUMBO_TAG_MENU:
    case GUMBO_TAG_OL:
    case GUMBO_TAG_OPTGROUP:
    case GUMBO_TAG_OPTION:
    case GUMBO_TAG_P:
    case GUMBO_TAG_PRE:
    case GUMBO_TAG_SECTION:
    case GUMBO_TAG_SUMMARY:
    case GUMBO_TAG_TABLE:
    case GUMBO_TAG_TBODY:
    case GUMBO_TAG_TFOOT:
    case GUMBO_TAG_THEAD:
    case GUMBO_TAG_TITLE:
    case GUMBO_TAG_TR:
    case GUMBO_TAG_UL:
      return Effect::kBlock;
    default:
      return Effect::kInline;
  }
}

std::string_view attribute(const GumboElement& element, const char* name) {
  const GumboAttribute* found = gumbo_get_attribute(&element.attributes, name);
  return found == nullptr ? std::string_view() : std::string_view(found->value);
}

bool same(std::string_view a, std::string_view b) {
  return a.size() == b.size() && ::strncasecmp(a.data(), b.data(), a.size()) == 0;
}

bool is_text(const GumboNode& node) {
  return node.type == GUMBO_NODE_TEXT || node.type == GUMBO_NODE_WHITESPACE || node.type == GUMBO_NODE_CDATA;
}

bool is_element(const GumboNode& node) { return node.type == GUMBO_NODE_ELEMENT || node.type == GUMBO_NODE_TEMPLATE; }

// Calls `visitor.enter(node)` for every node in document order, false to pass over its children, and
// `visitor.leave(element)` after those of an element entered. With a stack of its own, not the machine's.
template <class Visitor>
void walk(const GumboNode& root, Visitor& visitor) {
  struct Step {
    const GumboNode* node;
    unsigned next_child;
  };
  std::vector<Step> steps;
  if (visitor.enter(root) && is_element(root)) steps.push_back({&root, 0});
  while (!steps.empty()) {
    Step& step = steps.back();
    const GumboVector& children = step.node->v.element.children;
    if (step.next_child == children.length) {
      visitor.leave(*step.node);
      steps.pop_back();
      continue;
    }
    const auto* child = static_cast<const GumboNode*>(children.data[step.next_child++]);
    if (visitor.enter(*child) && is_element(*child)) steps.push_back({child, 0});
  }
}

struct Range {
  std::size_t begin = 0;
  std::size_t end = 0;
  [[nodiscard]] std::size_t size() const { return end - begin; }
};

// The text of a page, where its main parts and its first <h1> lie in it.
class TextVisitor {
 public:
  TextVisitor(std::size_t expected_bytes, bool keep_all) : builder_(expected_bytes), keep_all_(keep_all) {}

  bool enter(const GumboNode& node) {
    if (is_text(node)) {
      preformatted_ > 0 ? builder_.add_verbatim(node.v.text.text) : builder_.add(node.v.text.text);
      return false;
    }
    if (!is_element(node)) return false;
    const GumboElement& element = node.v.element;
    if (is_skipped(element)) return false;
    apply(effect_of(element.tag));
    if (element.tag == GUMBO_TAG_PRE) ++preformatted_;
    if (is_main(element) || element.tag == GUMBO_TAG_H1) begins_.push_back(builder_.size());
    return true;
  }

  void leave(const GumboNode& node) {
    const GumboElement& element = node.v.element;
    if (element.tag == GUMBO_TAG_PRE) --preformatted_;
    apply(effect_of(element.tag));
    if (!is_main(element) && element.tag != GUMBO_TAG_H1) return;
    const Range range{begins_.back(), builder_.size()};
    begins_.pop_back();
    if (element.tag == GUMBO_TAG_H1) {
      if (heading_.size() == 0) heading_ = range;
    } else if (range.size() > main_.size()) {
      main_ = range;
    }
  }

  [[nodiscard]] std::string heading() const { return on_one_line(part(heading_)); }
  [[nodiscard]] std::string main_text() const {
    const bool holds_most = main_.size() * 2 >= builder_.size();
    return std::string(trim(holds_most ? part(main_) : std::string_view(builder_.text())));
  }
  [[nodiscard]] std::string all_text() const { return std::string(trim(builder_.text())); }

 private:
  static bool is_main(const GumboElement& element) {
    return element.tag == GUMBO_TAG_MAIN || element.tag == GUMBO_TAG_ARTICLE || attribute(element, "role") == "main";
  }

  bool is_skipped(const GumboElement& element) const {
    if (keep_all_) return element.tag == GUMBO_TAG_SCRIPT || element.tag == GUMBO_TAG_STYLE;
    return effect_of(element.tag) == Effect::kSkip || gumbo_get_attribute(&element.attributes, "hidden") != nullptr;
  }

  void apply(Effect effect) {
    if (effect == Effect::kBlock) builder_.break_line();
    if (effect == Effect::kCell) builder_.separate();
  }

  [[nodiscard]] std::string_view part(Range range) const {
    return std::string_view(builder_.text()).substr(range.begin, range.size());
  }

  TextBuilder builder_;
  bool keep_all_;
  int preformatted_ = 0;
  std::vector<std::size_t> begins_;
  Range main_;
  Range heading_;
};

// Dates a page may give, the best first.
constexpr std::array<std::string_view, 11> kDateNames = {"article:published_time",
                                                         "datePublished",
                                                         "DC.date.issued",
                                                         "dcterms.issued",
                                                         "dcterms.created",
                                                         "DC.date",
                                                         "pubdate",
                                                         "date",
                                                         "time",
                                                         "dateModified",
                                                         "last-modified"};
constexpr std::size_t kFirstLateDate = 9;  // From here on a date in the text itself is better.

// <title>, lang, dates, canonical address: from the head and the elements that carry them.
class MetadataVisitor {
 public:
  bool enter(const GumboNode& node) {
    if (!is_element(node)) return false;
    const GumboElement& element = node.v.element;
    if (element.tag == GUMBO_TAG_HTML) take_language(attribute(element, "lang"));
    if (element.tag == GUMBO_TAG_HTML) take_language(attribute(element, "xml:lang"));
    if (element.tag == GUMBO_TAG_TITLE) take_title(element);
    if (element.tag == GUMBO_TAG_META) take_meta(element);
    if (element.tag == GUMBO_TAG_TIME) take_date("time", attribute(element, "datetime"));
    if (element.tag == GUMBO_TAG_LINK && same(attribute(element, "rel"), "canonical")) {
      take_url(attribute(element, "href"));
    }
    return element.tag != GUMBO_TAG_SVG;
  }
  void leave(const GumboNode& /*node*/) {}

  [[nodiscard]] std::string date_within(std::size_t begin, std::size_t end) const {
    const auto first = dates_.begin() + static_cast<std::ptrdiff_t>(begin);
    const auto last = dates_.begin() + static_cast<std::ptrdiff_t>(end);
    const auto found = std::find_if(first, last, [](const std::string& date) { return !date.empty(); });
    return found == last ? std::string() : *found;
  }

  Content content;

 private:
  void take_title(const GumboElement& element) {
    if (!content.title.empty()) return;
    TextBuilder title(0);
    for (unsigned i = 0; i < element.children.length; ++i) {
      const auto& child = *static_cast<const GumboNode*>(element.children.data[i]);
      if (is_text(child)) title.add(child.v.text.text);
    }
    content.title = trim(title.text());
  }

  void take_meta(const GumboElement& element) {
    const std::string_view value = attribute(element, "content");
    for (const char* key : {"name", "property", "itemprop", "http-equiv"}) {
      const std::string_view name = attribute(element, key);
      take_date(name, value);
      if (same(name, "content-language")) take_language(value);
    }
  }

  void take_date(std::string_view name, std::string_view value) {
    const auto* known = std::find_if(kDateNames.begin(), kDateNames.end(), [&](auto date) { return same(date, name); });
    if (known == kDateNames.end()) return;
    std::string& date = dates_[static_cast<std::size_t>(known - kDateNames.begin())];
    if (date.empty()) date = iso_date(value).value_or("");
  }

  void take_language(std::string_view tag) {
    if (content.lang.empty()) content.lang = language_code(trim(tag));
  }

  void take_url(std::string_view url) {
    if (content.url.empty() && (url.starts_with("http://") || url.starts_with("https://"))) content.url = url;
  }

  std::array<std::string, kDateNames.size()> dates_;
};

// The value after `name` "=", in quotes or bare; from `text`'s front.
std::string value_after(std::string_view text, std::string_view name) {
  const auto letters_match = [](char a, char b) { return (a | 0x20) == (b | 0x20); };
  const auto* found = std::search(text.begin(), text.end(), name.begin(), name.end(), letters_match);
  if (found == text.end()) return {};
  text.remove_prefix(static_cast<std::size_t>(found - text.begin()) + name.size());
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos || text[begin] != '=') return {};
  text.remove_prefix(begin + 1);
  text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n\"'"), text.size()));
  return std::string(text.substr(0, text.find_first_of(" \t\r\n\"';/>?")));
}

}  // namespace

std::string declared_charset(std::string_view bytes) {
  const std::string_view window = bytes.substr(0, kCharsetWindow);
  if (window.starts_with("<?xml")) {
    if (std::string name = value_after(window.substr(0, window.find("?>")), "encoding"); !name.empty()) return name;
  }
  for (std::size_t at = window.find('<'); at != std::string_view::npos; at = window.find('<', at + 1)) {
    const std::string_view tag = window.substr(at, window.find('>', at) - at);
    if (!same(tag.substr(1, 4), "meta")) continue;
    if (std::string name = value_after(tag, "charset"); !name.empty()) return name;
  }
  return {};
}

Content read_html(std::string_view html) {
  const HtmlTree tree(html);
  MetadataVisitor metadata;
  walk(*tree.root(), metadata);
  TextVisitor text(html.size() / 2, false);
  walk(*tree.root(), text);
  Content content = std::move(metadata.content);
  content.text = text.main_text();
  if (content.title.empty()) content.title = text.heading();
  if (content.title.empty()) content.title = title_of(content.text);
  content.date = metadata.date_within(0, kFirstLateDate);
  if (content.date.empty()) content.date = date_of(content.text);
  if (content.date.empty()) content.date = metadata.date_within(kFirstLateDate, kDateNames.size());
  return content;
}

std::string text_of_html(std::string_view html) {
  const HtmlTree tree(html);
  TextVisitor text(html.size() / 2, true);
  walk(*tree.root(), text);
  return text.all_text();
}

}  // namespace svitok::document
