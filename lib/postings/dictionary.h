// A sorted list of terms on disk and something short behind each: in blocks of 32, each term sharing a prefix with the
// one before. A block is looked up by the first 8 bytes of its first term's code (term_code.h).
//
// What stands behind a term is the business of an Info, which has
//
//   std::uint64_t base() const;                             what the Info of a block's first term counts from
//   void write(BitWriter&, std::uint64_t& base) const;      and moves the base on for the next term,
//   void read(BitReader&, std::uint64_t& base);             as this does
//
// A block: base varint | bytes of the letters varint | letters | bytes of the heads varint | heads | Infos. Each is a
// stream of bits (bits.h). Letters: those that a term does not share with the one before. Heads: the number of the
// block's alphabet (alphabet.h), and of each term how many bytes of its code it shares and how many it has besides. So
// terms are passed over without their letters, and Infos are found by number without the heads.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/checked_file.h"
#include "base/coding.h"
#include "base/output_file.h"
#include "postings/alphabet.h"
#include "postings/bits.h"
#include "postings/term_code.h"

namespace svitok::postings {

inline constexpr std::uint32_t kTermsPerBlock = 32;

/// Where a dictionary stands in its file.
struct DictionaryPlace {
  std::uint64_t terms;
  std::uint64_t blocks_offset;  ///< The blocks themselves.
  std::uint64_t blocks_bytes;
  std::uint64_t prefixes_offset;  ///< u64 a block: prefix_number() of its first term's code.
  std::uint64_t begins_offset;    ///< u64 a block: where it begins among the blocks.
};
static_assert(sizeof(DictionaryPlace) == 40);

/// The first 8 bytes of a code as a number that compares as they do.
[[nodiscard]] inline std::uint64_t prefix_number(std::string_view code) noexcept {
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < 8; ++i) {
    number = number << 8U | (i < code.size() ? static_cast<unsigned char>(code[i]) : 0U);
  }
  return number;
}

/// What a block's numbers say of a term's letters.
struct TermHead {
  std::uint32_t shared = 0;  ///< Bytes of the code that are those of the term before,
  std::uint32_t size = 0;    ///< and those behind them. At least one, for terms ascend.
  bool is_spelled = true;    ///< With the block's alphabet, and otherwise with kAlphabets[0].

  void write(BitWriter& heads) const;
  void read(BitReader& heads) noexcept {
    const auto [of_shared, of_size] = heads.get_golombs<2>({kSharedOrder, kSizeOrder});
    is_spelled = of_size != 0;
    shared = limited(of_shared);
    size = limited(is_spelled ? of_size : heads.get_golomb(kSizeOrder));
  }

 private:
  static constexpr unsigned kSharedOrder = 3;
  static constexpr unsigned kSizeOrder = 1;

  // What no term has is malformed, and found out where it is used.
  static std::uint32_t limited(std::uint64_t size) noexcept {
    return static_cast<std::uint32_t>(std::min<std::uint64_t>(size, UINT32_MAX));
  }
};

/// The letters of a block in the making.
class BlockSpeller {
 public:
  /// Its terms' letters, one term after the other.
  void add(std::string_view letters);
  [[nodiscard]] std::uint32_t terms() const noexcept { return terms_; }
  /// Appends the letters in the alphabet that needs the fewest bits, which it tells, and which terms it spells; begins
  /// anew.
  unsigned write(std::string& out, std::array<TermHead, kTermsPerBlock>& heads);

 private:
  std::uint32_t terms_ = 0;
  std::string letters_;
  std::array<std::uint32_t, kTermsPerBlock> sizes_;
};

