// zstd (RFC 8878) for blocks: one compressor a writer, one decompressor a thread, dictionaries shared.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

struct ZSTD_CCtx_s;
struct ZSTD_DDict_s;

namespace svitok::store {

/// Level 1. Not thread-safe.
class Compressor {
 public:
  Compressor();

  /// Everything from now on is compressed with `dictionary`, which is copied.
  void use_dictionary(std::string_view dictionary);
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

/// A dictionary made ready for decompression. Immutable, thread-safe.
class DecompressionDictionary {
 public:
  [[nodiscard]] bool ready() const noexcept { return dictionary_ != nullptr; }
  /// Copies `bytes`. Not ready() afterwards if they are no dictionary.
  void load(std::string_view bytes);
  [[nodiscard]] const ZSTD_DDict_s* get() const noexcept { return dictionary_.get(); }

 private:
  struct Free {
    void operator()(ZSTD_DDict_s* dictionary) const noexcept;
  };
  std::unique_ptr<ZSTD_DDict_s, Free> dictionary_;
};

/// Decompresses one frame of exactly `raw_bytes` into `out`; `dictionary` may be null. False if it is not that.
/// Thread-safe.
[[nodiscard]] bool decompress(std::string_view frame, const ZSTD_DDict_s* dictionary, char* out, std::size_t raw_bytes);

/// A dictionary of at most `bytes` trained on the samples, which stand one after another; empty if they yield none.
[[nodiscard]] std::string train_dictionary(std::string_view samples, const std::vector<std::size_t>& sizes,
                                           std::size_t bytes);

}  // namespace svitok::store
