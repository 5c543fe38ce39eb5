#include "store/zstd.h"

#include <zstd.h>
#include <zstd_errors.h>

#include <new>
#include <stdexcept>
#include <string>

namespace svitok::store {

namespace {

constexpr int kLevel = 1;
// A frame buffer larger than this is given back after the document that needed it.
constexpr std::size_t kKeptBytes = std::size_t{1} << 20U;

// zstd fails on memory, or on arguments that we never pass.
std::size_t checked(std::size_t result) {
  if (ZSTD_isError(result) == 0) return result;
  if (ZSTD_getErrorCode(result) == ZSTD_error_memory_allocation) throw std::bad_alloc();
  throw std::logic_error(std::string("zstd: ") + ZSTD_getErrorName(result));
}

struct FreeDecompressor {
  void operator()(ZSTD_DCtx* context) const noexcept { ZSTD_freeDCtx(context); }
};

}  // namespace

void Compressor::Free::operator()(ZSTD_CCtx_s* context) const noexcept { ZSTD_freeCCtx(context); }

Compressor::Compressor() : context_(ZSTD_createCCtx()) {
  if (context_ == nullptr) throw std::bad_alloc();
  checked(ZSTD_CCtx_setParameter(context_.get(), ZSTD_c_compressionLevel, kLevel));
}

std::string_view Compressor::compress(std::string_view raw) {
  const std::size_t bound = ZSTD_compressBound(raw.size());
  if (frame_bytes_ < bound) {
    frame_.reset();
    frame_ = std::make_unique_for_overwrite<char[]>(bound);
    frame_bytes_ = bound;
  }
  const std::size_t size = checked(ZSTD_compress2(context_.get(), frame_.get(), frame_bytes_, raw.data(), raw.size()));
  return {frame_.get(), size};
}

void Compressor::shrink() noexcept {
  if (frame_bytes_ <= kKeptBytes) return;
  frame_.reset();
  frame_bytes_ = 0;
}

bool decompress(std::string_view frame, char* out, std::size_t raw_bytes) {
  thread_local const std::unique_ptr<ZSTD_DCtx, FreeDecompressor> context(ZSTD_createDCtx());
  if (context == nullptr) throw std::bad_alloc();
  if (ZSTD_getFrameContentSize(frame.data(), frame.size()) != raw_bytes) return false;
  const std::size_t result = ZSTD_decompressDCtx(context.get(), out, raw_bytes, frame.data(), frame.size());
  return ZSTD_isError(result) == 0 && result == raw_bytes;
}

}  // namespace svitok::store
