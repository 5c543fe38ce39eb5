#include "postings/dictionary.h"

namespace svitok::postings {

Dictionary::Dictionary(const base::CheckedFile& file, const DictionaryPlace& place, std::uint64_t end)
    : file_(&file),
      place_(place),
      blocks_(static_cast<std::uint32_t>((place.terms + kTermsPerBlock - 1) / kTermsPerBlock)) {
  const auto fits = [end](std::uint64_t offset, std::uint64_t size) { return offset <= end && size <= end - offset; };
  const std::uint64_t table_bytes = std::uint64_t{blocks_} * 8;
  // A term takes at least a byte, so a number of blocks that was cut to 32 bits does not get past.
  if (place.terms > place.blocks_bytes || place.terms > UINT32_MAX || !fits(place.blocks_offset, place.blocks_bytes) ||
      !fits(place.prefixes_offset, table_bytes) || !fits(place.begins_offset, table_bytes)) {
    file.throw_corrupt("its dictionary contradicts its length");
  }
}

std::string_view Dictionary::block(std::uint32_t number) const {
  const auto begin_of = [this](std::uint32_t block) {
    return block == blocks_ ? place_.blocks_bytes
                            : base::load_fixed<std::uint64_t>(
                                  file_->read(place_.begins_offset + std::uint64_t{block} * 8, 8).data());
  };
  const std::uint64_t begin = begin_of(number);
  const std::uint64_t end = begin_of(number + 1);
  if (begin > end || end > place_.blocks_bytes) file_->throw_corrupt("its index of terms is out of order");
  return file_->read(place_.blocks_offset + begin, end - begin);
}

void throw_malformed_block(const Dictionary& dictionary) {
  dictionary.file().throw_corrupt("a block of terms is malformed");
}

std::string Dictionary::first_code(std::uint32_t number) const {
  BlockTerms terms(block(number));
  std::string code;
  if (!terms.next()) throw_malformed_block(*this);
  terms.append_letters(code);
  return code;
}

std::uint32_t Dictionary::block_of(std::string_view code) const {
  const std::uint64_t wanted = prefix_number(code);
  std::uint32_t low = 0;
  std::uint32_t high = blocks_;
  while (low < high) {
    const std::uint32_t middle = low + (high - low) / 2;
    const std::uint64_t found = prefix_of(middle);
    if (found < wanted || (found == wanted && first_code(middle) <= code)) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low == 0 ? 0 : low - 1;
}

}  // namespace svitok::postings
