// A sorted list of terms on disk and an Info behind each: in blocks of 32, each term sharing a prefix with the one
// before. A block is looked up by the first 8 bytes of its first term's code (term_code.h). dictionary_block.h says
// what is in a block, and what an Info is.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/checked_file.h"
#include "base/coding.h"
#include "postings/dictionary_block.h"
#include "postings/term_code.h"

namespace svitok::postings {

/// Where a dictionary stands in its file.
struct DictionaryPlace {
  std::uint64_t terms;
  std::uint64_t blocks_offset;  ///< The blocks themselves.
  std::uint64_t blocks_bytes;
  std::uint64_t prefixes_offset;  ///< u64 a block: prefix_number() of its first term's code.
  std::uint64_t lengths_offset;   ///< u16 a block: its bytes.
  std::uint64_t begins_offset;    ///< u64 for every kBlocksPerBegin blocks: where they begin among the blocks.
};
static_assert(sizeof(DictionaryPlace) == 48);
inline constexpr std::uint32_t kBlocksPerBegin = 16;

/// The first 8 bytes of a code as a number that compares as they do.
[[nodiscard]] inline std::uint64_t prefix_number(std::string_view code) noexcept {
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < 8; ++i) {
    number = number << 8U | (i < code.size() ? static_cast<unsigned char>(code[i]) : 0U);
  }
  return number;
}

/// Borrows the file. Thread-safe.
class Dictionary {
 public:
  /// `end`: of what the file has before its trailer. Throws CorruptionError.
  Dictionary(const base::CheckedFile& file, const DictionaryPlace& place, std::uint64_t end);

  [[nodiscard]] const base::CheckedFile& file() const noexcept { return *file_; }
  [[nodiscard]] std::uint64_t terms() const noexcept { return place_.terms; }
  [[nodiscard]] std::uint32_t blocks() const noexcept { return blocks_; }
  [[nodiscard]] std::string_view block(std::uint32_t number) const;
  /// prefix_number() of the code of its first term.
  [[nodiscard]] std::uint64_t prefix_of(std::uint32_t block) const {
    return base::load_fixed<std::uint64_t>(file_->read(place_.prefixes_offset + std::uint64_t{block} * 8, 8).data());
  }
  /// How many terms the block has.
  [[nodiscard]] std::uint32_t terms_in(std::uint32_t block) const noexcept {
    const std::uint64_t before = std::uint64_t{block} * kTermsPerBlock;
    return static_cast<std::uint32_t>(std::min<std::uint64_t>(kTermsPerBlock, terms() - before));
  }
  /// The last block whose first term has not a greater code than `code`; 0 if there is none.
  [[nodiscard]] std::uint32_t block_of(std::string_view code) const;

 private:
  [[nodiscard]] std::string first_code(std::uint32_t block) const;

  const base::CheckedFile* file_;
  DictionaryPlace place_;
  std::uint32_t blocks_;
};

[[noreturn]] void throw_malformed_block(const Dictionary& dictionary);

inline constexpr std::uint32_t kNotThere = UINT32_MAX;
/// Which of the `size` terms of a block has this code, from 0; kNotThere if none has it.
[[nodiscard]] std::uint32_t find_code(const Dictionary& dictionary, BlockTerms terms, std::uint32_t size,
                                      std::string_view code);

/// Reads the entries of a dictionary one after the other.
template <typename Info>
class DictionaryReader {
 public:
  /// Stands before the first term of `block`.
  DictionaryReader(const Dictionary& dictionary, std::uint32_t block) : dictionary_(&dictionary), next_block_(block) {}

  /// Goes on; false at the end.
  bool next() {
    if (left_ == 0 && !start_block()) return false;
    --left_;
    ++number_;
    if (!block_.next() || !infos_.next()) throw_malformed();
    return true;
  }
  [[nodiscard]] std::uint32_t shared() const noexcept { return block_.shared(); }
  /// Appends the rest of the code.
  void append_letters(std::string& code) const { block_.append_letters(code); }
  [[nodiscard]] const Info& info() const noexcept { return infos_.info(); }
  /// Which of the dictionary's terms it is, from 0.
  [[nodiscard]] std::uint64_t number() const noexcept { return number_; }
  [[nodiscard]] const Dictionary& dictionary() const noexcept { return *dictionary_; }
  /// There is no next one.
  void finish() noexcept {
    next_block_ = dictionary_->blocks();
    left_ = 0;
  }
  [[noreturn]] void throw_malformed() const { throw_malformed_block(*dictionary_); }