template <typename Info>
class DictionaryBuilder {
 public:
  /// REQUIRES: terms strictly ascending bytewise, not empty.
  void add(std::string_view term, const Info& info) {
    code_.clear();
    encode_term(term, [this](unsigned byte) {
      code_.push_back(static_cast<char>(byte));
      return true;
    });
    const std::uint32_t at = speller_.terms();
    const std::size_t shared = at == 0 ? 0 : shared_bytes(code_, last_);
    if (at == 0) base::append_fixed(prefixes_, prefix_number(code_));
    heads_[at] = {static_cast<std::uint32_t>(shared), static_cast<std::uint32_t>(code_.size() - shared), true};
    infos_[at] = info;
    speller_.add(std::string_view(code_).substr(shared));
    last_.swap(code_);
    ++terms_;
    if (at + 1 == kTermsPerBlock) flush();
  }
  [[nodiscard]] std::uint64_t terms() const noexcept { return terms_; }
  /// Called once, last.
  DictionaryPlace write(base::OutputFile& file) {
    if (speller_.terms() != 0) flush();
    DictionaryPlace place{};
    place.terms = terms_;
    place.blocks_offset = file.offset();
    place.blocks_bytes = blocks_.size();
    file.append(blocks_);
    place.prefixes_offset = file.offset();
    file.append(prefixes_);
    place.begins_offset = file.offset();
    file.append(begins_);
    return place;
  }

 private:
  static std::size_t shared_bytes(std::string_view a, std::string_view b) {
    const std::size_t most = std::min(a.size(), b.size());
    return static_cast<std::size_t>(
        std::mismatch(a.begin(), a.begin() + static_cast<std::ptrdiff_t>(most), b.begin()).first - a.begin());
  }

  void flush() {
    base::append_fixed(begins_, static_cast<std::uint64_t>(blocks_.size()));
    const std::uint32_t terms = speller_.terms();
    stream_.clear();
    const unsigned alphabet = speller_.write(stream_, heads_);
    std::uint64_t base = infos_[0].base();
    base::append_varint(blocks_, base);
    base::append_string(blocks_, stream_);
    stream_.clear();
    BitWriter heads(stream_);
    heads.put(alphabet, 2);
    for (std::uint32_t i = 0; i < terms; ++i) heads_[i].write(heads);
    heads.finish();
    base::append_string(blocks_, stream_);
    BitWriter infos(blocks_);
    for (std::uint32_t i = 0; i < terms; ++i) infos_[i].write(infos, base);
    infos.finish();
  }

  std::string blocks_;
  std::string prefixes_;
  std::string begins_;
  std::string last_;  // The code of the last term,
  std::string code_;  // and of the next one.
  std::uint64_t terms_ = 0;
  // The block in the making.
  BlockSpeller speller_;
  std::string stream_;
  std::array<TermHead, kTermsPerBlock> heads_;
  std::array<Info, kTermsPerBlock> infos_;
};

/// Borrows the file. Thread-safe.
class Dictionary {
 public:
  /// `end`: of what the file has before its trailer. Throws CorruptionError.
  Dictionary(const base::CheckedFile& file, const DictionaryPlace& place, std::uint64_t end);

  [[nodiscard]] const base::CheckedFile& file() const noexcept { return *file_; }
  [[nodiscard]] std::uint64_t terms() const noexcept { return place_.terms; }
  [[nodiscard]] std::uint32_t blocks() const noexcept { return blocks_; }
  [[nodiscard]] std::string_view block(std::uint32_t number) const;
  /// How many terms the block has.
  [[nodiscard]] std::uint32_t terms_in(std::uint32_t block) const noexcept {
    const std::uint64_t before = std::uint64_t{block} * kTermsPerBlock;
    return static_cast<std::uint32_t>(std::min<std::uint64_t>(kTermsPerBlock, terms() - before));
  }
  /// The last block whose first term has not a greater code than `code`; 0 if there is none.
  [[nodiscard]] std::uint32_t block_of(std::string_view code) const;

 private:
  [[nodiscard]] std::uint64_t prefix_of(std::uint32_t block) const {
    return base::load_fixed<std::uint64_t>(file_->read(place_.prefixes_offset + std::uint64_t{block} * 8, 8).data());
  }
  [[nodiscard]] std::string first_code(std::uint32_t block) const;

  const base::CheckedFile* file_;
  DictionaryPlace place_;
  std::uint32_t blocks_;
};

[[noreturn]] void throw_malformed_block(const Dictionary& dictionary);

/// Reads the terms of one block: their letters, when they are asked for.
class BlockTerms {
 public:
  BlockTerms() = default;
  explicit BlockTerms(std::string_view block) {
    base::Decoder decoder(block);
    base_ = decoder.varint();
    letters_ = decoder.string();
    heads_ = BitReader(decoder.string());
    infos_ = BitReader(block.substr(block.size() - decoder.remaining()));
    alphabet_ = &kAlphabets[heads_.get(2)];
  }

