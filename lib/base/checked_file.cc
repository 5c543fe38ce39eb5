#include "base/checked_file.h"

#include <algorithm>
#include <vector>

#include "base/checksum.h"
#include "base/coding.h"
#include "svitok/error.h"

namespace svitok::base {

CheckedFile::CheckedFile(const std::filesystem::path& path, std::string_view kind, std::uint32_t version)
    : path_(path), map_(path) {
  const std::string_view all = map_.bytes();
  if (all.size() < kFooterBytes) throw_corrupt("it is cut short");
  const std::string_view footer = all.substr(all.size() - kFooterBytes);
  Decoder decoder(footer);
  const auto payload_bytes = decoder.fixed<std::uint64_t>();
  const std::string_view found_kind = decoder.bytes(8);
  const auto found_version = decoder.fixed<std::uint32_t>();
  const auto chunk_bytes = decoder.fixed<std::uint32_t>();
  const auto table_checksum = decoder.fixed<std::uint64_t>();
  const auto footer_checksum = decoder.fixed<std::uint64_t>();
  if (checksum(footer.substr(0, kFooterBytes - 8)) != footer_checksum)
    throw_corrupt("its footer is damaged or cut off");
  if (found_kind != kind) throw_corrupt("it is a file of another kind");
  if (found_version != version) {
    throw VersionError(path_, "format version " + std::to_string(found_version) +
                                  " is not the one this program reads (" + std::to_string(version) +
                                  "): make it anew with this program, or read it with the one that made it");
  }
  const std::uint64_t rest = all.size() - kFooterBytes;
  if (chunk_bytes != kChunkBytes || payload_bytes > rest) throw_corrupt("its footer does not fit its length");
  const std::uint64_t chunks = (payload_bytes + kChunkBytes - 1) / kChunkBytes;
  if (rest - payload_bytes != chunks * 8) throw_corrupt("its footer does not fit its length");
  payload_ = all.substr(0, payload_bytes);
  checksums_ = all.substr(payload_bytes, chunks * 8);
  if (checksum(checksums_) != table_checksum) throw_corrupt("its table of checksums is damaged");
  seal_ = {all.size(), checksum(footer)};
  checked_ = std::make_unique<std::atomic<std::uint8_t>[]>(chunks);
}

// Throws if `bytes` are not those that the chunk had when it was written.
void CheckedFile::expect_sound(std::uint64_t chunk, std::string_view bytes) const {
  if (checksum(bytes) == load_fixed<std::uint64_t>(checksums_.data() + chunk * 8)) return;
  throw_corrupt(("bytes " + std::to_string(chunk * kChunkBytes) + " and following are damaged").c_str());
}

void CheckedFile::check(std::uint64_t chunk) const {
  expect_sound(chunk, payload_.substr(chunk * kChunkBytes, kChunkBytes));
  checked_[chunk].store(1, std::memory_order_relaxed);
}

void CheckedFile::verify() const {
  for (std::uint64_t chunk = 0; chunk < checksums_.size() / 8; ++chunk) check(chunk);
}

void CheckedFile::verify_read(const File& file, std::uint64_t length) const {
  if (length > payload_.size()) throw_outside();
  constexpr std::size_t kAtOnce = 4 * kChunkBytes;  // More, and the buffer costs what the calls did.
  std::vector<char> buffer(kAtOnce);
  for (std::uint64_t begin = 0; begin < length; begin += kAtOnce) {
    const std::size_t size = std::min<std::uint64_t>(kAtOnce, payload_.size() - begin);
    const std::string_view got(buffer.data(), file.read_at(begin, std::span(buffer).first(size)));
    for (std::uint64_t at = begin; at < std::min(begin + kAtOnce, length); at += kChunkBytes) {
      expect_sound(at / kChunkBytes, got.substr(std::min<std::uint64_t>(at - begin, got.size()), kChunkBytes));
    }
  }
}

void CheckedFile::throw_corrupt(const char* reason) const {
  throw CorruptionError(path_, std::string("the index is damaged: ") + reason);
}

void CheckedFile::throw_outside() const { throw_corrupt("a reference points outside the file"); }

}  // namespace svitok::base
