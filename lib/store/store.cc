#include "store/store.h"

#include <algorithm>

#include "base/coding.h"
#include "store/document_codec.h"
#include "store/store_reader.h"

namespace svitok::store {

Store::Impl::Impl(const std::filesystem::path& path) : file_(path, kKind, kVersion) {
  if (file_.size() < Trailer::kBytes) file_.throw_corrupt("it has no trailer");
  trailer_ = decode_trailer(file_.read(file_.size() - Trailer::kBytes, Trailer::kBytes));
  if ((trailer_.blocks == 0) != (trailer_.documents == 0)) file_.throw_corrupt("its trailer contradicts itself");
  if (trailer_.blocks > trailer_.documents) file_.throw_corrupt("its trailer contradicts itself");
  const std::uint64_t pages = (std::uint64_t{trailer_.documents} + kKeysPerPage - 1) / kKeysPerPage;
  check_table(trailer_.block_table, trailer_.blocks, BlockEntry::kBytes);
  check_table(trailer_.key_page_table, pages, sizeof(std::uint64_t));
  if (trailer_.ordered != 0 && trailer_.ordered != trailer_.documents)
    file_.throw_corrupt("its trailer contradicts itself");
  check_table(trailer_.place_table, trailer_.ordered, sizeof(std::uint32_t));
}

void Store::Impl::check_table(std::uint64_t offset, std::uint64_t entries, std::size_t entry_bytes) const {
  const std::uint64_t bytes = entries * entry_bytes;
  if (bytes > file_.size() || offset > file_.size() - bytes) file_.throw_corrupt("a table lies outside the file");
}

std::uint32_t Store::Impl::place(std::uint32_t doc) const {
  if (doc >= trailer_.documents) file_.throw_corrupt("it has fewer documents than are asked for");
  if (trailer_.ordered == 0) return doc;
  const std::uint64_t at = trailer_.place_table + std::uint64_t{doc} * sizeof(std::uint32_t);
  const auto place = base::load_fixed<std::uint32_t>(file_.read(at, sizeof(std::uint32_t)).data());
  if (place >= trailer_.documents) file_.throw_corrupt("a document stands nowhere");
  return place;
}

std::string_view Store::Impl::key(std::uint32_t place) const {
  const std::uint64_t page = place / kKeysPerPage;
  const std::uint32_t in_page = place % kKeysPerPage;
  const std::uint32_t count =
      std::min<std::uint32_t>(kKeysPerPage, trailer_.documents - static_cast<std::uint32_t>(page) * kKeysPerPage);
  const auto offset = base::load_fixed<std::uint64_t>(file_.read(trailer_.key_page_table + page * 8, 8).data());
  // The keys' ends, then the keys. The table must be there before a sum with its offset can be trusted.
  const std::string_view ends = file_.read(offset, std::uint64_t{count} * 4);
  const auto end = base::load_fixed<std::uint32_t>(ends.data() + in_page * 4);
  const auto begin = in_page == 0 ? 0 : base::load_fixed<std::uint32_t>(ends.data() + (in_page - 1) * 4);
  if (begin > end) file_.throw_corrupt("its keys are out of order");
  return file_.read(offset + ends.size() + begin, end - begin);
}

std::uint32_t Store::Impl::first_place(std::uint32_t block) const {
  const std::string_view entry =
      file_.read(trailer_.block_table + std::uint64_t{block} * BlockEntry::kBytes, BlockEntry::kBytes);
  return decode_block_entry(entry).first_place;
}

Store::Impl::Block Store::Impl::block(std::uint32_t number) const {
  Block block;
  block.entry = decode_block_entry(
      file_.read(trailer_.block_table + std::uint64_t{number} * BlockEntry::kBytes, BlockEntry::kBytes));
  const std::uint32_t end = number + 1 == trailer_.blocks ? trailer_.documents : first_place(number + 1);
  if (end <= block.entry.first_place || end > trailer_.documents || (number == 0 && block.entry.first_place != 0)) {
    file_.throw_corrupt("its blocks are out of order");
  }
  if (block.entry.raw_bytes > kMaxBlockBytes) file_.throw_corrupt("a block claims an impossible size");
  block.documents = end - block.entry.first_place;
  return block;
}

std::uint32_t Store::Impl::block_of(std::uint32_t place) const {
  std::uint32_t low = 0;  // The last block that begins at or before `place` is in [low, high).
  std::uint32_t high = trailer_.blocks;
  while (high - low > 1) {
    const std::uint32_t middle = low + (high - low) / 2;
    if (first_place(middle) <= place) {
      low = middle;
    } else {
      high = middle;
    }
  }
  return low;
}

Store::Impl::Unpacked Store::Impl::unpack(const Block& block) const {
  Unpacked unpacked;
  unpacked.first_place = block.entry.first_place;
  unpacked.raw = std::make_unique_for_overwrite<char[]>(block.entry.raw_bytes);
  if (!decompress(packed(block.entry), unpacked.raw.get(), block.entry.raw_bytes)) {
    file_.throw_corrupt("a block cannot be decompressed");
  }
  if (!split_block({unpacked.raw.get(), block.entry.raw_bytes}, block.documents, unpacked.bodies)) {
    file_.throw_corrupt("a block does not hold its documents");
  }
  return unpacked;
}

StoredDocument Store::Impl::decode(const Unpacked& unpacked, std::uint32_t place) const {
  const std::uint32_t in_block = place - unpacked.first_place;
  if (place < unpacked.first_place || in_block >= unpacked.bodies.size()) {
    file_.throw_corrupt("its blocks are out of order");
  }
  StoredDocument document;
  document.key = key(place);
  if (!decode_body(unpacked.bodies[in_block], document)) file_.throw_corrupt("a document is malformed");
  return document;
}

Store::Store(const std::filesystem::path& path) : impl_(std::make_unique<Impl>(path)) {}
Store::~Store() = default;

std::uint32_t Store::documents() const noexcept { return impl_->documents(); }
const base::CheckedFile& Store::file() const noexcept { return impl_->file(); }
std::string_view Store::key(std::uint32_t doc) const { return impl_->key(impl_->place(doc)); }

StoredDocument Store::document(std::uint32_t doc) const {
  const std::uint32_t place = impl_->place(doc);
  return impl_->decode(impl_->unpack(impl_->block(impl_->block_of(place))), place);
}

std::vector<StoredDocument> Store::documents(const std::vector<std::uint32_t>& docs) const {
  std::vector<std::pair<std::uint32_t, std::size_t>> places;  // With their numbers in `docs`.
  for (std::size_t i = 0; i < docs.size(); ++i) places.emplace_back(impl_->place(docs[i]), i);
  std::sort(places.begin(), places.end());
  std::vector<StoredDocument> documents(docs.size());
  Impl::Unpacked unpacked;
  for (const auto& [place, i] : places) {
    if (place - unpacked.first_place >= unpacked.bodies.size()) {
      unpacked = impl_->unpack(impl_->block(impl_->block_of(place)));
    }
    documents[i] = impl_->decode(unpacked, place);
  }
  return documents;
}

void Store::verify() const {
  impl_->file().verify();
  std::vector<bool> taken(documents());
  for (std::uint32_t doc = 0; doc < documents(); ++doc) {
    const std::uint32_t place = impl_->place(doc);
    if (taken[place]) impl_->file().throw_corrupt("two documents stand in one place");
    taken[place] = true;
  }
  for (std::uint32_t number = 0; number < impl_->blocks(); ++number) {
    const Impl::Block block = impl_->block(number);
    const Impl::Unpacked unpacked = impl_->unpack(block);
    for (std::uint32_t i = 0; i < block.documents; ++i) (void)impl_->decode(unpacked, unpacked.first_place + i);
  }
}

}  // namespace svitok::store