  /// On to the next term. Both are false if the block is malformed.
  bool next() noexcept {
    letters_at_ = letters_end_;
    head_.read(heads_);
    letters_end_ += std::uint64_t{head_.size} * alphabet().width();
    return heads_.ok() && letters_end_ <= letters_.size() * 8;
  }
  template <typename Info>
  bool next_info(Info& info) noexcept {
    info.read(infos_, base_);
    return infos_.ok();
  }
  [[nodiscard]] std::uint32_t shared() const noexcept { return head_.shared; }
  /// Appends the letters that the term does not share.
  void append_letters(std::string& code) const {
    BitReader letters(letters_);
    letters.skip(letters_at_);
    const unsigned width = alphabet().width();
    const std::size_t before = code.size();
    code.resize(before + head_.size);
    char* next = code.data() + before;
    const std::uint32_t at_once = 32 / width;
    for (std::uint32_t left = head_.size; left != 0;) {
      const std::uint32_t taken = std::min(left, at_once);
      std::uint32_t numbers = letters.get(taken * width);
      for (std::uint32_t i = 0; i < taken; ++i, numbers >>= width) {
        *next++ = alphabet().letter(static_cast<std::uint32_t>(low_bits(numbers, width)));
      }
      left -= taken;
    }
  }

 private:
  [[nodiscard]] const Alphabet& alphabet() const noexcept { return head_.is_spelled ? *alphabet_ : kAlphabets[0]; }

  BitReader heads_{std::string_view()};
  BitReader infos_{std::string_view()};
  std::string_view letters_;
  std::uint64_t letters_at_ = 0;   // Where those of the present term are, in bits,
  std::uint64_t letters_end_ = 0;  // and where they end.
  const Alphabet* alphabet_ = kAlphabets.data();
  std::uint64_t base_ = 0;
  TermHead head_;
};

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
    if (!block_.next() || !block_.next_info(info_)) throw_malformed();
    return true;
  }
  [[nodiscard]] std::uint32_t shared() const noexcept { return block_.shared(); }
  /// Appends the rest of the code.
  void append_letters(std::string& code) const { block_.append_letters(code); }
  [[nodiscard]] const Info& info() const noexcept { return info_; }
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
    block_ = BlockTerms(dictionary_->block(next_block_));
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
  Info info_;
};

/// What stands behind `term`.
template <typename Info>
[[nodiscard]] std::optional<Info> find_term(const Dictionary& dictionary, std::string_view term) {
  const std::string wanted = code_of(term);
  DictionaryReader<Info> reader(dictionary, dictionary.block_of(wanted));
  std::size_t matched = 0;  // So many bytes of `wanted` the last term begins with; it comes before `wanted`.
  std::string letters;
  while (reader.next()) {
    if (reader.shared() > matched) continue;
    if (reader.shared() < matched) break;
    letters.clear();
    reader.append_letters(letters);
    const std::string_view rest = std::string_view(wanted).substr(matched);
    const auto [in_letters, in_rest] = std::mismatch(letters.begin(), letters.end(), rest.begin(), rest.end());
    if (in_letters == letters.end() && in_rest == rest.end()) return reader.info();
    if (in_rest == rest.end()) break;
    if (in_letters != letters.end() && static_cast<unsigned char>(*in_letters) > static_cast<unsigned char>(*in_rest)) {
      break;
    }
    matched += static_cast<std::size_t>(in_rest - rest.begin());
  }
  return std::nullopt;
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
      block_ = BlockTerms(dictionary_->block(block));
      next_ = std::uint64_t{block} * kTermsPerBlock;
    }
    for (; next_ <= number; ++next_) {
      if (!block_.next_info(info_)) throw_malformed_block(*dictionary_);
    }
    return true;
  }
  [[nodiscard]] const Info& info() const noexcept { return info_; }

 private:
  const Dictionary* dictionary_;
  BlockTerms block_;
  std::uint64_t next_ = 0;  // The term behind the present one.
  Info info_;
};

}  // namespace svitok::postings
