#include "postings/forms.h"

#include <algorithm>
#include <numeric>
#include <span>

namespace svitok::postings {

namespace {

// Of a document in a list: 1, its most frequent form alone, is the shortest code, and 0, several forms, the next one.
std::uint32_t swapped(std::uint32_t one) { return one < 2 ? 1 - one : one; }

}  // namespace

bool FormsEncoder::add_several(const FormFreq* begin, const FormFreq* end, std::uint32_t freq) {
  ones_[size_++] = 0;
  const auto first = static_cast<std::ptrdiff_t>(several_.size());
  several_.insert(several_.end(), begin, end);
  std::sort(several_.begin() + first, several_.end(),
            [](const FormFreq& a, const FormFreq& b) { return a.code < b.code; });
  documents_.push_back({static_cast<std::uint32_t>(end - begin), freq});
  const auto add = [](std::uint64_t sum, const FormFreq& form) { return sum + form.freq; };
  const bool overlap = std::accumulate(begin, end, std::uint64_t{0}, add) != freq;
  overlap_ |= overlap;
  return overlap;
}

void FormsEncoder::flush(bool as_block, std::string& out) {
  if (as_block) encode_block(ones_, out);
  BitWriter bits(out);
  if (!as_block) put_ones(bits);
  put_several(bits);
  bits.finish();
  clear();
}

void FormsEncoder::put_ones(BitWriter& bits) const {
  std::uint32_t numbers[kBlock];
  std::transform(ones_, ones_ + size_, numbers, swapped);
  const unsigned width = best_rice_width({numbers, size_}, 2);
  bits.put(width, 1);
  for (const std::uint32_t number : std::span(numbers).first(size_)) bits.put_rice(number, width);
}

void FormsEncoder::put_several(BitWriter& bits) const {
  bits.put(overlap_ ? 1 : 0, 1);
  const FormFreq* form = several_.data();
  for (const auto [count, freq] : documents_) {
    bits.put_rice(count - 2, kCodeWidth);
    std::uint32_t expected = 0;
    std::uint32_t rest = freq - count;  // Meaningless if they overlap.
    for (const FormFreq* const last = form + count - 1; form <= last; ++form) {
      bits.put_rice(form->code - expected, kCodeWidth);
      expected = form->code + 1;
      if (overlap_ || (form != last && rest != 0)) bits.put_rice(form->freq - 1, kFreqWidth);
      rest -= form->freq - 1;
    }
  }
}

void FormsEncoder::clear() noexcept {
  size_ = 0;
  overlap_ = false;
  documents_.clear();
  several_.clear();
}

FormsReader::FormsReader(const base::CheckedFile& file, std::string_view bytes, std::uint32_t size, std::uint32_t forms)
    : file_(&file), size_(size), forms_(forms) {
  if (size == kBlock) {
    const std::size_t taken = decode_block(bytes, ones_);
    if (taken == 0) throw_malformed();
    several_ = BitReader(bytes.substr(taken));
  } else {
    several_ = BitReader(bytes);
    const unsigned width = several_.get(1);
    for (std::uint32_t& one : std::span(ones_).first(size)) one = swapped(several_.get_rice(width));
    std::fill(ones_ + size, ones_ + kBlock, 0U);
  }
  overlap_ = several_.get(1) != 0;
  if (!several_.ok() || (size != 0 && *std::max_element(ones_, ones_ + size) > forms)) throw_malformed();
}

}  // namespace svitok::postings
