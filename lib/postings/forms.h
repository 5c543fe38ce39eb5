// Which surface forms of a key a document has, and how often.
//
// A form is a number within its key, its code: 0 for the form that was the most frequent when the segment was sealed.
// Six documents in seven have a key in one form only, so what is kept of a document is 1 + the code, in blocks as
// everything else; of a document that has several, 0. Behind the block stands one stream of bits (bits.h):
//
//   whether the frequencies of any document's forms do not add up to that of the key: 1 bit
//   of each document that has several: how many less two; then of each, by code, how far its code is behind the one
//   before it (the first: behind 0), less one; and behind each code the form's frequency less one
//
// These are Rice codes, of width 1 for frequencies and of width 0 for the rest. Where frequencies add up, those are
// left out that follow from the key's: the last one, and those that must be 1, since nothing is left for more.
//
// Of documents that fill no block the stream begins with what a block would have, where 0 and 1 change places, for 1 is
// the most frequent: a bit, the width of their Rice codes, and these.
//
// A key that has one form only has nothing of this. Frequencies are weighted as those of keys are.
//
// Words whose first key is another one have a code of the key too, one together. Two forms may share a place (a
// compound and its part), so their frequencies may add up to more than the key's; then a code more is counted than
// there are. So who wants as many forms as there are codes wants the key as it stands.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/checked_file.h"
#include "postings/bits.h"
#include "postings/block_codec.h"

namespace svitok::postings {

struct FormFreq {
  std::uint32_t code;
  std::uint32_t freq;
};

inline constexpr unsigned kCodeWidth = 0;
inline constexpr unsigned kFreqWidth = 1;

/// Collects the forms of up to kBlock documents.
class FormsEncoder {
 public:
  /// A document that has the key in one form.
  void add_one(std::uint32_t code) noexcept { ones_[size_++] = code + 1; }
  /// A document that has it in two or more, each of these once, and with the frequency `freq`. True if they overlap.
  bool add_several(const FormFreq* begin, const FormFreq* end, std::uint32_t freq);
  /// Appends them as a block (REQUIRES: kBlock documents) or as a list, and begins anew.
  void flush(bool as_block, std::string& out);
  void clear() noexcept;

 private:
  struct Document {
    std::uint32_t count;
    std::uint32_t freq;
  };
  void put_ones(BitWriter& bits) const;
  void put_several(BitWriter& bits) const;

  std::uint32_t size_ = 0;
  bool overlap_ = false;             // In any of the documents.
  std::vector<Document> documents_;  // Those that have several,
  std::vector<FormFreq> several_;    // and all of these.
  alignas(16) std::uint32_t ones_[kBlock];
};

/// Reads the forms of a block of documents, or of a shorter list.
class FormsReader {
 public:
  /// `bytes`: of the file; `size`: documents; `forms`: codes of the key in all. Throws CorruptionError.
  FormsReader(const base::CheckedFile& file, std::string_view bytes, std::uint32_t size, std::uint32_t forms);

  /// Of each document 1 + its form, or 0 if it has several; 16-byte aligned, zeros behind the last.
  [[nodiscard]] const std::uint32_t* ones() const noexcept { return ones_; }
  /// Calls visit(i, code, freq) for every form of every document that has several; `freqs` are the documents'. Called
  /// once.
  template <typename Visit>
  void visit_several(const std::uint32_t* freqs, Visit visit) {
    std::uint8_t with_several[kBlock];
    std::uint32_t count = 0;
    // Without a branch, which could not be guessed.
    for (std::uint32_t i = 0; i < size_; ++i) {
      with_several[count] = static_cast<std::uint8_t>(i);
      count += ones_[i] == 0 ? 1U : 0U;
    }
    for (std::uint32_t i = 0; i < count; ++i) visit_forms(with_several[i], freqs[with_several[i]], visit);
  }
  /// The same for every form of every document, in order.
  template <typename Visit>
  void visit_all(const std::uint32_t* freqs, Visit visit) {
    for (std::uint32_t i = 0; i < size_; ++i) {
      if (ones_[i] != 0) {
        visit(i, ones_[i] - 1, freqs[i]);
      } else {
        visit_forms(i, freqs[i], visit);
      }
    }
  }

 private:
  // Codes ascend and are checked, so a number of forms that is too large ends the loop.
  template <typename Visit>
  void visit_forms(std::uint32_t i, std::uint32_t freq, Visit& visit) {
    const auto [more, first] = several_.read_together([](auto& from) {
      return std::array{from.get_rice(kCodeWidth), from.get_rice(kCodeWidth)};
    });
    const std::uint64_t count = std::uint64_t{more} + 2;
    if (!overlap_ && freq < count) throw_malformed();
    // What the frequencies of forms to come are above one each.
    std::uint64_t rest = overlap_ ? UINT64_MAX : freq - count;
    std::uint64_t code = first;
    for (std::uint64_t form = 1; form < count; ++form) {
      const auto [freq_less_one, gap] = several_.read_together([rest](auto& from) {
        return std::array{rest == 0 ? 0 : from.get_rice(kFreqWidth), from.get_rice(kCodeWidth)};
      });
      if (freq_less_one > rest) throw_malformed();
      rest -= freq_less_one;
      visit_form(i, code, freq_less_one, visit);
      code += std::uint64_t{gap} + 1;
    }
    visit_form(i, code, overlap_ ? several_.get_rice(kFreqWidth) : rest, visit);
  }
  template <typename Visit>
  void visit_form(std::uint32_t i, std::uint64_t code, std::uint64_t freq_less_one, Visit& visit) {
    if (!several_.ok() || code >= forms_) throw_malformed();
    visit(i, static_cast<std::uint32_t>(code), static_cast<std::uint32_t>(freq_less_one) + 1);
  }
  [[noreturn]] void throw_malformed() const { file_->throw_corrupt("a list of forms is malformed"); }

  const base::CheckedFile* file_;
  std::uint32_t size_;
  std::uint32_t forms_;
  bool overlap_ = false;
  BitReader several_;
  alignas(16) std::uint32_t ones_[kBlock];
};

}  // namespace svitok::postings
