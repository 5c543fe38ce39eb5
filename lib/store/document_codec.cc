#include "store/document_codec.h"

#include <utility>

#include "base/coding.h"
#include "store/text_code.h"

namespace svitok::store {

namespace {

std::size_t varint_size(std::uint64_t value) { return value < 0x80U ? 1 : 1 + varint_size(value >> 7U); }

/// At most.
std::size_t string_size(std::string_view string) { return varint_size(2 * string.size()) + string.size(); }

/// Twice the size, one more if the bytes that follow are coded; the bytes.
void append_string(std::string& out, std::string_view string) {
  const std::size_t flag = out.size();
  base::append_varint(out, 2 * string.size() + 1);
  const std::size_t begin = out.size();
  out.resize(begin + text_code_room(string.size()));
  const std::size_t coded = encode_text(string, out.data() + begin);
  out.resize(begin + coded);
  if (coded != 0) return;
  out[flag] = static_cast<char>(static_cast<unsigned char>(out[flag]) & 0xFEU);
  out.append(string);
}

/// What append_string() wrote; in.ok() tells whether it is that.
std::string take_string(base::Decoder& in) {
  const std::uint64_t size_and_flag = in.varint();
  if ((size_and_flag & 1U) == 0) return std::string(in.bytes(size_and_flag / 2));
  std::string string;
  const std::size_t coded = decode_text(in.rest(), size_and_flag / 2, string);
  if (coded == 0) in.fail();
  (void)in.bytes(coded);
  return string;
}

}  // namespace

std::size_t body_size(const DocumentView& document) {
  std::size_t size = varint_size(document.texts.size()) + varint_size(document.attributes.size());
  for (const auto& [field, text] : document.texts) size += varint_size(field) + string_size(text);
  for (const auto& [name, value] : document.attributes) size += string_size(name) + string_size(value);
  return size;
}

void append_body(std::string& out, const DocumentView& document) {
  base::append_varint(out, document.texts.size());
  for (const auto& [field, text] : document.texts) {
    base::append_varint(out, field);
    append_string(out, text);
  }
  base::append_varint(out, document.attributes.size());
  for (const auto& [name, value] : document.attributes) {
    append_string(out, name);
    append_string(out, value);
  }
}

bool decode_body(std::string_view body, StoredDocument& document) {
  base::Decoder in(body);
  // Every entry takes two bytes at least: a count that promises more than there is ends the loop at once.
  for (std::uint64_t left = in.varint(); left != 0 && in.ok(); --left) {
    const std::uint32_t field = in.varint32();
    document.texts.emplace_back(field, take_string(in));
  }
  for (std::uint64_t left = in.varint(); left != 0 && in.ok(); --left) {
    std::string name = take_string(in);
    document.attributes.emplace_back(std::move(name), take_string(in));
  }
  return in.ok() && in.remaining() == 0;
}

bool split_block(std::string_view raw, std::uint32_t count, std::vector<std::string_view>& bodies) {
  bodies.clear();
  if (count > raw.size()) return false;
  bodies.reserve(count);
  base::Decoder in(raw);
  for (std::uint32_t i = 0; i < count; ++i) bodies.push_back(in.string());
  return in.ok() && in.remaining() == 0;
}

}  // namespace svitok::store
