#include "store/document_codec.h"

#include "base/coding.h"

namespace svitok::store {

namespace {

std::size_t varint_size(std::uint64_t value) { return value < 0x80U ? 1 : 1 + varint_size(value >> 7U); }

std::size_t string_size(std::string_view string) { return varint_size(string.size()) + string.size(); }

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
    base::append_string(out, text);
  }
  base::append_varint(out, document.attributes.size());
  for (const auto& [name, value] : document.attributes) {
    base::append_string(out, name);
    base::append_string(out, value);
  }
}

bool decode_body(std::string_view body, StoredDocument& document) {
  base::Decoder in(body);
  // Every entry takes two bytes at least: a count that promises more than there is ends the loop at once.
  for (std::uint64_t left = in.varint(); left != 0 && in.ok(); --left) {
    const std::uint32_t field = in.varint32();
    document.texts.emplace_back(field, in.string());
  }
  for (std::uint64_t left = in.varint(); left != 0 && in.ok(); --left) {
    const std::string_view name = in.string();
    document.attributes.emplace_back(name, in.string());
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
