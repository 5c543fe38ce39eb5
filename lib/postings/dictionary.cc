#include "postings/dictionary.h"

namespace svitok::postings {

namespace {

std::size_t shared_prefix(std::string_view a, std::string_view b) {
  const std::size_t most = std::min(a.size(), b.size());
  return static_cast<std::size_t>(
      std::mismatch(a.begin(), a.begin() + static_cast<std::ptrdiff_t>(most), b.begin()).first - a.begin());
}

}  // namespace

bool DictionaryBuilder::at_block_start() const noexcept { return terms_ % Dictionary::kTermsPerBlock == 0; }

void DictionaryBuilder::add(std::string_view term, std::uint64_t base, std::string_view info) {
  std::size_t shared = 0;
  if (at_block_start()) {
    base::append_fixed(prefixes_, prefix_number(term));
    base::append_fixed(begins_, static_cast<std::uint64_t>(blocks_.size()));
    base::append_varint(blocks_, base);
  } else {
    shared = shared_prefix(term, last_);
  }
  base::VarintBuffer<2> head;
  head.add(shared);
  head.add(term.size() - shared);
  blocks_.append(head.view());
  blocks_.append(term.substr(shared));
  blocks_.append(info);
  last_ = term;
  ++terms_;
}

DictionaryPlace DictionaryBuilder::write(base::OutputFile& file) const {
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

Dictionary::Dictionary(const base::CheckedFile& file, const DictionaryPlace& place, std::uint64_t end)
    : file_(&file),
      place_(place),
      blocks_(static_cast<std::uint32_t>((place.terms + kTermsPerBlock - 1) / kTermsPerBlock)) {
  const auto fits = [end](std::uint64_t offset, std::uint64_t size) { return offset <= end && size <= end - offset; };
  const std::uint64_t table_bytes = std::uint64_t{blocks_} * 8;
  // A term takes at least two bytes, so a number of blocks that was cut to 32 bits does not get past.
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

std::string_view Dictionary::first_term(std::uint32_t number) const {
  base::Decoder decoder(block(number));
  (void)decoder.varint();
  (void)decoder.varint();
  return decoder.string();
}

std::uint32_t Dictionary::block_of(std::string_view term) const {
  const std::uint64_t wanted = prefix_number(term);
  std::uint32_t low = 0;
  std::uint32_t high = blocks_;
  while (low < high) {
    const std::uint32_t middle = low + (high - low) / 2;
    const std::uint64_t found = prefix_of(middle);
    if (found < wanted || (found == wanted && first_term(middle) <= term)) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low == 0 ? 0 : low - 1;
}

}  // namespace svitok::postings
