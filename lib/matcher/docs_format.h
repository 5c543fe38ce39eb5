// The shape of a docs file behind its database: the digest table, the slots in use and the trailer. Byte by byte in
// docs/format.md.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/output_file.h"

namespace svitok::matcher {

inline constexpr std::string_view kDocsKind = "svkxdocs";
inline constexpr std::uint32_t kDocsVersion = 1;

inline constexpr std::size_t kDigestBytes = 16;
/// A digest and the number of its document, u32. Sorted by both.
inline constexpr std::size_t kKeyEntryBytes = kDigestBytes + 4;
/// Documents u32, slots in use u32, bytes of the database u64.
inline constexpr std::size_t kDocsTrailerBytes = 16;
/// More slots than this a file never has: they are given out by the library, not by documents.
inline constexpr std::uint32_t kMaxSlots = 64;

/// What filter terms begin with: the name, behind its length, and then the value; or, where that is too long, the
/// digest of name and value; or, where the name is too long for that, the digest alone.
inline constexpr char kFilterPrefix = 'F';
inline constexpr char kLongFilterPrefix = 'G';
inline constexpr char kLongNamePrefix = 'H';
/// In bytes as Xapian stores them.
inline constexpr std::size_t kLongestTerm = 240;
inline constexpr std::size_t kLongestNameKept = 100;

/// The digests of a segment's keys on their way to the table.
class KeyTable {
 public:
  /// REQUIRES: digest.size() == kDigestBytes. Documents come in order.
  void add(std::string_view digest);
  [[nodiscard]] std::uint32_t documents() const noexcept { return static_cast<std::uint32_t>(entries_.size()); }
  /// The table's bytes.
  [[nodiscard]] std::string sorted() &&;

 private:
  struct Entry {
    std::uint64_t high;  ///< The digest as two big-endian numbers, which compare like its bytes.
    std::uint64_t low;
    std::uint32_t doc;
  };
  std::vector<Entry> entries_;
};

/// Writes a docs file: the database in the file `database`, then what stands behind it.
base::FileSeal write_docs_file(const std::filesystem::path& database, KeyTable keys,
                               const std::set<std::uint32_t>& slots, const std::filesystem::path& path, bool durable);

}  // namespace svitok::matcher
