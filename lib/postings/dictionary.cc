#include "postings/dictionary.h"

namespace svitok::postings {

Dictionary::Dictionary(const base::CheckedFile& file, const DictionaryPlace& place, std::uint64_t end)
    : file_(&file),
      place_(place),
      blocks_(static_cast<std::uint32_t>((place.terms + kTermsPerBlock - 1) / kTermsPerBlock)) {
  const auto fits = [end](std::uint64_t offset, std::uint64_t size) { return offset <= end && size <= end - offset; };
  // A term takes at least a byte, so a number of blocks that was cut to 32 bits does not get past.
  if (place.terms > place.blocks_bytes || place.terms > UINT32_MAX || !fits(place.blocks_offset, place.blocks_bytes) ||
      !fits(place.prefixes_offset, std::uint64_t{blocks_} * 8) ||
      !fits(place.lengths_offset, std::uint64_t{blocks_} * 2) ||
      !fits(place.begins_offset, (std::uint64_t{blocks_} + kBlocksPerBegin - 1) / kBlocksPerBegin * 8)) {
    file.throw_corrupt("its dictionary contradicts its length");
  }
}

std::string_view Dictionary::block(std::uint32_t number) const {
  const std::uint32_t group = number / kBlocksPerBegin;
  const std::uint32_t before = number % kBlocksPerBegin;
  const std::uint64_t begin =
      base::load_fixed<std::uint64_t>(file_->read(place_.begins_offset + std::uint64_t{group} * 8, 8).data());
  const char* const lengths =
      file_->read(place_.lengths_offset + std::uint64_t{number - before} * 2, std::uint64_t{before + 1} * 2).data();
  const auto length_of = [lengths](std::uint32_t block) {
    return base::load_fixed<std::uint16_t>(lengths + std::size_t{block} * 2);
  };
  std::uint32_t skipped = 0;
  for (std::uint32_t block = 0; block < before; ++block) skipped += length_of(block);
  if (begin > place_.blocks_bytes || skipped + length_of(before) > place_.blocks_bytes - begin)
    file_->throw_corrupt("its index of terms is out of order");
  return file_->read(place_.blocks_offset + begin + skipped, length_of(before));
}

void throw_malformed_block(const Dictionary& dictionary) {
  dictionary.file().throw_corrupt("a block of terms is malformed");
}

std::uint32_t find_code(const Dictionary& dictionary, BlockTerms terms, std::uint32_t size, std::string_view code) {
  std::size_t matched = 0;  // So many bytes of `code` the last term begins with; it comes before `code`.
  for (std::uint32_t i = 0; i < size; ++i) {
    if (!terms.next()) throw_malformed_block(dictionary);
    if (terms.shared() > matched) continue;
    if (terms.shared() < matched) break;
    const auto [same, order] = terms.compare_letters(code.substr(matched));
    if (order == 0) return i;
    if (order > 0) break;
    matched += same;
  }
  return kNotThere;
}

std::string Dictionary::first_code(std::uint32_t number) const {
  BlockTerms terms(block(number), prefix_of(number));
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
