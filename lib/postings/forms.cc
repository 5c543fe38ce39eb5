#include "postings/forms.h"

#include <algorithm>
#include <span>

namespace svitok::postings {

namespace {

// Of a document in a list: 1, its most frequent form alone, is the shortest code, and 0, several forms, the next one.
std::uint32_t swapped(std::uint32_t one) { return one < 2 ? 1 - one : one; }

}  // namespace

void FormsEncoder::add_several(const FormFreq* begin, const FormFreq* end) {
  ones_[size_++] = 0;
  const auto first = static_cast<std::ptrdiff_t>(several_.size());
  several_.insert(several_.end(), begin, end);
  std::sort(several_.begin() + first, several_.end(),
            [](const FormFreq& a, const FormFreq& b) { return a.code < b.code; });
  counts_.push_back(static_cast<std::uint32_t>(end - begin));
}

void FormsEncoder::flush(bool as_block, std::string& out) {
  if (as_block) encode_block(ones_, out);
  BitWriter bits(out);
  if (!as_block) {
    for (const std::uint32_t one : std::span(ones_).first(size_)) bits.put_golomb(swapped(one), 0);
  }
  const FormFreq* form = several_.data();
  for (const std::uint32_t count : counts_) {
    bits.put_golomb(count - 2, 0);
    std::uint32_t expected = 0;
    for (const FormFreq* const end = form + count; form != end; ++form) {
      bits.put_golomb(form->code - expected, 0);
      bits.put_golomb(form->freq - 1, 0);
      expected = form->code + 1;
    }
  }
  bits.finish();
  clear();
}

void FormsEncoder::clear() noexcept {
  size_ = 0;
  several_.clear();
  counts_.clear();
}

FormsReader::FormsReader(const base::CheckedFile& file, std::string_view bytes, std::uint32_t size, std::uint32_t forms)
    : file_(&file), size_(size), forms_(forms) {
  if (size == kBlock) {
    const std::size_t taken = decode_block(bytes, ones_);
    if (taken == 0) throw_malformed();
    several_ = BitReader(bytes.substr(taken));
  } else {
    several_ = BitReader(bytes);
    for (std::uint32_t& one : std::span(ones_).first(size)) {
      one = swapped(static_cast<std::uint32_t>(std::min<std::uint64_t>(several_.get_golomb(0), UINT32_MAX)));
    }
    std::fill(ones_ + size, ones_ + kBlock, 0U);
  }
  if (!several_.ok() || (size != 0 && *std::max_element(ones_, ones_ + size) > forms)) throw_malformed();
}

}  // namespace svitok::postings
