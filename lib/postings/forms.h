// Which surface forms of a key a document has, and how often.
//
// A form is a number within its key, its code: 0 for the form that was the most frequent when the segment was sealed.
// Six documents in seven have a key in one form only, so what is kept of a document is 1 + the code, in blocks as
// everything else; of a document that has several, 0. Behind the block, as one stream of Golomb codes of order 0
// (bits.h), stand for each document that has several: how many less two, and of each, by code, how far its code is
// above that of the one before it, less one (of the first: its code), and its frequency less one. Of documents that
// fill no block the stream begins with what a block would have, where 0 and 1 change places, for 1 is the most
// frequent.
//
// A key that has one form only has nothing of this. Frequencies are weighted as those of keys are.
//
// Words whose first key is another one have a code of the key too, one together. Two forms may share a place (a
// compound and its part), so their frequencies may add up to more than the key's; then a code more is counted than
// there are. So who wants as many forms as there are codes wants the key as it stands.
#pragma once

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

/// Collects the forms of up to kBlock documents.
class FormsEncoder {
 public:
  /// A document that has the key in one form.
  void add_one(std::uint32_t code) noexcept { ones_[size_++] = code + 1; }
  /// REQUIRES: two or more, each once.
  void add_several(const FormFreq* begin, const FormFreq* end);
  /// Appends them as a block (REQUIRES: kBlock documents) or as a list, and begins anew.
  void flush(bool as_block, std::string& out);
  void clear() noexcept;

 private:
  std::uint32_t size_ = 0;
  std::vector<FormFreq> several_;
  std::vector<std::uint32_t> counts_;  // Of the documents that have several, how many of those.
  alignas(16) std::uint32_t ones_[kBlock];
};

/// Reads the forms of a block of documents, or of a shorter list.
class FormsReader {
 public:
  /// `size`: documents; `forms`: codes of the key in all. Throws CorruptionError.
  FormsReader(const base::CheckedFile& file, std::string_view bytes, std::uint32_t size, std::uint32_t forms);

  /// Of each document 1 + its form, or 0 if it has several; 16-byte aligned, zeros behind the last.
  [[nodiscard]] const std::uint32_t* ones() const noexcept { return ones_; }
  /// Calls visit(i, code, freq) for every form of every document that has several. Called once.
  template <typename Visit>
  void visit_several(Visit visit) {
    std::uint8_t with_several[kBlock];
    std::uint32_t count = 0;
    // Without a branch, which could not be guessed.
    for (std::uint32_t i = 0; i < size_; ++i) {
      with_several[count] = static_cast<std::uint8_t>(i);
      count += ones_[i] == 0 ? 1U : 0U;
    }
    for (std::uint32_t i = 0; i < count; ++i) visit_forms(with_several[i], visit);
  }
  /// Calls visit(i, code, freq) for every form of every document, in order; `freqs` are the documents'. Called once.
  template <typename Visit>
  void visit_all(const std::uint32_t* freqs, Visit visit) {
    for (std::uint32_t i = 0; i < size_; ++i) {
      if (ones_[i] != 0) {
        visit(i, ones_[i] - 1, freqs[i]);
      } else {
        visit_forms(i, visit);
      }
    }
  }

 private:
  // Codes ascend and are checked, so a number of forms that is too large ends the loop.
  template <typename Visit>
  void visit_forms(std::uint32_t i, Visit& visit) {
    const std::uint64_t count = several_.get_golomb(0) + 2;
    std::uint64_t code = 0;
    for (std::uint64_t form = 0; form < count; ++form, ++code) {
      const auto [gap, freq_less_one] = several_.get_golombs<2>({0, 0});
      code += gap;
      if (!several_.ok() || code >= forms_ || freq_less_one >= UINT32_MAX) throw_malformed();
      visit(i, static_cast<std::uint32_t>(code), static_cast<std::uint32_t>(freq_less_one) + 1);
    }
  }
  [[noreturn]] void throw_malformed() const { file_->throw_corrupt("a list of forms is malformed"); }

  const base::CheckedFile* file_;
  std::uint32_t size_;
  std::uint32_t forms_;
  BitReader several_{std::string_view()};
  alignas(16) std::uint32_t ones_[kBlock];
};

}  // namespace svitok::postings
