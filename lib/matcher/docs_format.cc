#include "matcher/docs_format.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/coding.h"
#include "base/mapped_file.h"

namespace svitok::matcher {

void KeyTable::add(std::string_view digest) {
  std::array<std::uint64_t, 2> halves{};
  for (std::size_t i = 0; i < kDigestBytes; ++i) {
    halves[i / 8] = halves[i / 8] << 8U | static_cast<unsigned char>(digest[i]);
  }
  entries_.push_back({halves[0], halves[1], documents()});
}

std::string KeyTable::sorted() && {
  std::sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) {
    if (a.high != b.high) return a.high < b.high;
    return a.low != b.low ? a.low < b.low : a.doc < b.doc;
  });
  std::string bytes;
  bytes.reserve(entries_.size() * kKeyEntryBytes);
  for (const Entry& entry : entries_) {
    base::append_fixed(bytes, __builtin_bswap64(entry.high));
    base::append_fixed(bytes, __builtin_bswap64(entry.low));
    base::append_fixed(bytes, entry.doc);
  }
  return bytes;
}

base::FileSeal write_docs_file(const std::filesystem::path& database, KeyTable keys,
                               const std::set<std::uint32_t>& slots, const std::filesystem::path& path, bool durable) {
  const base::MappedFile glass(database);
  base::OutputFile out(path, kDocsKind, kDocsVersion);
  constexpr std::size_t kPiece = std::size_t{1} << 20U;
  for (std::size_t at = 0; at < glass.bytes().size(); at += kPiece) out.append(glass.bytes().substr(at, kPiece));
  std::string trailer;
  for (const std::uint32_t slot : slots) base::append_fixed(trailer, slot);
  base::append_fixed(trailer, keys.documents());
  base::append_fixed(trailer, static_cast<std::uint32_t>(slots.size()));
  base::append_fixed(trailer, std::uint64_t{glass.bytes().size()});
  out.append(std::move(keys).sorted());
  out.append(trailer);
  return out.finish(durable);
}

}  // namespace svitok::matcher
