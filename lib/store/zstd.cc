#include "store/zstd.h"

#include <zdict.h>
#include <zstd.h>
#include <zstd_errors.h>

#include <new>
#include <stdexcept>

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
void DecompressionDictionary::Free::operator()(ZSTD_DDict_s* dictionary) const noexcept { ZSTD_freeDDict(dictionary); }

Compressor::Compressor() : context_(ZSTD_createCCtx()) {
  if (context_ == nullptr) throw std::bad_alloc();
  checked(ZSTD_CCtx_setParameter(context_.get(), ZSTD_c_compressionLevel, kLevel));
  checked(ZSTD_CCtx_setParameter(context_.get(), ZSTD_c_dictIDFlag, 0));
}

void Compressor::use_dictionary(std::string_view dictionary) {
  checked(ZSTD_CCtx_loadDictionary(context_.get(), dictionary.data(), dictionary.size()));
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

void DecompressionDictionary::load(std::string_view bytes) {
  dictionary_.reset(ZSTD_createDDict(bytes.data(), bytes.size()));
}

bool decompress(std::string_view frame, const ZSTD_DDict_s* dictionary, char* out, std::size_t raw_bytes) {
  thread_local const std::unique_ptr<ZSTD_DCtx, FreeDecompressor> context(ZSTD_createDCtx());
  if (context == nullptr) throw std::bad_alloc();
  if (ZSTD_getFrameContentSize(frame.data(), frame.size()) != raw_bytes) return false;
  const std::size_t result =
      ZSTD_decompress_usingDDict(context.get(), out, raw_bytes, frame.data(), frame.size(), dictionary);
  return ZSTD_isError(result) == 0 && result == raw_bytes;
}

std::string train_dictionary(std::string_view samples, const std::vector<std::size_t>& sizes, std::size_t bytes) {
  std::string dictionary(bytes, '\0');
  const std::size_t size = ZDICT_trainFromBuffer(dictionary.data(), dictionary.size(), samples.data(), sizes.data(),
                                                 static_cast<unsigned>(sizes.size()));
  dictionary.resize(ZDICT_isError(size) == 0 ? size : 0);
  return dictionary;
}

}  // namespace svitok::store
