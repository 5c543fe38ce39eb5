// One JSON object to a Document, by simdjson's on-demand parser.
//
// simdjson reads up to SIMDJSON_PADDING bytes past the end, so the line is copied into a padded buffer of the thread; a
// copy costs far less than the parse. Strings without escapes are taken straight from that buffer: on-demand code is
// compiled for the baseline processor, and its byte-wise unescaping is the slowest part.
#include <simdjson.h>

#include <cstring>
#include <optional>
#include <utility>
#include <vector>

#include "document/content.h"
#include "document/dates.h"
#include "document/utf8.h"
#include "svitok/reader.h"

namespace svitok {

namespace {

using simdjson::ondemand::json_type;

constexpr int kMaxDepth = 256;                              // Of values passed over.
constexpr std::size_t kKeptBuffer = std::size_t{4} << 20U;  // A thread gives larger buffers back.
constexpr std::string_view kBlanks = " \t\r\n";

// What one thread reuses from line to line.
struct Workspace {
  simdjson::ondemand::parser parser;
  std::vector<char> buffer;
};

[[noreturn]] void refuse(std::size_t offset, const std::string& reason) {
  throw DocumentError({}, "is not a JSON document (at byte " + std::to_string(offset) + "): " + reason);
}

// simdjson's message without its code's name: "TAPE_ERROR: The JSON ..." -> "The JSON ...".
std::string message_of(simdjson::error_code error) {
  std::string_view message = simdjson::error_message(error);
  if (const std::size_t colon = message.find(": "); colon != std::string_view::npos) message.remove_prefix(colon + 2);
  return std::string(message);
}

// Where the string begins that is never closed, or a bare control character stands in a string.
std::size_t find_broken_string(std::string_view json) {
  std::optional<std::size_t> open;
  for (std::size_t i = 0; i < json.size(); ++i) {
    const auto byte = static_cast<unsigned char>(json[i]);
    if (byte == '"') {
      open = open ? std::nullopt : std::optional(i);
    } else if (open && byte == '\\') {
      ++i;
    } else if (open && byte < 0x20) {
      return i;
    }
  }
  return open.value_or(json.size());
}

bool is_hex_surrogate(std::string_view escape, char low, char high) {
  const auto hex = [](char c) { return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f'); };
  if (escape.size() < 6 || escape[0] != '\\' || escape[1] != 'u' || (escape[2] | 0x20) != 'd') return false;
  const auto second = static_cast<char>(escape[3] | (escape[3] >= 'A' ? 0x20 : 0));
  return second >= low && second <= high && hex(escape[4]) && hex(escape[5]);
}

// Half a surrogate pair ("\ud83d" alone) is valid JSON but no character: "\ufffd" takes its place, of the same length.
// True when there was one.
bool mend_surrogates(char* json, std::size_t size) {
  const std::string_view text(json, size);
  bool mended = false;
  for (std::size_t i = text.find('\\'); i != std::string_view::npos; i = text.find('\\', i)) {
    const std::string_view here = text.substr(i);
    const bool high = is_hex_surrogate(here, '8', 'b');
    if (high && is_hex_surrogate(here.substr(6), 'c', 'f')) {
      i += 12;
    } else if (high || is_hex_surrogate(here, 'c', 'f')) {
      std::memcpy(json + i, "\\ufffd", 6);
      mended = true;
      i += 6;
    } else {
      i += 2;
    }
  }
  return mended;
}

// Walks one object and gathers what a Document is made of.
class Reader {
 public:
  Reader(std::string_view json, const ReadOptions& options) : json_(json), options_(options) {}

  Document read(simdjson::ondemand::parser& parser);

  /// True when the parse failed within a string, where a lone surrogate may be the cause.
  [[nodiscard]] bool failed_in_string() const { return failed_in_string_; }

 private:
  using Value = simdjson::ondemand::value;

  template <class Result>
  auto check(Result&& result) {
    if (result.error() != simdjson::SUCCESS) fail(result.error());
    return std::forward<Result>(result).value_unsafe();
  }

  [[noreturn]] void fail(simdjson::error_code error);
  [[nodiscard]] std::size_t offset_of(simdjson::error_code error);
  [[nodiscard]] std::size_t offset_of(Value& value) {
    return static_cast<std::size_t>(value.raw_json_token().data() - json_.data());
  }

  void take_member(std::string_view name, Value value);
  void take_id(Value value);
  void take_text(std::string_view name, const std::string& field, Value value);
  void take_attribute(std::string_view name, Value value);
  void set_attribute(std::string_view name, std::string text);
  std::string string_of(Value& value);
  std::optional<std::string> scalar_of(Value& value);
  void pass_over(Value& value, int depth);

  std::string_view json_;
  const ReadOptions& options_;
  simdjson::ondemand::document document_;
  bool failed_in_string_ = false;
  std::optional<std::string> id_;
  std::vector<std::pair<const std::string*, std::string>> texts_;
  std::vector<std::pair<std::string, std::string>> attributes_;
};

std::size_t Reader::offset_of(simdjson::error_code error) {
  if (error == simdjson::UTF8_ERROR) return document::take_census(json_).first_invalid;
  if (error == simdjson::UNCLOSED_STRING || error == simdjson::UNESCAPED_CHARS) return find_broken_string(json_);
  // The end of the input is looked at first: it must close the object.
  if (error == simdjson::INCOMPLETE_ARRAY_OR_OBJECT) return json_.find_last_not_of(kBlanks) + 1;
  const char* location = nullptr;
  if (document_.current_location().get(location) != simdjson::SUCCESS || location < json_.data()) return json_.size();
  return std::min(static_cast<std::size_t>(location - json_.data()), json_.size());
}

void Reader::fail(simdjson::error_code error) {
  failed_in_string_ = error == simdjson::STRING_ERROR;
  refuse(offset_of(error), message_of(error));
}

Document Reader::read(simdjson::ondemand::parser& parser) {
  const simdjson::padded_string_view padded(json_.data(), json_.size(), json_.size() + simdjson::SIMDJSON_PADDING);
  if (const auto error = parser.iterate(padded).get(document_); error != simdjson::SUCCESS) fail(error);
  if (check(document_.type()) != json_type::object) refuse(json_.find_first_not_of(kBlanks), "one object is wanted");
  for (auto field : check(document_.get_object())) {
    auto member = check(std::move(field));
    const std::string name(check(member.unescaped_key()));
    take_member(name, member.value());
  }
  // Past the object there is a location only if there is something.
  if (document_.current_location().error() != simdjson::OUT_OF_BOUNDS) fail(simdjson::TRAILING_CONTENT);
  if (!id_) refuse(0, "it has no \"id\"");
  Document result(*std::move(id_));
  for (auto& [field, text] : texts_) result.add(*field, std::move(text));
  for (auto& [name, text] : attributes_) result.set(name, std::move(text));
  return result;
}

void Reader::take_member(std::string_view name, Value value) {
  if (name == "id") return take_id(value);
  if (name == "title") return take_text(name, options_.title_field, value);
  if (name == "text") return take_text(name, options_.text_field, value);
  take_attribute(name, value);
}

void Reader::take_id(Value value) {
  const std::size_t offset = offset_of(value);
  const json_type type = check(value.type());
  const bool wanted = type == json_type::string || (type == json_type::number && check(value.is_integer()));
  if (!wanted) refuse(offset, "\"id\" is neither a string nor an integer");
  id_ = scalar_of(value);
  if (id_->empty()) refuse(offset, "\"id\" is empty");
}

void Reader::take_text(std::string_view name, const std::string& field, Value value) {
  const std::size_t offset = offset_of(value);
  const json_type type = check(value.type());
  if (type == json_type::string) {
    texts_.emplace_back(&field, string_of(value));
  } else if (type != json_type::null || scalar_of(value)) {
    refuse(offset, "\"" + std::string(name) + "\" is not a string");
  }
}

void Reader::take_attribute(std::string_view name, Value value) {
  const json_type type = check(value.type());
  if (type == json_type::object) return pass_over(value, 0);
  if (type != json_type::array) {
    if (auto text = scalar_of(value)) set_attribute(name, *std::move(text));
    return;
  }
  for (auto element : check(value.get_array())) {
    Value item = check(std::move(element));
    const json_type item_type = check(item.type());
    if (item_type == json_type::object || item_type == json_type::array) {
      pass_over(item, 0);
    } else if (auto text = scalar_of(item)) {
      set_attribute(name, *std::move(text));
    }
  }
}

void Reader::set_attribute(std::string_view name, std::string text) {
  if (name == "lang") {
    if (std::string code = document::language_code(text); !code.empty()) text = std::move(code);
  } else if (name == "date") {
    if (auto date = document::iso_date(text)) text = *std::move(date);
  }
  attributes_.emplace_back(std::string(name), std::move(text));
}

std::string Reader::string_of(Value& value) {
  std::string_view token = value.raw_json_token();
  token = token.substr(0, token.find_last_not_of(kBlanks) + 1);
  const bool plain = token.size() >= 2 && token.back() == '"' && token.find('\\') == std::string_view::npos;
  if (plain) return std::string(token.substr(1, token.size() - 2));
  return std::string(check(value.get_string()));
}

// A string's text, a number or boolean as it is written, nothing for null.
std::optional<std::string> Reader::scalar_of(Value& value) {
  std::string_view token = value.raw_json_token();
  token = token.substr(0, token.find_last_not_of(kBlanks) + 1);
  switch (check(value.type())) {
    case json_type::string:
      return string_of(value);
    case json_type::number:
      check(value.get_double());
      return std::string(token);
    case json_type::boolean:
      return check(value.get_bool()) ? "true" : "false";
    case json_type::null:
      if (token != "null") fail(simdjson::N_ATOM_ERROR);
      return std::nullopt;
    default:
      fail(simdjson::INCORRECT_TYPE);
  }
}

// Reads a value that is not kept, because only what is read is checked.
void Reader::pass_over(Value& value, int depth) {
  if (depth > kMaxDepth) fail(simdjson::DEPTH_ERROR);
  switch (check(value.type())) {
    case json_type::array:
      for (auto element : check(value.get_array())) {
        Value item = check(std::move(element));
        pass_over(item, depth + 1);
      }
      return;
    case json_type::object:
      for (auto field : check(value.get_object())) {
        auto member = check(std::move(field));
        check(member.unescaped_key());
        pass_over(member.value(), depth + 1);
      }
      return;
    default:
      scalar_of(value);
  }
}

Document read_padded(std::string_view json, Workspace& workspace, const ReadOptions& options) {
  Reader reader(json, options);
  try {
    return reader.read(workspace.parser);
  } catch (const DocumentError&) {
    if (!reader.failed_in_string() || !mend_surrogates(workspace.buffer.data(), json.size())) throw;
  }
  return Reader(json, options).read(workspace.parser);
}

}  // namespace

Document read_json_document(std::string_view line, const ReadOptions& options) {
  if (line.size() > options.max_bytes) refuse(0, "larger than " + std::to_string(options.max_bytes) + " bytes");
  if (line.find_first_not_of(kBlanks) == std::string_view::npos) throw DocumentError({}, "is empty");
  thread_local Workspace workspace;
  if (workspace.buffer.size() < line.size() + simdjson::SIMDJSON_PADDING) {
    workspace.buffer.resize(line.size() + simdjson::SIMDJSON_PADDING);
  }
  std::memcpy(workspace.buffer.data(), line.data(), line.size());
  std::memset(workspace.buffer.data() + line.size(), ' ', simdjson::SIMDJSON_PADDING);
  Document document = read_padded({workspace.buffer.data(), line.size()}, workspace, options);
  if (workspace.buffer.size() > kKeptBuffer) workspace = Workspace();
  return document;
}

}  // namespace svitok
