// Which version of its source a document was made from, in the bytes that the index keeps with it.
//
// A file: when it was modified, its size and a hash of its bytes, so that an unchanged file is known by a stat() and a
// touched one by reading it. A line of JSON: a hash. Hashes are XXH3-128.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace tools {

[[nodiscard]] std::string file_fingerprint(std::string_view bytes, std::int64_t mtime_ns, std::int64_t read_at_ns);
[[nodiscard]] std::string line_fingerprint(std::string_view line);

[[nodiscard]] bool is_file_fingerprint(std::string_view fingerprint);

/// Whether a file of this time and size is the one the fingerprint was taken of, without reading it.
[[nodiscard]] bool has_time_and_size(std::string_view fingerprint, std::int64_t mtime_ns, std::uint64_t bytes);

/// Whether both were taken of the same bytes.
[[nodiscard]] bool same_content(std::string_view fingerprint, std::string_view other);

}  // namespace tools
