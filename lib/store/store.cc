#include "store/store.h"

#include <algorithm>
#include <numeric>

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
  check_table(trailer_.dictionary_table, trailer_.dictionaries, DictionaryEntry::kBytes);
  check_table(trailer_.key_page_table, pages, sizeof(std::uint64_t));
  prepared_.resize(trailer_.dictionaries);
}

void Store::Impl::check_table(std::uint64_t offset, std::uint64_t entries, std::size_t entry_bytes) const {
  const std::uint64_t bytes = entries * entry_bytes;
  if (bytes > file_.size() || offset > file_.size() - bytes) file_.throw_corrupt("a table lies outside the file");
}

std::string_view Store::Impl::key(std::uint32_t doc) const {
  if (doc >= trailer_.documents) file_.throw_corrupt("it has fewer documents than are asked for");
  const std::uint64_t page = doc / kKeysPerPage;
  const std::uint32_t in_page = doc % kKeysPerPage;
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

std::uint32_t Store::Impl::first_document(std::uint32_t block) const {
  const std::string_view entry =
      file_.read(trailer_.block_table + std::uint64_t{block} * BlockEntry::kBytes, BlockEntry::kBytes);
  return decode_block_entry(entry).first_document;
}

Store::Impl::Block Store::Impl::block(std::uint32_t number) const {
  Block block;
  block.entry = decode_block_entry(
      file_.read(trailer_.block_table + std::uint64_t{number} * BlockEntry::kBytes, BlockEntry::kBytes));
  const std::uint32_t end = number + 1 == trailer_.blocks ? trailer_.documents : first_document(number + 1);
  if (end <= block.entry.first_document || end > trailer_.documents ||
      (number == 0 && block.entry.first_document != 0)) {
    file_.throw_corrupt("its blocks are out of order");
  }
  if (block.entry.raw_bytes > kMaxBlockBytes) file_.throw_corrupt("a block claims an impossible size");
  if (block.entry.dictionary > trailer_.dictionaries) file_.throw_corrupt("a block names a dictionary that is missing");
  block.documents = end - block.entry.first_document;
  return block;
}

std::uint32_t Store::Impl::block_of(std::uint32_t doc) const {
  if (doc >= trailer_.documents) file_.throw_corrupt("it has fewer documents than are asked for");
  std::uint32_t low = 0;  // The last block that begins at or before `doc` is in [low, high).
  std::uint32_t high = trailer_.blocks;
  while (high - low > 1) {
    const std::uint32_t middle = low + (high - low) / 2;
    if (first_document(middle) <= doc) {
      low = middle;
    } else {
      high = middle;
    }
  }
  return low;
}

std::string_view Store::Impl::dictionary(std::uint32_t number) const {
  const DictionaryEntry entry = decode_dictionary_entry(file_.read(
      trailer_.dictionary_table + std::uint64_t{number - 1} * DictionaryEntry::kBytes, DictionaryEntry::kBytes));
  return file_.read(entry.offset, entry.bytes);
}

const DecompressionDictionary* Store::Impl::prepared_dictionary(std::uint32_t number) const {
  if (number == 0) return nullptr;
  const std::lock_guard<std::mutex> guard(mutex_);
  DecompressionDictionary& prepared = prepared_[number - 1];
  if (!prepared.ready()) prepared.load(dictionary(number));
  if (!prepared.ready()) file_.throw_corrupt("one of its dictionaries is none");
  return &prepared;
}

Store::Impl::Unpacked Store::Impl::unpack(const Block& block) const {
  const std::string_view frame = packed(block.entry);
  const DecompressionDictionary* prepared = prepared_dictionary(block.entry.dictionary);
  Unpacked unpacked;
  unpacked.first_document = block.entry.first_document;
  unpacked.raw = std::make_unique_for_overwrite<char[]>(block.entry.raw_bytes);
  if (!decompress(frame, prepared == nullptr ? nullptr : prepared->get(), unpacked.raw.get(), block.entry.raw_bytes)) {
    file_.throw_corrupt("a block cannot be decompressed");
  }
  if (!split_block({unpacked.raw.get(), block.entry.raw_bytes}, block.documents, unpacked.bodies)) {
    file_.throw_corrupt("a block does not hold its documents");
  }
  return unpacked;
}

StoredDocument Store::Impl::decode(const Unpacked& unpacked, std::uint32_t doc) const {
  const std::uint32_t in_block = doc - unpacked.first_document;
  if (doc < unpacked.first_document || in_block >= unpacked.bodies.size()) {
    file_.throw_corrupt("its blocks are out of order");
  }
  StoredDocument document;
  document.key = key(doc);
  if (!decode_body(unpacked.bodies[in_block], document)) file_.throw_corrupt("a document is malformed");
  return document;
}

Store::Store(const std::filesystem::path& path) : impl_(std::make_unique<Impl>(path)) {}
Store::~Store() = default;

std::uint32_t Store::documents() const noexcept { return impl_->documents(); }
const base::CheckedFile& Store::file() const noexcept { return impl_->file(); }
std::string_view Store::key(std::uint32_t doc) const { return impl_->key(doc); }

StoredDocument Store::document(std::uint32_t doc) const {
  return impl_->decode(impl_->unpack(impl_->block(impl_->block_of(doc))), doc);
}

std::vector<StoredDocument> Store::documents(const std::vector<std::uint32_t>& docs) const {
  std::vector<std::size_t> order(docs.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&docs](std::size_t a, std::size_t b) { return docs[a] < docs[b]; });
  std::vector<StoredDocument> documents(docs.size());
  Impl::Unpacked unpacked;
  for (const std::size_t i : order) {
    const std::uint32_t doc = docs[i];
    if (doc - unpacked.first_document >= unpacked.bodies.size()) {
      unpacked = impl_->unpack(impl_->block(impl_->block_of(doc)));
    }
    documents[i] = impl_->decode(unpacked, doc);
  }
  return documents;
}

void Store::verify() const {
  impl_->file().verify();
  for (std::uint32_t number = 0; number < impl_->blocks(); ++number) {
    const Impl::Block block = impl_->block(number);
    const Impl::Unpacked unpacked = impl_->unpack(block);
    for (std::uint32_t i = 0; i < block.documents; ++i) (void)impl_->decode(unpacked, unpacked.first_document + i);
  }
}

}  // namespace svitok::store
