// One long sequence of numbers, appended to and then read. In chunks, so that growing copies nothing and takes no more
// memory than there is to keep. Not thread-safe.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "base/uninitialised.h"

namespace svitok::postings {

class TokenLog {
 public:
  void push(std::uint32_t token) { push(std::span(&token, 1)); }
  void push(std::span<const std::uint32_t> tokens) {
    while (!tokens.empty()) {
      if (chunks_.empty() || chunks_.back().size() == kChunk) add_chunk();
      Chunk& chunk = chunks_.back();
      const std::span<const std::uint32_t> fitting = tokens.first(std::min(tokens.size(), kChunk - chunk.size()));
      chunk.insert(chunk.end(), fitting.begin(), fitting.end());
      size_ += fitting.size();
      tokens = tokens.subspan(fitting.size());
    }
  }

  template <typename Visit>
  void for_each_chunk(Visit visit) const {
    for (const Chunk& chunk : chunks_) visit(std::span<const std::uint32_t>(chunk));
  }

  /// Appends numbers [begin, end) to `out`.
  void copy(std::size_t begin, std::size_t end, std::vector<std::uint32_t>& out) const {
    while (begin != end) {
      const Chunk& chunk = chunks_[begin / kChunk];
      const std::size_t in_chunk = begin % kChunk;
      const std::size_t count = std::min(end - begin, chunk.size() - in_chunk);
      const auto from = chunk.begin() + static_cast<std::ptrdiff_t>(in_chunk);
      out.insert(out.end(), from, from + static_cast<std::ptrdiff_t>(count));
      begin += count;
    }
  }

  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  /// Bytes.
  [[nodiscard]] std::size_t memory() const noexcept {
    return chunks_.size() < 2 ? size_ * sizeof(std::uint32_t) : chunks_.size() * kChunk * sizeof(std::uint32_t);
  }
  void clear() {
    chunks_ = {};
    size_ = 0;
  }

 private:
  using Chunk = std::vector<std::uint32_t, base::Uninitialised<std::uint32_t>>;
  static constexpr std::size_t kChunk = std::size_t{1} << 19U;

  // The first chunk grows with what a small segment needs.
  void add_chunk() {
    if (!chunks_.empty()) {
      chunks_.emplace_back().reserve(kChunk);
    } else {
      chunks_.emplace_back();
    }
  }

  std::vector<Chunk> chunks_;
  std::size_t size_ = 0;
};

}  // namespace svitok::postings
