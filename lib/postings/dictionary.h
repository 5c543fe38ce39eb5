// A sorted list of terms on disk and something short behind each: in blocks of 32, each term sharing a prefix with the
// one before. A block is looked up by the first 8 bytes of its first term.
//
// What stands behind a term is the business of an Info, which both sides know. It may count on from the one before it:
// a block begins with a number, its base, that its first Info starts from.
//
//   base varint | of each term: bytes shared with the one before varint, the rest string, its Info
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/checked_file.h"
#include "base/coding.h"
#include "base/output_file.h"

namespace svitok::postings {

/// Where a dictionary stands in its file.
struct DictionaryPlace {
  std::uint64_t terms;
  std::uint64_t blocks_offset;  ///< The blocks themselves.
  std::uint64_t blocks_bytes;
  std::uint64_t prefixes_offset;  ///< u64 a block: the first 8 bytes of its first term, big-endian, padded with zeros.
  std::uint64_t begins_offset;    ///< u64 a block: where it begins among the blocks.
};
static_assert(sizeof(DictionaryPlace) == 40);

/// The first 8 bytes of a term as a number that compares as they do.
[[nodiscard]] inline std::uint64_t prefix_number(std::string_view term) noexcept {
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < 8; ++i) {
    number = number << 8U | (i < term.size() ? static_cast<unsigned char>(term[i]) : 0U);
  }
  return number;
}

class DictionaryBuilder {
 public:
  /// Whether the next term begins a block, so that its Info has nothing before it to count from but `base`.
  [[nodiscard]] bool at_block_start() const noexcept;
  /// REQUIRES: terms strictly ascending bytewise. `base` counts only at the start of a block.
  void add(std::string_view term, std::uint64_t base, std::string_view info);
  [[nodiscard]] std::uint64_t terms() const noexcept { return terms_; }
  DictionaryPlace write(base::OutputFile& file) const;

 private:
  std::string blocks_;
  std::string prefixes_;
  std::string begins_;
  std::string last_;
  std::uint64_t terms_ = 0;
};

/// Borrows the file. Thread-safe.
class Dictionary {
 public:
  static constexpr std::uint32_t kTermsPerBlock = 32;

  /// `end`: of what the file has before its trailer. Throws CorruptionError.
  Dictionary(const base::CheckedFile& file, const DictionaryPlace& place, std::uint64_t end);

  [[nodiscard]] const base::CheckedFile& file() const noexcept { return *file_; }
  [[nodiscard]] std::uint64_t terms() const noexcept { return place_.terms; }
  [[nodiscard]] std::uint32_t blocks() const noexcept { return blocks_; }
  [[nodiscard]] std::string_view block(std::uint32_t number) const;
  /// The last block whose first term is not after `term`; 0 if there is none.
  [[nodiscard]] std::uint32_t block_of(std::string_view term) const;

 private:
  [[nodiscard]] std::uint64_t prefix_of(std::uint32_t block) const {
    return base::load_fixed<std::uint64_t>(file_->read(place_.prefixes_offset + std::uint64_t{block} * 8, 8).data());
  }
  [[nodiscard]] std::string_view first_term(std::uint32_t block) const;

  const base::CheckedFile* file_;
  DictionaryPlace place_;
  std::uint32_t blocks_;
};

/// Reads the entries of a dictionary one after the other. `Info` has `void read(base::Decoder&, std::uint64_t& base)`,
/// which moves the base on for the next one.
template <typename Info>
class DictionaryReader {
 public:
  /// Stands before the first term of `block`.
  DictionaryReader(const Dictionary& dictionary, std::uint32_t block) : dictionary_(&dictionary), next_block_(block) {}

