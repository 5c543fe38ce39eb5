// DEFLATE (RFC 1951) for blocks: one compressor a writer, one decompressor a thread. ISA-L packs, where there is one
// for the processor, and libdeflate unpacks: each is the fastest at that (docs/performance.md).
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

namespace svitok::store {

/// A packed block, in two parts that stand behind each other.
struct Packed {
  std::string_view codes;  ///< Of its Huffman codes what fills bytes: many blocks begin with the same. May be empty.
  std::string_view rest;
};

/// Not thread-safe.
class Compressor {
 public:
  Compressor();
  ~Compressor();

  /// Valid until the next call. REQUIRES: raw.size() <= kMaxBlockBytes (format.h).
  [[nodiscard]] Packed compress(std::string_view raw);
  /// Gives memory back that a large block needed; what was packed is no longer valid.
  void shrink() noexcept;
  [[nodiscard]] std::size_t memory() const noexcept;

 private:
  struct State;
  std::unique_ptr<State> state_;
  std::unique_ptr<char[]> packed_;  ///< Not zeroed: of what a large block could need, only what it needs is touched.
  std::size_t packed_bytes_ = 0;
};

/// Unpacks exactly `raw_bytes` into `out`. False if that is not what was packed. Thread-safe.
[[nodiscard]] bool decompress(const Packed& packed, char* out, std::size_t raw_bytes);

}  // namespace svitok::store