 private:
  bool start_block() {
    if (next_block_ >= dictionary_->blocks()) return false;
    block_ = BlockTerms(dictionary_->block(next_block_), dictionary_->prefix_of(next_block_));
    infos_ = BlockInfos<Info>(block_.infos());
    left_ = dictionary_->terms_in(next_block_);
    number_ = std::uint64_t{next_block_} * kTermsPerBlock - 1;
    ++next_block_;
    return true;
  }

  const Dictionary* dictionary_;
  std::uint32_t next_block_;
  std::uint32_t left_ = 0;  // Terms left in the present block.
  std::uint64_t number_ = 0;
  BlockTerms block_;
  BlockInfos<Info> infos_;
};

/// What stands behind `term`.
template <typename Info>
[[nodiscard]] std::optional<Info> find_term(const Dictionary& dictionary, std::string_view term) {
  if (dictionary.blocks() == 0) return std::nullopt;
  const std::string wanted = code_of(term);
  const std::uint32_t block = dictionary.block_of(wanted);
  BlockTerms terms(dictionary.block(block), dictionary.prefix_of(block));
  const std::uint32_t place = find_code(dictionary, terms, dictionary.terms_in(block), wanted);
  if (place == kNotThere) return std::nullopt;
  BlockInfos<Info> infos(terms.infos());
  for (std::uint32_t i = 0; i <= place; ++i) {
    if (!infos.next()) throw_malformed_block(dictionary);
  }
  return infos.info();
}

/// Whether a walk tells what the terms are. If not, it is faster.
enum class Spelling { kTerms, kInfosOnly };

/// Walks the terms that begin with a prefix, in bytewise order. One thread; must not outlive the dictionary.
template <typename Info>
class Terms {
 public:
  /// `prefix` ends between two characters.
  Terms(const Dictionary& dictionary, std::string_view prefix, Spelling spelling = Spelling::kTerms)
      : prefix_(code_of(prefix)), spelling_(spelling), reader_(dictionary, dictionary.block_of(prefix_)) {}

  /// Moves to the next term; false at the end.
  bool next() {
    while (reader_.next()) {
      // What shares so much with a term that has the prefix has it as well, and what does not comes behind all that do;
      // but a block's first term shares nothing.
      if (has_prefix_ && reader_.shared() >= prefix_.size()) {
        if (spelling_ == Spelling::kTerms) spell();
        return true;
      }
      spell();
      has_prefix_ = std::string_view(code_).starts_with(prefix_);
      if (has_prefix_) return true;
      if (code_ > prefix_) break;
    }
    reader_.finish();
    return false;
  }
  /// This and the next one: REQUIRES Spelling::kTerms.
  [[nodiscard]] std::string term() const {
    std::string term;
    decode_term(
        code_.size(), [this](std::size_t i) { return static_cast<unsigned char>(code_[i]); },
        [&term](char byte) { term.push_back(byte); });
    return term;
  }
  /// Compares as the term does; valid until the next call.
  [[nodiscard]] const std::string& code() const noexcept { return code_; }
  [[nodiscard]] const Info& info() const noexcept { return reader_.info(); }
  /// Which of the dictionary's terms it is, from 0.
  [[nodiscard]] std::uint64_t number() const noexcept { return reader_.number(); }

 private:
  // Where terms were not spelled, at least the prefix is that of the one before, and no more of it is shared.
  void spell() {
    if (reader_.shared() > code_.size()) reader_.throw_malformed();
    code_.resize(reader_.shared());
    reader_.append_letters(code_);
  }

  std::string prefix_;  // Its code.
  Spelling spelling_;
  DictionaryReader<Info> reader_;
  std::string code_;
  bool has_prefix_ = false;  // The term that was read last.
};

/// Looks up what stands behind terms by their numbers, which ascend. One thread; must not outlive the dictionary.
template <typename Info>
class TermInfos {
 public:
  explicit TermInfos(const Dictionary& dictionary) : dictionary_(&dictionary) {}

  /// Moves on to the `number`-th term of all, from 0. False if there are not so many.
  bool move_to(std::uint64_t number) {
    if (number >= dictionary_->terms()) return false;
    const auto block = static_cast<std::uint32_t>(number / kTermsPerBlock);
    if (next_ == 0 || block != (next_ - 1) / kTermsPerBlock) {
      infos_ = BlockInfos<Info>(BlockTerms(dictionary_->block(block), 0).infos());
      next_ = std::uint64_t{block} * kTermsPerBlock;
    }
    for (; next_ <= number; ++next_) {
      if (!infos_.next()) throw_malformed_block(*dictionary_);
    }
    return true;
  }
  [[nodiscard]] const Info& info() const noexcept { return infos_.info(); }

 private:
  const Dictionary* dictionary_;
  BlockInfos<Info> infos_;
  std::uint64_t next_ = 0;  // The term behind the present one.
};

}  // namespace svitok::postings
