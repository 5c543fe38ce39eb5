// Writes a dictionary (dictionary.h).
#pragma once

#include <algorithm>
#include <array>
#include <cassert>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/coding.h"
#include "base/output_file.h"
#include "postings/dictionary.h"
#include "postings/term_code.h"

namespace svitok::postings {

/// The letters of a block in the making.
class BlockSpeller {
 public:
  /// Its terms' letters, one term after the other.
  void add(std::string_view letters);
  [[nodiscard]] std::uint32_t terms() const noexcept { return size_; }
  /// Appends the letters in the alphabet that needs the fewest bits, which it tells, and which terms it spells; begins
  /// anew.
  unsigned write(std::string& out, std::array<TermHead, kTermsPerBlock>& heads);

 private:
  struct Term {
    std::uint32_t size;      ///< Of its letters.
    std::uint8_t alphabets;  ///< Those that have all of them, a bit each.
    [[nodiscard]] bool is_spelled_by(unsigned alphabet) const noexcept { return (alphabets >> alphabet & 1U) != 0; }
  };

  [[nodiscard]] unsigned best_alphabet() const;

  std::uint32_t size_ = 0;
  std::array<Term, kTermsPerBlock> terms_;
  std::string letters_;
};

/// Collects the terms, and what stands behind them, in memory: some ten bytes a term.
template <typename Info>
class DictionaryBuilder {
 public:
  /// REQUIRES: terms strictly ascending bytewise, not empty.
  void add(TermCode term, const Info& info) {
    code_ = term.bytes;
    const std::uint32_t at = speller_.terms();
    if (at == 0) base::append_fixed(prefixes_, prefix_number(code_));
    // A first term shares the prefix, but for a letter of its own.
    const std::size_t before = at == 0 ? kPrefixBytes : last_.size();
    const std::size_t shared = at == 0 ? std::min(before, code_.size() - 1) : shared_bytes(code_, last_);
    heads_[at] = {static_cast<std::uint32_t>(before - shared), static_cast<std::uint32_t>(code_.size() - shared), true};
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
    place.lengths_offset = file.offset();
    file.append(lengths_);
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
    const std::size_t begin = blocks_.size();
    if (lengths_.size() % (sizeof(std::uint16_t) * kBlocksPerBegin) == 0)
      base::append_fixed(begins_, static_cast<std::uint64_t>(begin));
    const std::uint32_t terms = speller_.terms();
    stream_.clear();
    const unsigned alphabet = speller_.write(stream_, heads_);
    base::append_string(blocks_, stream_);
    stream_.clear();
    BitWriter heads(stream_);
    heads.put(alphabet, 2);
    for (std::uint32_t i = 0; i < terms; ++i) heads_[i].write(heads);
    heads.finish();
    base::append_string(blocks_, stream_);
    BitWriter infos(blocks_);
    typename Info::Base base = Info::base_of(std::span(infos_).first(terms));
    base.write(infos);
    for (std::uint32_t i = 0; i < terms; ++i) infos_[i].write(infos, base);
    infos.finish();
    // 32 terms of 255 bytes, codes twice as long at most, and some dozen bytes behind each.
    assert(blocks_.size() - begin <= UINT16_MAX);
    base::append_fixed(lengths_, static_cast<std::uint16_t>(blocks_.size() - begin));
  }

  std::string blocks_;
  std::string prefixes_;
  std::string lengths_;
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

}  // namespace svitok::postings
