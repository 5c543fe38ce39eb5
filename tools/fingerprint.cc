#include "fingerprint.h"

#include <xxhash.h>

#include <cstring>

namespace tools {
namespace {

// A file's: 'F', time (8), size (8), hash (16), numbers in the machine's byte order. A line's: 'J', hash.
constexpr std::size_t kTimeAt = 1;
constexpr std::size_t kSizeAt = 9;
constexpr std::size_t kHashAt = 17;
constexpr std::size_t kHashBytes = 16;
constexpr std::size_t kFileBytes = kHashAt + kHashBytes;

// A time that no comparison accepts.
constexpr std::int64_t kUnsettled = INT64_MIN;

std::string hash(std::string_view bytes) {
  XXH128_canonical_t canonical;
  XXH128_canonicalFromHash(&canonical, XXH3_128bits(bytes.data(), bytes.size()));
  return {reinterpret_cast<const char*>(canonical.digest), sizeof canonical.digest};
}

template <typename Integer>
std::string as_bytes(Integer value) {
  std::string bytes(sizeof value, '\0');
  std::memcpy(bytes.data(), &value, sizeof value);
  return bytes;
}

/// A file written again within the clock tick in which we read it keeps its time stamp. So a time stamp that young says
/// nothing: the content will be compared. A tick is at most 10 ms; whole seconds mean a file system that counts in
/// them.
bool is_settled(std::int64_t mtime_ns, std::int64_t read_at_ns) {
  const bool counts_in_seconds = mtime_ns % 1'000'000'000 == 0;
  return read_at_ns - mtime_ns > (counts_in_seconds ? 2'000'000'000 : 20'000'000);
}

}  // namespace

std::string file_fingerprint(std::string_view bytes, std::int64_t mtime_ns, std::int64_t read_at_ns) {
  const std::int64_t time = is_settled(mtime_ns, read_at_ns) ? mtime_ns : kUnsettled;
  return 'F' + as_bytes(time) + as_bytes(std::uint64_t{bytes.size()}) + hash(bytes);
}

std::string line_fingerprint(std::string_view line) { return 'J' + hash(line); }

bool is_file_fingerprint(std::string_view fingerprint) {
  return fingerprint.size() == kFileBytes && fingerprint[0] == 'F';
}

bool has_time_and_size(std::string_view fingerprint, std::int64_t mtime_ns, std::uint64_t bytes) {
  return is_file_fingerprint(fingerprint) && mtime_ns != kUnsettled &&
         fingerprint.substr(kTimeAt, kSizeAt - kTimeAt) == as_bytes(mtime_ns) &&
         fingerprint.substr(kSizeAt, kHashAt - kSizeAt) == as_bytes(bytes);
}

bool same_content(std::string_view fingerprint, std::string_view other) {
  return is_file_fingerprint(fingerprint) && is_file_fingerprint(other) &&
         fingerprint.substr(kSizeAt) == other.substr(kSizeAt);
}

}  // namespace tools
