// Checksums and hashes: XXH3 (xxhash.com), 64 bits for integrity, 128 bits where a hash stands for the bytes
// themselves.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace svitok::base {

[[nodiscard]] std::uint64_t checksum(std::string_view bytes) noexcept;

/// 16 bytes, the canonical (big-endian) form of XXH3-128. Two different inputs are taken to never meet.
[[nodiscard]] std::string digest(std::string_view bytes);

}  // namespace svitok::base