  /// Goes on; false at the end.
  bool next() {
    if (left_ == 0 && !start_block()) return false;
    shared_ = block_.varint();
    suffix_ = block_.string();
    info_.read(block_, base_);
    if (!block_.ok()) throw_malformed();
    ++number_;
    --left_;
    return true;
  }
  void go_to_block(std::uint32_t block) {
    next_block_ = block;
    left_ = 0;
  }
  /// The block of the entries to come, when there is none left of the present one.
  [[nodiscard]] std::uint32_t next_block() const noexcept { return next_block_; }
  /// How much the term shares with the one before, and the rest of it.
  [[nodiscard]] std::uint64_t shared() const noexcept { return shared_; }
  [[nodiscard]] std::string_view suffix() const noexcept { return suffix_; }
  [[nodiscard]] const Info& info() const noexcept { return info_; }
  /// Which of the dictionary's terms it is, from 0.
  [[nodiscard]] std::uint64_t number() const noexcept { return number_; }
  [[nodiscard]] const Dictionary& dictionary() const noexcept { return *dictionary_; }
  [[noreturn]] void throw_malformed() const { dictionary_->file().throw_corrupt("a block of terms is malformed"); }

 private:
  bool start_block() {
    if (next_block_ >= dictionary_->blocks()) return false;
    block_ = base::Decoder(dictionary_->block(next_block_));
    const std::uint64_t before = std::uint64_t{next_block_} * Dictionary::kTermsPerBlock;
    left_ =
        static_cast<std::uint32_t>(std::min<std::uint64_t>(Dictionary::kTermsPerBlock, dictionary_->terms() - before));
    number_ = before - 1;
    base_ = block_.varint();
    ++next_block_;
    return true;
  }

  const Dictionary* dictionary_;
  std::uint32_t next_block_;
  std::uint32_t left_ = 0;  // Terms left in the present block.
  base::Decoder block_{std::string_view()};
  std::uint64_t base_ = 0;
  std::uint64_t number_ = 0;
  std::uint64_t shared_ = 0;
  std::string_view suffix_;
  Info info_;
};

/// Walks the terms that begin with a prefix, in bytewise order. One thread; must not outlive the dictionary.
template <typename Info>
class Terms {
 public:
  Terms(const Dictionary& dictionary, std::string_view prefix)
      : reader_(dictionary, dictionary.block_of(prefix)), prefix_(prefix) {}

  /// Moves to the next term; false at the end. The views below are valid until the next call.
  bool next() {
    while (reader_.next()) {
      if (reader_.shared() > term_.size()) reader_.throw_malformed();
      // What shares so much with a term that has the prefix has it as well.
      has_prefix_ = has_prefix_ && reader_.shared() >= prefix_.size();
      term_.resize(static_cast<std::size_t>(reader_.shared()));
      term_ += reader_.suffix();
      has_prefix_ = has_prefix_ || std::string_view(term_).starts_with(prefix_);
      if (has_prefix_) return true;
      if (term_ > prefix_) break;
    }
    reader_.go_to_block(reader_.dictionary().blocks());
    return false;
  }
  [[nodiscard]] std::string_view term() const noexcept { return term_; }
  [[nodiscard]] const Info& info() const noexcept { return reader_.info(); }
  /// Which of the dictionary's terms it is, from 0.
  [[nodiscard]] std::uint64_t number() const noexcept { return reader_.number(); }

 private:
  DictionaryReader<Info> reader_;
  std::string prefix_;
  std::string term_;
  bool has_prefix_ = false;  // The term that was read last.
};

/// Looks up what stands behind terms by their numbers, which ascend. One thread; must not outlive the dictionary.
template <typename Info>
class TermInfos {
 public:
  explicit TermInfos(const Dictionary& dictionary) : reader_(dictionary, 0) {}

  /// Moves on to the `number`-th term of all, from 0. False if there are not so many.
  bool move_to(std::uint64_t number) {
    if (number >= reader_.dictionary().terms()) return false;
    const auto block = static_cast<std::uint32_t>(number / Dictionary::kTermsPerBlock);
    if (block >= reader_.next_block()) reader_.go_to_block(block);
    do {
      if (!reader_.next()) return false;
    } while (reader_.number() != number);
    return true;
  }
  [[nodiscard]] const Info& info() const noexcept { return reader_.info(); }

 private:
  DictionaryReader<Info> reader_;
};

}  // namespace svitok::postings
