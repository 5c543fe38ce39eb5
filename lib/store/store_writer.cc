// Blocks are small so that a hit is cheap, and small blocks compress badly on their own: so the first few megabytes are
// held back, a dictionary is trained on a sample of them, and all blocks are compressed with it. Measured on 143 MB of
// English and Russian text in blocks of 16 KiB: .39 of the text without a dictionary, .36 with one, at the same speed.
// A store that stays below that size has no dictionary, and needs none.
//
// A merge copies full blocks as they are, dictionaries with them, and adds the documents of the others anew: the
// leavings of small commits come together, and only what is large and already well packed is spared the work.
#include <algorithm>
#include <optional>

#include "base/coding.h"
#include "store/document_codec.h"
#include "store/format.h"
#include "store/store.h"
#include "store/store_reader.h"
#include "store/zstd.h"
#include "svitok/error.h"

namespace svitok::store {

namespace {

constexpr std::size_t kHeldBackBytes = std::size_t{4} << 20U;
constexpr std::size_t kSampleBytes = std::size_t{256} << 10U;
constexpr std::size_t kDictionaryBytes = 32768;
// A block without a dictionary is copied only if it is so large that a dictionary would not have helped it.
constexpr std::size_t kLargeBlockBytes = 65536;
// The length before a body, at most.
constexpr std::size_t kLengthBytes = 10;

/// A block in the making.
struct RawBlock {
  std::string raw;  ///< Bodies, each behind its length.
  std::uint32_t first_place = 0;
};

// Keeps the memory for the next one, unless it is much.
void clear(std::string& buffer) {
  if (buffer.capacity() > kLargeBlockBytes) std::string().swap(buffer);
  buffer.clear();
}

bool worth_copying(const BlockEntry& entry) {
  return entry.raw_bytes >= kBlockBytes / 2 && (entry.dictionary != 0 || entry.raw_bytes >= kLargeBlockBytes);
}

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
    begin_body(document.key, body_size(document));
    append_body(block_.raw, document);
    order_.push_back(add_key(document.key));
  }

  void append(const Store::Impl& other, const std::vector<bool>& alive);
  base::FileSeal finish(bool durable, std::span<const std::uint32_t> order);

  [[nodiscard]] std::uint32_t documents() const noexcept { return documents_; }
  [[nodiscard]] std::size_t memory() const noexcept {
    return block_.raw.capacity() + held_back_bytes_ + compressor_.memory() + key_ends_.capacity() + keys_.capacity() +
           key_page_table_.capacity() + block_table_.capacity() + order_.capacity() * sizeof(std::uint32_t);
  }

 private:
  void begin_body(std::string_view key, std::size_t size);
  std::uint32_t add_body(std::string_view key, std::string_view body);
  std::uint32_t add_key(std::string_view key);
  void write_key_page();
  void close_block();
  void release_held_back();
  void learn_dictionary();
  std::uint32_t write_dictionary(std::string_view bytes);
  void write_block(const RawBlock& block);
  void add_entry(std::string_view frame, BlockEntry entry);
  std::uint32_t copy_block(const Store::Impl& other, const Store::Impl::Block& block, std::uint32_t dictionary);
  [[nodiscard]] std::vector<std::uint32_t> append_bodies(const Store::Impl& other, const std::vector<bool>& alive);

  std::filesystem::path path_;
  base::OutputFile file_;
  Compressor compressor_;
  std::uint32_t documents_ = 0;
  std::vector<std::uint32_t> order_;  ///< The place of document 0, 1, ...
  std::uint32_t blocks_ = 0;
  std::uint32_t dictionaries_ = 0;
  std::uint32_t dictionary_ = 0;  ///< The one in use; 0: none yet.
  bool learning_ = true;          ///< Blocks are held back until there are enough to train on.
  RawBlock block_;
  std::vector<RawBlock> held_back_;
  std::size_t held_back_bytes_ = 0;
  std::string key_ends_;
  std::string keys_;
  std::string key_page_table_;
  std::string block_table_;
  std::string dictionary_table_;
};

// Makes room in the block for a body, behind its length.
void StoreWriter::Impl::begin_body(std::string_view key, std::size_t size) {
  if (size > kMaxBlockBytes - kLengthBytes) throw DocumentError({}, "too large to be stored: " + std::string(key));
  if (documents_ == UINT32_MAX) throw Error(path_, "a segment cannot hold more documents");
  if (!block_.raw.empty() && block_.raw.size() + size > kBlockBytes) close_block();
  if (block_.raw.empty()) block_.first_place = documents_;
  block_.raw.reserve(block_.raw.size() + kLengthBytes + size);
  base::append_varint(block_.raw, size);
}

