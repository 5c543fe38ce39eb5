#include "base/output_file.h"

#include <algorithm>
#include <cassert>

#include "base/checksum.h"
#include "base/coding.h"

namespace svitok::base {

namespace {
constexpr std::size_t kBufferBytes = 16 * kChunkBytes;
// A large file goes to the disk while it grows, in pieces of this size.
constexpr std::uint64_t kBytesPerSync = std::uint64_t{8} << 20U;
}  // namespace

OutputFile::OutputFile(const std::filesystem::path& path, std::string_view kind, std::uint32_t version)
    : file_(path, File::Mode::kCreate), kind_(kind), version_(version) {
  assert(kind_.size() == 8);
  buffer_.reserve(2 * kBufferBytes);
}

void OutputFile::append(std::string_view bytes) {
  buffer_.append(bytes);
  if (buffer_.size() >= kBufferBytes) flush_chunks(false);
}

void OutputFile::flush_chunks(bool all) {
  const std::size_t ready = all ? buffer_.size() : buffer_.size() / kChunkBytes * kChunkBytes;
  const std::string_view view(buffer_.data(), ready);
  for (std::size_t at = 0; at < ready; at += kChunkBytes)
    append_fixed(checksums_, checksum(view.substr(at, kChunkBytes)));
  file_.write(view);
  written_ += ready;
  buffer_.erase(0, ready);
  if (written_ - sync_begun_ >= kBytesPerSync) {
    file_.begin_sync(sync_begun_, written_ - sync_begun_);
    sync_begun_ = written_;
  }
}

FileSeal OutputFile::finish(bool durable) {
  flush_chunks(true);
  std::string footer;
  append_fixed(footer, written_);
  footer += kind_;
  append_fixed(footer, version_);
  append_fixed(footer, kChunkBytes);
  append_fixed(footer, checksum(checksums_));
  append_fixed(footer, checksum(footer));
  file_.write(checksums_);
  file_.write(footer);
  if (durable) file_.sync();
  return {written_ + checksums_.size() + footer.size(), checksum(footer)};
}

}  // namespace svitok::base
