#include "postings/forms.h"

namespace svitok::postings {

void FormsEncoder::add_several(const FormFreq* begin, const FormFreq* end) {
  ones_[size_++] = 0;
  for (const FormFreq* form = begin; form != end; ++form) {
    const std::uint32_t few = std::min(form->freq - 1, 3U);
    base::VarintBuffer<2> bytes;
    bytes.add(std::uint64_t{form->code} << 3U | few << 1U | (form + 1 == end ? 1U : 0U));
    if (few == 3) bytes.add(form->freq - 4);
    several_.append(bytes.view());
  }
}

void FormsEncoder::flush(bool as_block, std::string& out) {
  if (as_block) {
    encode_block(ones_, out);
  } else {
    base::VarintBuffer<kBlock> bytes;
    for (std::uint32_t i = 0; i < size_; ++i) bytes.add(ones_[i]);
    out.append(bytes.view());
  }
  out.append(several_);
  clear();
}

void FormsEncoder::clear() noexcept {
  size_ = 0;
  several_.clear();
}

FormsReader::FormsReader(const base::CheckedFile& file, std::string_view bytes, std::uint32_t size, std::uint32_t forms)
    : file_(&file), size_(size), forms_(forms) {
  if (size == kBlock) {
    const std::size_t taken = decode_block(bytes, ones_);
    if (taken == 0) throw_malformed();
    several_ = base::Decoder(bytes.substr(taken));
  } else {
    several_ = base::Decoder(bytes);
    std::generate(ones_, ones_ + size, [this] { return several_.varint32(); });
    std::fill(ones_ + size, ones_ + kBlock, 0U);
  }
  if (!several_.ok() || *std::max_element(ones_, ones_ + kBlock) > forms) throw_malformed();
}

}  // namespace svitok::postings
