#include "postings/positions.h"

#include "base/coding.h"

namespace svitok::postings {

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
  if (pending_ != 0 && !bytes_.empty()) bytes_.push_back(kLeftOver);
  base::VarintBuffer<kBlock> left_over;
  for (std::uint32_t i = 0; i < pending_; ++i) left_over.add(gaps_[i]);
  bytes_.append(left_over.view());
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
  return file_->read(offset_ + at_, std::min<std::uint64_t>(bytes_ - at_, 6 * kBlock + 16));
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
  base::Decoder decoder(chunk);
  size_ = static_cast<std::uint32_t>(occurrences_ % kBlock);
  for (std::uint32_t i = 0; i < size_; ++i) gaps_[i] = decoder.varint32();
  if (!decoder.ok() || size_ == 0) file_->throw_corrupt("a list of positions is malformed");
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
