#include "postings/words_writer.h"

#include <cassert>

namespace svitok::postings {

namespace {

std::uint64_t zigzag(std::int64_t value) {
  return static_cast<std::uint64_t>(value) << 1U ^ static_cast<std::uint64_t>(value >> 63);
}
std::uint64_t unzigzag(std::uint64_t value) { return value >> 1U ^ (~(value & 1U) + 1); }

}  // namespace

void FormInfo::read(base::Decoder& decoder, std::uint64_t& base) {
  const std::uint64_t head = decoder.varint();
  base += unzigzag(decoder.varint());
  documents = static_cast<std::uint32_t>(head >> 1U);
  key = static_cast<std::uint32_t>(base);
  code = (head & 1U) != 0 ? decoder.varint32() : 0;
}

WordsWriter::WordsWriter(const std::filesystem::path& path) : file_(path, kWordsKind, kWordsVersion) {}

void WordsWriter::add(std::string_view surface, const FormInfo& form) {
  assert(!surface.empty() && surface.size() <= 255 && form.documents > 0);
  if (dictionary_.at_block_start()) last_key_ = form.key;
  base::VarintBuffer<3> info;
  info.add(std::uint64_t{form.documents} << 1U | (form.code != 0 ? 1U : 0U));
  info.add(zigzag(std::int64_t{form.key} - std::int64_t{last_key_}));
  if (form.code != 0) info.add(form.code);
  dictionary_.add(surface, form.key, info.view());
  last_key_ = form.key;
}

base::FileSeal WordsWriter::finish(bool durable) {
  const DictionaryPlace place = dictionary_.write(file_);
  file_.append({reinterpret_cast<const char*>(&place), sizeof place});
  return file_.finish(durable);
}

}  // namespace svitok::postings