std::uint32_t StoreWriter::Impl::add_body(std::string_view key, std::string_view body) {
  begin_body(key, body.size());
  block_.raw.append(body);
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

void StoreWriter::Impl::close_block() {
  if (block_.raw.empty()) return;
  if (!learning_) {
    write_block(block_);
    clear(block_.raw);
    return;
  }
  held_back_bytes_ += block_.raw.size();
  held_back_.push_back(std::move(block_));
  block_ = {};
  if (held_back_bytes_ < kHeldBackBytes) return;
  learn_dictionary();
  release_held_back();
}

void StoreWriter::Impl::release_held_back() {
  for (const RawBlock& block : held_back_) write_block(block);
  held_back_.clear();
  held_back_bytes_ = 0;
}

// Samples evenly from what is held back, so that the dictionary knows more than the first documents.
void StoreWriter::Impl::learn_dictionary() {
  std::string samples;
  std::vector<std::size_t> sizes;
  const std::size_t stride = kHeldBackBytes / kSampleBytes;
  for (std::size_t i = 0; i < held_back_.size(); i += stride) {
    const std::string_view sample = std::string_view(held_back_[i].raw).substr(0, kBlockBytes);
    samples.append(sample);
    sizes.push_back(sample.size());
  }
  if (samples.size() < kSampleBytes / 2) return;  // A few large documents: wait for more.
  learning_ = false;
  const std::string dictionary = train_dictionary(samples, sizes, kDictionaryBytes);
  if (dictionary.empty()) return;
  dictionary_ = write_dictionary(dictionary);
  compressor_.use_dictionary(dictionary);
}

std::uint32_t StoreWriter::Impl::write_dictionary(std::string_view bytes) {
  store::append(dictionary_table_, DictionaryEntry{file_.offset(), static_cast<std::uint32_t>(bytes.size())});
  file_.append(bytes);
  return ++dictionaries_;
}

void StoreWriter::Impl::write_block(const RawBlock& block) {
  add_entry(compressor_.compress(block.raw), {.raw_bytes = static_cast<std::uint32_t>(block.raw.size()),
                                              .first_place = block.first_place,
                                              .dictionary = dictionary_});
  compressor_.shrink();
}

void StoreWriter::Impl::add_entry(std::string_view frame, BlockEntry entry) {
  entry.offset = file_.offset();
  entry.packed_bytes = static_cast<std::uint32_t>(frame.size());
  file_.append(frame);
  store::append(block_table_, entry);
  ++blocks_;
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
  std::vector<std::uint32_t> copied(other.dictionaries() + 1, 0);  // Their numbers here, once copied.
  for (std::uint32_t number = 0; number < other.blocks(); ++number) {
    const Store::Impl::Block block = other.block(number);
    const std::uint32_t first = block.entry.first_place;
    if (worth_copying(block.entry) && all_alive(alive, first, block.documents)) {
      std::uint32_t& dictionary = copied[block.entry.dictionary];
      if (block.entry.dictionary != 0 && dictionary == 0) {
        dictionary = write_dictionary(other.dictionary(block.entry.dictionary));
      }
      const std::uint32_t new_first = copy_block(other, block, dictionary);
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

// Returns the place of its first document. Places ascend, so what is held back goes first; with the dictionary that
// comes with the block if there is none yet, because a trained one is better than none.
std::uint32_t StoreWriter::Impl::copy_block(const Store::Impl& other, const Store::Impl::Block& block,
                                            std::uint32_t dictionary) {
  if (dictionary_ == 0 && dictionary != 0) {
    learning_ = false;
    dictionary_ = dictionary;
    compressor_.use_dictionary(other.dictionary(block.entry.dictionary));
    release_held_back();
  }
  close_block();
  release_held_back();
  BlockEntry entry = block.entry;
  entry.first_place = documents_;
  entry.dictionary = dictionary;
  add_entry(other.packed(block.entry), entry);
  for (std::uint32_t i = 0; i < block.documents; ++i) (void)add_key(other.key(block.entry.first_place + i));
  return entry.first_place;
}

base::FileSeal StoreWriter::Impl::finish(bool durable, std::span<const std::uint32_t> order) {
  close_block();
  release_held_back();
  if (!key_ends_.empty()) write_key_page();
  Trailer trailer{.documents = documents_, .blocks = blocks_, .dictionaries = dictionaries_};
  trailer.block_table = file_.offset();
  file_.append(block_table_);
  trailer.dictionary_table = file_.offset();
  file_.append(dictionary_table_);
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
