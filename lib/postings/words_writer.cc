#include "postings/words_writer.h"

#include <cassert>

namespace svitok::postings {

namespace {

std::uint64_t zigzag(std::int64_t value) {
  return static_cast<std::uint64_t>(value) << 1U ^ static_cast<std::uint64_t>(value >> 63);
}

}  // namespace

void FormInfo::write(BitWriter& bits, Base& base) const {
  bits.put_golomb(documents - 1, 0);
  bits.put_golomb(zigzag(static_cast<std::int64_t>(key - base.key - 1)), 0);
  bits.put_golomb(code, 0);
  base.key = key;
}

WordsWriter::WordsWriter(const std::filesystem::path& path) : file_(path, kWordsKind, kWordsVersion) {}

void WordsWriter::add(TermCode surface, const FormInfo& form) {
  assert(!surface.bytes.empty() && form.documents > 0);
  dictionary_.add(surface, form);
}

base::FileSeal WordsWriter::finish(bool durable) {
  const DictionaryPlace place = dictionary_.write(file_);
  file_.append({reinterpret_cast<const char*>(&place), sizeof place});
  return file_.finish(durable);
}

}  // namespace svitok::postings
