#include "postings/positions.h"

#include "postings/bits.h"

namespace svitok::postings {

namespace {

// The width of a left-over's codes stands before them if there are so many that it pays.
constexpr unsigned kWidthBits = 4;
constexpr unsigned kUsualWidth = 7;  // What suits documents of some hundred words.
bool has_width(std::uint32_t gaps) { return gaps >= 8; }

}  // namespace

void PositionEncoder::clear() noexcept {
  bytes_.clear();
  pending_ = 0;
}

void PositionEncoder::add(std::span<const std::uint32_t> positions) {
  std::uint32_t expected = 0;
  for (const std::uint32_t position : positions) {
    gaps_[pending_++] = position - expected;
    expected = position + 1;
    if (pending_ == kBlock) {
      encode_block(gaps_, bytes_);
      pending_ = 0;
    }
  }
}

std::string_view PositionEncoder::finish() {
  if (pending_ == 0) return bytes_;
  if (!bytes_.empty()) bytes_.push_back(kLeftOver);
  const std::span<const std::uint32_t> gaps(gaps_, pending_);
  BitWriter writer(bytes_);
  const unsigned width = has_width(pending_) ? best_rice_width(gaps, 1U << kWidthBits) : kUsualWidth;
  if (has_width(pending_)) writer.put(width, kWidthBits);
  for (const std::uint32_t gap : gaps) writer.put_rice(gap, width);
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

// As many bytes as what is at at_ can have at the most: a left-over whose gaps are all written out.
std::string_view PositionReader::next_chunk() const {
  constexpr std::uint64_t kMostBytes = kBlock * 8;
  if (at_ >= bytes_) file_->throw_corrupt("positions run past their end");
  return file_->read(offset_ + at_, std::min<std::uint64_t>(bytes_ - at_, kMostBytes));
}

void PositionReader::load() {
  std::string_view chunk = next_chunk();
  index_ = 0;
  loaded_ = UINT64_MAX;
  const std::uint64_t here = at_;
  if (occurrences_ >= kBlock && chunk.front() != kLeftOver) {
    const std::size_t taken = decode_block(chunk, gaps_);
    if (taken == 0) file_->throw_corrupt("a block of positions is malformed");
    at_ += taken;
    size_ = kBlock;
    return remember(here);
  }
  if (occurrences_ >= kBlock) chunk.remove_prefix(1);
  BitReader reader(chunk);
  size_ = static_cast<std::uint32_t>(occurrences_ % kBlock);
  const unsigned width = has_width(size_) ? reader.get(kWidthBits) : kUsualWidth;
  for (std::uint32_t i = 0; i < size_; ++i) gaps_[i] = reader.get_rice(width);
  if (!reader.ok() || size_ == 0) file_->throw_corrupt("a list of positions is malformed");
  at_ = bytes_;
  remember(here);
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
    const std::size_t taken = skip_block(chunk);
    if (taken == 0) file_->throw_corrupt("a block of positions is malformed");
    at_ += taken;
    count -= static_cast<std::uint32_t>(kBlock);
  }
  index_ += count;
}

}  // namespace svitok::postings
