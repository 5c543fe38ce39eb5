#include "postings/cursor.h"

#include "base/clones.h"
#include "base/prefetch.h"
#include "postings/impact.h"
#include "postings/posting_list.h"

namespace svitok::postings {

namespace {

// The greatest of a block, in a form that is vectorised; above 2^31 some number above 2^31.
std::uint32_t greatest(const std::uint32_t* docs) {
  std::int32_t most = -1;
  std::uint32_t any = 0;
  for (std::size_t i = 0; i < kBlock; ++i) {
    most = std::max(most, static_cast<std::int32_t>(docs[i]));
    any |= docs[i];
  }
  return std::max(static_cast<std::uint32_t>(most), any & (1U << 31U));
}

// Calls add(doc, count, freq) for each document of a list behind `base`. What stands behind the list.
template <typename Add>
std::string_view decode_list(const base::CheckedFile& file, std::string_view data, std::uint32_t base,
                             std::uint32_t size, std::uint32_t documents, Add add) {
  ListReader reader({size, documents, base == UINT32_MAX}, data);
  std::uint64_t doc = base == UINT32_MAX ? 0 : std::uint64_t{base} + 1;
  reader.visit([&](std::uint64_t gap, std::uint32_t count, std::uint32_t freq) {
    doc += gap;
    if (doc >= documents) file.throw_corrupt("a document number is out of range");
    add(static_cast<std::uint32_t>(doc), count, freq);
    ++doc;
  });
  if (!reader.ok()) file.throw_corrupt("a list of documents is malformed");
  return reader.rest();
}

// That of a term with one.
std::uint32_t only_doc(const base::CheckedFile& file, const TermInfo& info, std::uint32_t documents) {
  if (info.doc >= documents) file.throw_corrupt("a document number is out of range");
  return info.doc;
}

}  // namespace

std::string_view read_short_list(const base::CheckedFile& file, const TermInfo& info, std::uint32_t documents,
                                 std::uint32_t* docs, std::uint32_t* freqs) {
  std::string_view bytes = file.read(info.postings_offset, info.postings_bytes);
  if (info.documents == 1) {
    *docs = only_doc(file, info, documents);
    *freqs = static_cast<std::uint32_t>(info.occurrences) + info.extra;
    return bytes;
  }
  if (bytes.empty()) file.throw_corrupt("a list of documents is malformed");
  bytes.remove_prefix(1);
  return decode_list(file, bytes, UINT32_MAX, info.documents, documents,
                     [&](std::uint32_t doc, std::uint32_t /*count*/, std::uint32_t freq) {
                       *docs++ = doc;
                       *freqs++ = freq;
                     });
}

Cursor::Cursor(const base::CheckedFile& file, const TermInfo& info, std::uint32_t documents)
    : file_(&file), info_(info), limit_(documents) {
  const std::string_view bytes =
      file.read(info.postings_offset, std::min<std::uint64_t>(info.postings_bytes, 1U << 16U));
  // The densest coding has eight positions in a byte.
  if (info.occurrences / 8 > info.positions_bytes) file.throw_corrupt("a term has too many positions");
  if (info.documents < kBlock) {
    if (bytes.size() != info.postings_bytes) file.throw_corrupt("a short list of documents is too long");
    load_short_list(bytes);
    return;
  }
  blocks_ = static_cast<std::uint32_t>((info.documents + kBlock - 1) / kBlock);
  const std::uint64_t table_bytes = std::uint64_t{blocks_} * sizeof(BlockEntry);
  if (table_bytes > info.postings_bytes) file.throw_corrupt("a table of blocks runs past its end");
  table_ = file.read(info.postings_offset, table_bytes).data();
  data_offset_ = info.postings_offset + table_bytes;
  load_block(0);
}

Cursor::~Cursor() = default;
Cursor::Cursor(Cursor&&) noexcept = default;
Cursor& Cursor::operator=(Cursor&&) noexcept = default;

void Cursor::finish() noexcept {
  doc_ = kEnd;
  block_last_ = kEnd;
}

void Cursor::load_short_list(std::string_view bytes) {
  if (info_.documents == 0) return finish();
  if (info_.documents == 1) return load_only_doc(bytes);
  if (bytes.empty()) file_->throw_corrupt("a list of documents is malformed");
  short_bound_ = of_short_bound(static_cast<std::uint8_t>(bytes.front()));
  load_tail(bytes.substr(1), UINT32_MAX, info_.documents);
}

void Cursor::load_only_doc(std::string_view forms) {
  short_bound_ = UINT16_MAX;
  docs_[0] = only_doc(*file_, info_, limit_);
  counts_[0] = static_cast<std::uint32_t>(info_.occurrences);
  freqs_[0] = counts_[0] + info_.extra;
  rest_ = forms;
  finish_tail(1);
}

void Cursor::load_tail(std::string_view data, std::uint32_t base, std::uint32_t size) {
  std::uint32_t at = 0;
  rest_ = decode_list(*file_, data, base, size, limit_,
                      [this, &at](std::uint32_t doc, std::uint32_t count, std::uint32_t freq) {
                        docs_[at] = doc;
                        counts_[at] = count;
                        freqs_[at++] = freq;
                      });
  finish_tail(size);
}

// Makes a block of what is in the arrays.
void Cursor::finish_tail(std::uint32_t size) {
  std::fill(docs_ + size, docs_ + kBlock, kEnd);
  std::fill(counts_ + size, counts_ + kBlock, 0U);
  size_ = size;
  has_counts_ = has_freqs_ = true;
  index_ = 0;
  doc_ = docs_[0];
  block_last_ = docs_[size - 1];
}

std::string_view Cursor::block_data(std::uint32_t block) const {
  const std::uint32_t begin = block == 0 ? 0 : entry(block - 1).end;
  const std::uint32_t end = entry(block).end;
  const std::uint64_t available = info_.postings_offset + info_.postings_bytes - data_offset_;
  if (begin > end || end > available) file_->throw_corrupt("a block runs past its end");
  return file_->read(data_offset_ + begin, end - begin);
}

void Cursor::load_block(std::uint32_t block) {
  block_ = block;
  has_ends_ = false;
  const std::string_view data = block_data(block);
  const std::uint32_t base = block == 0 ? UINT32_MAX : entry(block - 1).last_doc;
  const std::uint32_t in_tail = info_.documents % kBlock;
  if (block + 1 == blocks_ && in_tail != 0) {
    load_tail(data, base, in_tail);
  } else {
    const std::size_t taken = decode_block(data, docs_);
    if (taken == 0) file_->throw_corrupt("a block of documents is malformed");
    const bool is_ascending = prefix_sum(docs_, base);
    rest_ = data.substr(taken);
    has_counts_ = has_freqs_ = false;
    size_ = kBlock;
    index_ = 0;
    doc_ = docs_[0];
    block_last_ = docs_[kBlock - 1];
    if ((is_ascending ? std::max(docs_[0], block_last_) : greatest(docs_)) >= limit_)
      file_->throw_corrupt("a document number is out of range");
  }
  if (block_last_ != entry(block).last_doc) file_->throw_corrupt("a block of documents contradicts its table");
}

void Cursor::restart() {
  shallow_ = 0;
  if (blocks_ != 0) return load_block(0);
  if (size_ == 0) return;
  index_ = 0;
  doc_ = docs_[0];
  block_last_ = docs_[size_ - 1];
}

SVITOK_CLONES void Cursor::unpack_freqs() {
  const std::size_t taken = decode_block(rest_, freqs_);
  if (taken == 0) file_->throw_corrupt("a block of frequencies is malformed");
  rest_.remove_prefix(taken);
  for (std::uint32_t& freq : freqs_) ++freq;
  has_freqs_ = true;
}

SVITOK_CLONES void Cursor::unpack_counts() {
  if (!has_freqs_) unpack_freqs();
  const std::size_t taken = decode_block(rest_, counts_);
  if (taken == 0) file_->throw_corrupt("a block of weights is malformed");
  rest_.remove_prefix(taken);
  for (std::size_t i = 0; i < kBlock; ++i) counts_[i] = freqs_[i] - counts_[i];
  has_counts_ = true;
}

FormsReader Cursor::forms() {
  if (!has_freqs_) unpack_freqs();
  if (has_counts_) return {*file_, rest_, size_, info_.forms};
  return {*file_, rest_.substr(skip_block(rest_)), size_, info_.forms};
}

void Cursor::sum_counts() {
  if (!has_counts_) unpack_counts();
  running_sum(counts_, ends_);
  has_ends_ = true;
}

void Cursor::next_block() {
  if (block_ + 1 >= blocks_) return finish();
  load_block(block_ + 1);
}

// Gallops over the table to the block that holds `target` or the next document after it.
void Cursor::skip_blocks(std::uint32_t target) {
  std::uint32_t low = block_ + 1;
  std::uint32_t step = 1;
  while (low + step < blocks_ && entry(low + step - 1).last_doc < target) {
    low += step;
    step *= 2;
  }
  low = block_from(low, std::min(low + step, blocks_), target);
  if (low >= blocks_) return finish();
  load_block(low);
}

// The first of blocks [low, high) that ends at `target` or after it; `high` if none does.
std::uint32_t Cursor::block_from(std::uint32_t low, std::uint32_t high, std::uint32_t target) const {
  while (low < high) {
    const std::uint32_t middle = low + (high - low) / 2;
    if (entry(middle).last_doc < target) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

void Cursor::positions(std::vector<std::uint32_t>& out) {
  if (!has_counts_) unpack_counts();
  if (!reader_) {
    reader_ = std::make_unique<PositionReader>(*file_, info_.postings_offset + info_.postings_bytes,
                                               info_.positions_bytes, info_.occurrences);
  }
  if (reader_block_ != block_ || reader_doc_ > index_) {
    const BlockEntry start = blocks_ != 0 ? entry(block_) : BlockEntry{};
    reader_->seek(start.positions, start.positions_skip);
    reader_block_ = block_;
    reader_doc_ = 0;
  }
  std::uint32_t between = 0;
  for (; reader_doc_ < index_; ++reader_doc_) between += counts_[reader_doc_];
  if (between > info_.occurrences || counts_[index_] > info_.occurrences)
    file_->throw_corrupt("counts of positions are too large");
  reader_->skip(between);
  out.clear();
  reader_->append(counts_[index_], out);
  ++reader_doc_;
}

std::vector<std::uint32_t> Cursor::best_blocks(std::size_t count) const {
  std::vector<std::uint32_t> best;
  const auto is_better = [this](std::uint32_t a, std::uint32_t b) { return entry(a).bound > entry(b).bound; };
  for (std::uint32_t block = 0; block < blocks_; ++block) {
    if (best.size() == count && !is_better(block, best.back())) continue;
    if (best.size() == count) best.pop_back();
    best.insert(std::upper_bound(best.begin(), best.end(), block, is_better), block);
  }
  return best;
}

std::vector<std::uint32_t> Cursor::blocks_from(std::uint32_t least) const {
  std::vector<std::uint32_t> blocks;
  for (std::uint32_t block = 0; block < blocks_; ++block) {
    if (entry(block).bound >= least) blocks.push_back(block);
  }
  std::stable_sort(blocks.begin(), blocks.end(),
                   [this](std::uint32_t a, std::uint32_t b) { return entry(a).bound > entry(b).bound; });
  return blocks;
}

std::uint16_t Cursor::bound() const {
  if (blocks_ == 0) return short_bound_;
  std::uint16_t greatest = 0;
  for (std::uint32_t block = 0; block < blocks_; ++block) greatest = std::max(greatest, entry(block).bound);
  return greatest;
}

std::uint32_t Cursor::block_end(std::uint32_t doc) {
  if (blocks_ == 0) return size_ != 0 && doc <= docs_[size_ - 1] ? docs_[size_ - 1] : kEnd - 1;
  while (shallow_ < blocks_ && entry(shallow_).last_doc < doc) ++shallow_;
  return shallow_ < blocks_ ? entry(shallow_).last_doc : kEnd - 1;
}

std::uint16_t Cursor::bound(std::uint32_t first, std::uint32_t last) {
  if (doc_ > last) return 0;
  if (blocks_ == 0) return short_bound_;
  (void)block_end(std::max(first, doc_));
  std::uint16_t greatest = 0;
  for (std::uint32_t block = shallow_; block < blocks_; ++block) {
    const BlockEntry found = entry(block);
    greatest = std::max(greatest, found.bound);
    if (found.last_doc >= last) break;
  }
  return greatest;
}

PositionCursor::PositionCursor(const base::CheckedFile& file, const TermInfo& info)
    : file_(&file),
      info_(info),
      reader_(file, info.postings_offset + info.postings_bytes, info.positions_bytes, info.occurrences) {}

// All zeros for a short list.
BlockEntry PositionCursor::entry(std::uint32_t block) const {
  if (info_.documents < kBlock) return {};
  const std::uint64_t at = info_.postings_offset + std::uint64_t{block} * sizeof(BlockEntry);
  return base::load_fixed<BlockEntry>(file_->read(at, sizeof(BlockEntry)).data());
}

void PositionCursor::prefetch(const Place& place) const {
  constexpr std::size_t kLine = 64;
  const char* const begin =
      file_->unchecked().data() + info_.postings_offset + info_.postings_bytes + entry(place.block).positions;
  // A position takes about a byte.
  for (std::size_t ahead = 0; ahead <= place.before && ahead < 8 * kLine; ahead += kLine) base::prefetch(begin + ahead);
}

void PositionCursor::seek(const Place& place) {
  if (place.before > info_.occurrences) throw_too_large();
  const BlockEntry start = entry(place.block);
  reader_.seek(start.positions, start.positions_skip + place.before);
  block_ = place.block;
}

void PositionCursor::throw_too_large() const { file_->throw_corrupt("counts of positions are too large"); }

}  // namespace svitok::postings
