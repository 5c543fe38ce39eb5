// zstd (RFC 8878) for blocks: one compressor a writer, one decompressor a thread.
#pragma once

#include <memory>
#include <string_view>

struct ZSTD_CCtx_s;

namespace svitok::store {

/// Level 1. Not thread-safe.
class Compressor {
 public:
  Compressor();

  /// The frame is valid until the next call.
  [[nodiscard]] std::string_view compress(std::string_view raw);
  /// Gives memory back that a large frame needed; the frame is no longer valid.
  void shrink() noexcept;
  [[nodiscard]] std::size_t memory() const noexcept { return frame_bytes_; }

 private:
  struct Free {
    void operator()(ZSTD_CCtx_s* context) const noexcept;
  };
  std::unique_ptr<ZSTD_CCtx_s, Free> context_;
  std::unique_ptr<char[]> frame_;  ///< Not zeroed: of what a large document could need, only what it needs is touched.
  std::size_t frame_bytes_ = 0;
};

/// Decompresses one frame of exactly `raw_bytes` into `out`. False if it is not that. Thread-safe.
[[nodiscard]] bool decompress(std::string_view frame, char* out, std::size_t raw_bytes);

}  // namespace svitok::store
