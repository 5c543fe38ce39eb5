#include <utility>

#include "document/encodings.h"
#include "document/html.h"
#include "document/markdown.h"
#include "document/plain_text.h"
#include "document/utf8.h"
#include "svitok/reader.h"

namespace svitok {

namespace {

document::Content read_content(std::string_view text, Format format) {
  switch (format) {
    case Format::kHtml:
      return document::read_html(text);
    case Format::kMarkdown:
      return document::read_markdown(text);
    case Format::kText:
      break;
  }
  return document::read_plain_text(text);
}

const char* name_of(Format format) {
  switch (format) {
    case Format::kHtml:
      return "html";
    case Format::kMarkdown:
      return "markdown";
    case Format::kText:
      break;
  }
  return "text";
}

}  // namespace

Document read_document(std::string key, std::string_view bytes, Format format, const ReadOptions& options) {
  if (bytes.size() > options.max_bytes) {
    throw DocumentError({}, "larger than " + std::to_string(options.max_bytes) + " bytes");
  }
  document::Decoded decoded;
  document::decode(bytes, format == Format::kHtml ? document::declared_charset(bytes) : std::string(), decoded);
  document::Content content = read_content(decoded.text, format);
  if (document::trim(content.text).empty() && content.title.empty()) throw DocumentError({}, "holds no text");
  Document result(std::move(key));
  if (!content.title.empty()) result.add(options.title_field, std::move(content.title));
  result.add(options.text_field, std::move(content.text));
  result.set("type", name_of(format));
  if (!content.lang.empty()) result.set("lang", std::move(content.lang));
  if (!content.date.empty()) result.set("date", std::move(content.date));
  if (!content.url.empty()) result.set("url", std::move(content.url));
  if (!decoded.encoding.empty()) result.set("encoding", std::move(decoded.encoding));
  return result;
}

}  // namespace svitok
