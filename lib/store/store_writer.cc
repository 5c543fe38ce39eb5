// Blocks are small so that a hit is cheap. Texts are coded (text_code.h) before they are packed.
//
// A merge copies full blocks as they are and adds the documents of the others anew: the leavings of small commits come
// together, and only what is large and already well packed is spared the work.
#include <algorithm>

#include "base/coding.h"
#include "store/deflate.h"
#include "store/document_codec.h"
#include "store/format.h"
#include "store/store.h"
#include "store/store_reader.h"
#include "store/text_code.h"
#include "svitok/error.h"

namespace svitok::store {

namespace {

// More than this is given back after the document that needed it.
constexpr std::size_t kKeptBytes = 65536;
// The length before a body, at most.
constexpr std::size_t kLengthBytes = 10;

bool worth_copying(const BlockEntry& entry) { return entry.raw_bytes >= kBlockBytes / 2; }

bool all_alive(const std::vector<bool>& alive, std::uint32_t first, std::uint32_t count) {
  if (alive.empty()) return true;
  const auto begin = alive.begin() + first;
  return std::find(begin, begin + count, false) == begin + count;
}

}  // namespace

class StoreWriter::Impl {
 public:
  explicit Impl(const std::filesystem::path& path) : path_(path), file_(path, kKind, kVersion) {}

  void add(const DocumentView& document) {
    const std::size_t most = body_size(document);
    check_room(document.key, most);
    const std::size_t before = block_.size();
    base::append_varint(block_, most);
    const std::size_t begin = block_.size();
    block_.reserve(begin + text_code_room(most));
    append_body(block_, document);
    base::set_varint(block_, before, begin - before, block_.size() - begin);
    end_body(before);
    order_.push_back(add_key(document.key));
  }

  void append(const Store::Impl& other, const std::vector<bool>& alive);
  base::FileSeal finish(bool durable, std::span<const std::uint32_t> order);

  [[nodiscard]] std::uint32_t documents() const noexcept { return documents_; }
  [[nodiscard]] std::size_t memory() const noexcept {
    return block_.capacity() + compressor_.memory() + key_ends_.capacity() + keys_.capacity() +
           key_page_table_.capacity() + block_table_.capacity() + order_.capacity() * sizeof(std::uint32_t);
  }

 private:
  void check_room(std::string_view key, std::size_t size) const;
  void end_body(std::size_t before);
  std::uint32_t add_body(std::string_view key, std::string_view body);
  std::uint32_t add_key(std::string_view key);
  void write_key_page();
  void close_block() { write_block(block_.size()); }
  void write_block(std::size_t size);
  void add_entry(const Packed& packed, BlockEntry entry);
  void write_codes(std::string_view codes, BlockEntry& entry);
  std::uint32_t copy_block(const Store::Impl& other, const Store::Impl::Block& block);
  [[nodiscard]] std::vector<std::uint32_t> append_bodies(const Store::Impl& other, const std::vector<bool>& alive);

