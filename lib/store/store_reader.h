// What Store::Impl offers to Store, and to StoreWriter when it copies blocks.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "base/checked_file.h"
#include "store/deflate.h"
#include "store/format.h"
#include "store/store.h"

namespace svitok::store {

/// Thread-safe. All of it throws CorruptionError.
class Store::Impl {
 public:
  explicit Impl(const std::filesystem::path& path);

  [[nodiscard]] const base::CheckedFile& file() const noexcept { return file_; }
  [[nodiscard]] std::uint32_t documents() const noexcept { return trailer_.documents; }
  [[nodiscard]] std::uint32_t blocks() const noexcept { return trailer_.blocks; }

  /// Where a document stands. REQUIRES of all else: a place.
  [[nodiscard]] std::uint32_t place(std::uint32_t doc) const;
  [[nodiscard]] std::string_view key(std::uint32_t place) const;

  /// A block of the table, with the number of documents in it.
  struct Block {
    BlockEntry entry;
    std::uint32_t documents = 0;
  };
  [[nodiscard]] Block block(std::uint32_t number) const;
  /// The number of the block that holds `place`.
  [[nodiscard]] std::uint32_t block_of(std::uint32_t place) const;
  [[nodiscard]] Packed packed(const BlockEntry& entry) const {
    return {file_.read(entry.codes_offset, entry.codes_bytes), file_.read(entry.offset, entry.packed_bytes)};
  }

  /// A block's documents; the views live as long as this does.
  struct Unpacked {
    std::unique_ptr<char[]> raw;
    std::uint32_t first_place = 0;
    std::vector<std::string_view> bodies;
  };
  [[nodiscard]] Unpacked unpack(const Block& block) const;
  [[nodiscard]] StoredDocument decode(const Unpacked& unpacked, std::uint32_t place) const;

 private:
  [[nodiscard]] std::uint32_t first_place(std::uint32_t block) const;
  void check_table(std::uint64_t offset, std::uint64_t entries, std::size_t entry_bytes) const;

  base::CheckedFile file_;
  Trailer trailer_;
};

}  // namespace svitok::store
