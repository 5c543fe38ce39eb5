// The fastest level of ISA-L goes over a block once, with Huffman codes that must be there before. They are made of
// what some of the blocks before had in them, the newest for most, so many blocks in a row have the same.
#include "store/deflate.h"

#include <libdeflate.h>

#include <new>
#include <stdexcept>
#include <string>

#ifdef SVITOK_HAS_ISAL
#include <isa-l/igzip_lib.h>

#include <algorithm>
#include <cstdint>
#endif

namespace svitok::store {

namespace {

// A buffer larger than this is given back after the block that needed it.
constexpr std::size_t kKeptBytes = std::size_t{1} << 20U;

struct FreeDecompressor {
  void operator()(libdeflate_decompressor* decompressor) const noexcept { libdeflate_free_decompressor(decompressor); }
};

}  // namespace

#ifdef SVITOK_HAS_ISAL

namespace {

// New codes are made of the first kLearntBytes of the first block behind every kBytesBetween bytes. More often gains
// nothing, and takes as long as packing does.
constexpr std::size_t kBytesBetween = 524288;
constexpr std::size_t kLearntBytes = 65536;
// One in so many of what was counted before no longer counts.
constexpr std::uint64_t kForgotten = 8;

// ISA-L takes what it only reads as if it wrote to it.
std::uint8_t* bytes_of(std::string_view text) {
  return const_cast<std::uint8_t*>(reinterpret_cast<const std::uint8_t*>(text.data()));
}

template <typename Counts>
void forget_some(Counts& counts) {
  for (std::uint64_t& count : counts) count -= count / kForgotten;
}

}  // namespace

struct Compressor::State {
  isal_huff_histogram counts{};
  isal_hufftables codes{};
  isal_zstream stream{};
  std::size_t until_learning = 0;  ///< How many bytes are still to be packed with the codes that are there.

  void learn(std::string_view raw) {
    forget_some(counts.lit_len_histogram);
    forget_some(counts.dist_histogram);
    const std::size_t size = std::min(raw.size(), kLearntBytes);
    isal_update_histogram(bytes_of(raw), static_cast<int>(size), &counts);
    if (isal_create_hufftables(&codes, &counts) != 0) throw std::logic_error("ISA-L cannot make Huffman codes");
    until_learning = kBytesBetween;
  }

  /// What cannot be made shorter is kept as it is, in pieces with a header each.
  static std::size_t bound(std::size_t raw_bytes) {
    constexpr std::size_t kPiece = 65535;
    constexpr std::size_t kHeader = 5;
    constexpr std::size_t kMargin = 64;
    return raw_bytes + (raw_bytes / kPiece + 1) * kHeader + kMargin;
  }

  Packed pack(std::string_view raw, char* out, std::size_t room) {
    if (until_learning == 0) learn(raw);
    until_learning -= std::min(until_learning, raw.size());
    isal_deflate_stateless_init(&stream);
    stream.level = 0;
    stream.hufftables = &codes;
    stream.end_of_stream = 1;
    stream.next_in = bytes_of(raw);
    stream.avail_in = static_cast<std::uint32_t>(raw.size());
    stream.next_out = reinterpret_cast<std::uint8_t*>(out);
    stream.avail_out = static_cast<std::uint32_t>(room);
    if (isal_deflate_stateless(&stream) != COMP_OK) throw std::logic_error("ISA-L cannot pack a block");
    const std::string_view packed(out, stream.total_out);
    const std::size_t shared = begins_with_codes(packed) ? codes.deflate_hdr_count : 0;
    return {packed.substr(0, shared), packed.substr(shared)};
  }

  /// Not so where the block is kept as it is, or is the same byte throughout.
  [[nodiscard]] bool begins_with_codes(std::string_view packed) const {
    const std::string_view header(reinterpret_cast<const char*>(codes.deflate_hdr), codes.deflate_hdr_count);
    // But for the first byte, which says as well that there is no other piece behind (RFC 1951, 3.2.3).
    return packed.substr(1).starts_with(header.substr(1));
  }
};

#else

struct Compressor::State {
  struct Free {
    void operator()(libdeflate_compressor* packer) const noexcept { libdeflate_free_compressor(packer); }
  };
  std::unique_ptr<libdeflate_compressor, Free> compressor{libdeflate_alloc_compressor(1)};

  State() {
    if (compressor == nullptr) throw std::bad_alloc();
  }
  [[nodiscard]] std::size_t bound(std::size_t raw_bytes) const {
    return libdeflate_deflate_compress_bound(compressor.get(), raw_bytes);
  }
  Packed pack(std::string_view raw, char* out, std::size_t room) {
    return {{}, {out, libdeflate_deflate_compress(compressor.get(), raw.data(), raw.size(), out, room)}};
  }
};

#endif

Compressor::Compressor() : state_(std::make_unique<State>()) {}
Compressor::~Compressor() = default;

Packed Compressor::compress(std::string_view raw) {
  const std::size_t bound = state_->bound(raw.size());
  if (packed_bytes_ < bound) {
    packed_.reset();
    packed_bytes_ = 0;
    packed_ = std::make_unique_for_overwrite<char[]>(bound);
    packed_bytes_ = bound;
  }
  return state_->pack(raw, packed_.get(), packed_bytes_);
}

void Compressor::shrink() noexcept {
  if (packed_bytes_ <= kKeptBytes) return;
  packed_.reset();
  packed_bytes_ = 0;
}

std::size_t Compressor::memory() const noexcept { return sizeof(State) + packed_bytes_; }

bool decompress(const Packed& packed, char* out, std::size_t raw_bytes) {
  thread_local const std::unique_ptr<libdeflate_decompressor, FreeDecompressor> decompressor(
      libdeflate_alloc_decompressor());
  if (decompressor == nullptr) throw std::bad_alloc();
  std::string joined;
  std::string_view whole = packed.rest;
  if (!packed.codes.empty()) {
    joined.reserve(packed.codes.size() + packed.rest.size());
    whole = joined.append(packed.codes).append(packed.rest);
  }
  std::size_t taken = 0;
  const libdeflate_result result =
      libdeflate_deflate_decompress_ex(decompressor.get(), whole.data(), whole.size(), out, raw_bytes, &taken, nullptr);
  return result == LIBDEFLATE_SUCCESS && taken == whole.size();
}

}  // namespace svitok::store
