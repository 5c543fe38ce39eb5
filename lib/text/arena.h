// Memory for small objects that are all given back at once, and 32-bit names for them.
//
// Objects must be trivially destructible. Not thread-safe.
#pragma once

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "base/fresh_memory.h"

namespace svitok::text {

class Arena {
 public:
  /// No allocation may be larger.
  static constexpr std::size_t kChunkBytes = std::size_t{2} << 20U;

  /// `size` bytes, aligned to 8. Names are never 0.
  std::uint32_t allocate(std::size_t size) {
    const std::size_t units = (size + kUnit - 1) / kUnit;
    assert(size > 0 && units <= kChunkUnits);
    if (next_ / kChunkUnits != (next_ + units - 1) / kChunkUnits) {
      next_ = (next_ / kChunkUnits + 1) * kChunkUnits;  // objects do not cross chunks
    }
    if (next_ / kChunkUnits == chunks_.size()) {
      add_chunk();
    }
    const std::size_t name = next_;
    next_ += units;
    return static_cast<std::uint32_t>(name);
  }

  [[nodiscard]] void* at(std::uint32_t name) noexcept {
    return chunks_[name / kChunkUnits].get() + name % kChunkUnits * kUnit;
  }
  [[nodiscard]] const void* at(std::uint32_t name) const noexcept {
    return chunks_[name / kChunkUnits].get() + name % kChunkUnits * kUnit;
  }

  /// Everything allocated is gone; the memory is kept for what comes.
  void clear() noexcept { next_ = 1; }

  [[nodiscard]] std::size_t bytes() const noexcept { return next_ * kUnit; }

 private:
  static constexpr std::size_t kUnit = 8;
  static constexpr std::size_t kChunkUnits = kChunkBytes / kUnit;

  struct Release {
    bool fresh;
    void operator()(std::byte* memory) const noexcept {
      if (fresh) return base::free_fresh(memory, kChunkBytes);
      delete[] memory;
    }
  };

  // Of the first chunk only what is used is ever touched: an analyser for one query costs little. Where more are
  // needed, they soon are full.
  void add_chunk() {
    const bool fresh = !chunks_.empty();
    std::unique_ptr<std::byte, Release> chunk(
        fresh ? static_cast<std::byte*>(base::allocate_fresh(kChunkBytes)) : new std::byte[kChunkBytes],
        Release{fresh});
    chunks_.push_back(std::move(chunk));
  }

  std::vector<std::unique_ptr<std::byte, Release>> chunks_;
  std::size_t next_ = 1;  ///< In units; chunk 0 begins with a unit that is nobody's.
};

}  // namespace svitok::text
