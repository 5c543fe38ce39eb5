#include "postings/positions.h"

#include "base/clones.h"
#include "postings/bits.h"
#include "postings/rice_block.h"

namespace svitok::postings {

namespace {

// Fewer numbers than kFew have a width that suits documents of some hundred words, others the one that suits them best,
// in front of them.
constexpr std::uint32_t kFew = 8;
constexpr unsigned kFewWidth = 7;
constexpr unsigned kWidthBits = 4;
// More than any chunk or left-over has.
constexpr std::uint64_t kMostBytes = 8 * kBlock;

}  // namespace

void PositionEncoder::clear() noexcept {
  bytes_.clear();
  pending_ = 0;
}

// As if all were of one document, and then what each begins with: how many positions a document has cannot be guessed.
SVITOK_CLONES void PositionEncoder::add(std::span<const std::uint32_t> counts,
                                        std::span<const std::uint32_t> positions) {
  std::size_t first = 0;  // Of the document whose count is the next.
  auto count = counts.begin();
  for (std::size_t at = 0; at < positions.size();) {
    const std::size_t end = at + std::min(kBlock - pending_, positions.size() - at);
    std::uint32_t* const gaps = gaps_ + pending_;
    for (std::size_t i = std::max<std::size_t>(at, 1); i < end; ++i) gaps[i - at] = positions[i] - positions[i - 1] - 1;
    for (; first < end; first += *count++) gaps[first - at] = positions[first];
    pending_ += static_cast<std::uint32_t>(end - at);
    at = end;
    if (pending_ == kBlock) {
      encode_rice_block(gaps_, bytes_);
      pending_ = 0;
    }
  }
}

std::string_view PositionEncoder::finish() {
  if (pending_ != 0 && !bytes_.empty()) bytes_.push_back(kLeftOver);
  BitWriter writer(bytes_);
  unsigned width = kFewWidth;
  if (pending_ >= kFew) {
    width = best_rice_width({gaps_, pending_}, 1U << kWidthBits);
    writer.put(width, kWidthBits);
  }
  for (std::uint32_t i = 0; i < pending_; ++i) writer.put_rice(gaps_[i], width);
  writer.finish();
  pending_ = 0;
  return bytes_;
}

// Successive blocks of documents often begin in the same chunk, which then is unpacked already.
void PositionReader::seek(std::uint32_t chunk, std::uint32_t skip_count) {
  const bool is_loaded = chunk == loaded_;
  at_ = is_loaded ? after_loaded_ : chunk;
  size_ = is_loaded ? loaded_size_ : 0;
  index_ = 0;
  skip(skip_count);
}

// As many bytes as the chunk at at_ can have at the most.
std::string_view PositionReader::next_chunk() const {
  if (at_ >= bytes_) file_->throw_corrupt("positions run past their end");
  return file_->read(offset_ + at_, std::min<std::uint64_t>(bytes_ - at_, kMostBytes));
}

void PositionReader::load() {
  const std::string_view chunk = next_chunk();
  index_ = 0;
  loaded_ = UINT64_MAX;
  const std::uint64_t here = at_;
  if (occurrences_ < kBlock || chunk.front() == kLeftOver) {
    load_left_over(chunk.substr(occurrences_ < kBlock ? 0 : 1));
  } else {
    const std::size_t taken = decode_rice_block(chunk, gaps_);
    if (taken == 0) throw_malformed();
    at_ += taken;
    size_ = kBlock;
  }
  remember(here);
}

void PositionReader::load_left_over(std::string_view bytes) {
  size_ = static_cast<std::uint32_t>(occurrences_ % kBlock);
  BitReader reader(bytes);
  const unsigned width = size_ < kFew ? kFewWidth : reader.get(kWidthBits);
  for (std::uint32_t i = 0; i < size_; ++i) gaps_[i] = reader.get_rice(width);
  if (!reader.ok() || size_ == 0) file_->throw_corrupt("a list of positions is malformed");
  at_ = bytes_;
}

void PositionReader::remember(std::uint64_t chunk) {
  loaded_ = chunk;
  loaded_size_ = size_;
  after_loaded_ = at_;
}

void PositionReader::skip_chunks(std::uint32_t count) {
  while (count > size_ - index_) {
    count -= size_ - index_;
    index_ = size_ = 0;
    const std::string_view chunk = next_chunk();
    if (count < kBlock || chunk.front() == kLeftOver) {
      load();
      continue;
    }
    // A whole chunk is passed over without unpacking it.
    const std::size_t taken = skip_rice_block(chunk);
    if (taken == 0) throw_malformed();
    at_ += taken;
    count -= static_cast<std::uint32_t>(kBlock);
  }
  index_ += count;
}

void PositionReader::throw_malformed() const { file_->throw_corrupt("a block of positions is malformed"); }

}  // namespace svitok::postings