  std::filesystem::path path_;
  base::OutputFile file_;
  Compressor compressor_;
  std::uint32_t documents_ = 0;
  std::vector<std::uint32_t> order_;  ///< The place of document 0, 1, ...
  std::uint32_t blocks_ = 0;
  std::string codes_;  ///< Of the newest block, and where they stand.
  std::uint64_t codes_offset_ = 0;
  std::string block_;              ///< In the making: bodies, each behind its length.
  std::uint32_t first_place_ = 0;  ///< Of the block in the making.
  std::string key_ends_;
  std::string keys_;
  std::string key_page_table_;
  std::string block_table_;
};

// `size`: of a body that is to come.
void StoreWriter::Impl::check_room(std::string_view key, std::size_t size) const {
  if (size > kMaxBlockBytes - kLengthBytes) throw DocumentError({}, "too large to be stored: " + std::string(key));
  if (documents_ == UINT32_MAX) throw Error(path_, "a segment cannot hold more documents");
}

// A body has come that begins after `before` bytes of the block: those are written if they can have no more.
void StoreWriter::Impl::end_body(std::size_t before) {
  if (before == 0) {
    first_place_ = documents_;
  } else if (block_.size() > kBlockBytes) {
    write_block(before);
  }
}

std::uint32_t StoreWriter::Impl::add_body(std::string_view key, std::string_view body) {
  check_room(key, body.size());
  const std::size_t before = block_.size();
  base::append_string(block_, body);
  end_body(before);
  return add_key(key);
}

// The place that the key has, and its document.
std::uint32_t StoreWriter::Impl::add_key(std::string_view key) {
  keys_.append(key);
  base::append_fixed(key_ends_, static_cast<std::uint32_t>(keys_.size()));
  const std::uint32_t place = documents_++;
  if (documents_ % kKeysPerPage == 0) write_key_page();
  return place;
}

void StoreWriter::Impl::write_key_page() {
  base::append_fixed(key_page_table_, file_.offset());
  file_.append(key_ends_);
  file_.append(keys_);
  key_ends_.clear();
  keys_.clear();
}

// Writes the first `size` bytes of what is in the making.
void StoreWriter::Impl::write_block(std::size_t size) {
  if (size == 0) return;
  add_entry(compressor_.compress(std::string_view(block_).substr(0, size)),
            {.raw_bytes = static_cast<std::uint32_t>(size), .first_place = first_place_});
  compressor_.shrink();
  block_.erase(0, size);
  first_place_ = documents_;
  if (block_.capacity() > kKeptBytes) block_.shrink_to_fit();
}

void StoreWriter::Impl::add_entry(const Packed& packed, BlockEntry entry) {
  write_codes(packed.codes, entry);
  entry.offset = file_.offset();
  entry.packed_bytes = static_cast<std::uint32_t>(packed.rest.size());
  file_.append(packed.rest);
  store::append(block_table_, entry);
  ++blocks_;
}

// Once for all blocks in a row that begin with them.
void StoreWriter::Impl::write_codes(std::string_view codes, BlockEntry& entry) {
  if (codes != codes_) {
    codes_ = codes;
    codes_offset_ = file_.offset();
    file_.append(codes);
  }
  entry.codes_offset = codes_offset_;
  entry.codes_bytes = static_cast<std::uint16_t>(codes.size());
}

void StoreWriter::Impl::append(const Store::Impl& other, const std::vector<bool>& alive) {
  std::vector<bool> alive_by_place;
  if (!alive.empty()) {
    alive_by_place.resize(alive.size());
    for (std::uint32_t doc = 0; doc < other.documents(); ++doc) alive_by_place[other.place(doc)] = alive[doc];
  }
  const std::vector<std::uint32_t> places = append_bodies(other, alive_by_place);
  for (std::uint32_t doc = 0; doc < other.documents(); ++doc) {
    if (alive.empty() || alive[doc]) order_.push_back(places[other.place(doc)]);
  }
}

// Appends what lives, by place. The new places, by the old ones.
std::vector<std::uint32_t> StoreWriter::Impl::append_bodies(const Store::Impl& other, const std::vector<bool>& alive) {
  std::vector<std::uint32_t> places(other.documents());
  for (std::uint32_t number = 0; number < other.blocks(); ++number) {
    const Store::Impl::Block block = other.block(number);
    const std::uint32_t first = block.entry.first_place;
    if (worth_copying(block.entry) && all_alive(alive, first, block.documents)) {
      const std::uint32_t new_first = copy_block(other, block);
      for (std::uint32_t i = 0; i < block.documents; ++i) places[first + i] = new_first + i;
      continue;
    }
    const Store::Impl::Unpacked unpacked = other.unpack(block);
    for (std::uint32_t i = 0; i < block.documents; ++i) {
      if (alive.empty() || alive[first + i]) places[first + i] = add_body(other.key(first + i), unpacked.bodies[i]);
    }
  }
  return places;
}

// Returns the place of its first document. Places ascend, so what is in the making goes first.
std::uint32_t StoreWriter::Impl::copy_block(const Store::Impl& other, const Store::Impl::Block& block) {
  close_block();
  BlockEntry entry = block.entry;
  entry.first_place = documents_;
  add_entry(other.packed(block.entry), entry);
  for (std::uint32_t i = 0; i < block.documents; ++i) (void)add_key(other.key(block.entry.first_place + i));
  return entry.first_place;
}

base::FileSeal StoreWriter::Impl::finish(bool durable, std::span<const std::uint32_t> order) {
  close_block();
  if (!key_ends_.empty()) write_key_page();
  Trailer trailer{.documents = documents_, .blocks = blocks_};
  trailer.block_table = file_.offset();
  file_.append(block_table_);
  trailer.key_page_table = file_.offset();
  file_.append(key_page_table_);
  trailer.place_table = file_.offset();
  if (!std::is_sorted(order_.begin(), order_.end()) || !std::is_sorted(order.begin(), order.end())) {
    trailer.ordered = documents_;
    std::string places;
    for (std::uint32_t doc = 0; doc < documents_; ++doc)
      base::append_fixed(places, order_[order.empty() ? doc : order[doc]]);
    file_.append(places);
  }
  std::string bytes;
  store::append(bytes, trailer);
  file_.append(bytes);
  return file_.finish(durable);
}

StoreWriter::StoreWriter(const std::filesystem::path& path) : impl_(std::make_unique<Impl>(path)) {}
StoreWriter::~StoreWriter() = default;
void StoreWriter::add(const DocumentView& document) { impl_->add(document); }
void StoreWriter::append(const Store& other, const std::vector<bool>& alive) { impl_->append(*other.impl_, alive); }
std::uint32_t StoreWriter::documents() const noexcept { return impl_->documents(); }
std::size_t StoreWriter::memory() const noexcept { return impl_->memory(); }
base::FileSeal StoreWriter::finish(bool durable, std::span<const std::uint32_t> order) {
  return impl_->finish(durable, order);
}

}  // namespace svitok::store
