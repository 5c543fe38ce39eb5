#include "postings/postings_file.h"

#include <cstring>
#include <vector>

namespace svitok::postings {

PostingsFile::PostingsFile(const std::filesystem::path& path, Layout layout)
    : layout_(layout), file_(path, kPostingsKind, kPostingsVersion) {
  if (file_.size() < sizeof trailer_) file_.throw_corrupt("it has no trailer");
  const std::uint64_t end = file_.size() - sizeof trailer_;
  std::memcpy(&trailer_, file_.read(end, sizeof trailer_).data(), sizeof trailer_);
  const std::uint64_t blocks = trailer_.dictionary_blocks;
  const auto fits = [end](std::uint64_t offset, std::uint64_t size) { return offset <= end && size <= end - offset; };
  const bool has_lengths = layout == Layout::kPositions;
  const std::uint64_t documents = trailer_.documents;
  if (trailer_.layout != static_cast<std::uint32_t>(layout) || trailer_.fields == 0 || trailer_.fields > 256 ||
      blocks != (trailer_.terms + kTermsPerBlock - 1) / kTermsPerBlock ||
      !fits(trailer_.dictionary_offset, trailer_.dictionary_bytes) || !fits(trailer_.prefixes_offset, blocks * 8) ||
      !fits(trailer_.blocks_offset, blocks * 8) ||
      (has_lengths && (!fits(trailer_.codes_offset, documents) ||
                       !fits(trailer_.starts_offset, documents * (trailer_.fields - 1) * sizeof(std::uint32_t))))) {
    file_.throw_corrupt("its trailer contradicts its length");
  }
}

const std::uint8_t* PostingsFile::length_codes() const {
  return reinterpret_cast<const std::uint8_t*>(file_.read(trailer_.codes_offset, trailer_.documents).data());
}

std::uint32_t PostingsFile::field_start(std::uint32_t doc, std::uint32_t field) const {
  if (field == 0) return 0;
  if (field >= trailer_.fields) return kEnd;
  const std::uint64_t index = std::uint64_t{doc} * (trailer_.fields - 1) + field - 1;
  return base::load_fixed<std::uint32_t>(file_.read(trailer_.starts_offset + index * 4, 4).data());
}

DocumentLengths PostingsFile::lengths() const {
  DocumentLengths lengths;
  lengths.fields = trailer_.fields;
  const std::uint8_t* codes = length_codes();
  lengths.codes.assign(codes, codes + trailer_.documents);
  const std::uint64_t starts = std::uint64_t{trailer_.documents} * (trailer_.fields - 1);
  lengths.field_starts.resize(starts);
  if (starts != 0)
    std::memcpy(lengths.field_starts.data(), file_.read(trailer_.starts_offset, starts * 4).data(), starts * 4);
  return lengths;
}

std::string_view PostingsFile::dictionary_block(std::uint32_t block) const {
  const auto begin_of = [this](std::uint32_t number) {
    return number == trailer_.dictionary_blocks
               ? trailer_.dictionary_bytes
               : base::load_fixed<std::uint64_t>(
                     file_.read(trailer_.blocks_offset + std::uint64_t{number} * 8, 8).data());
  };
  const std::uint64_t begin = begin_of(block);
  const std::uint64_t end = begin_of(block + 1);
  if (begin > end || end > trailer_.dictionary_bytes) file_.throw_corrupt("its index of terms is out of order");
  return file_.read(trailer_.dictionary_offset + begin, end - begin);
}

std::string_view PostingsFile::first_term(std::uint32_t block) const {
  base::Decoder decoder(dictionary_block(block));
  (void)decoder.varint();
  (void)decoder.varint();
  return decoder.string();
}

// The last block whose first term is not after `term`; 0 if there is none.
std::uint32_t PostingsFile::block_of(std::string_view term) const {
  const std::uint64_t wanted = prefix_number(term);
  std::uint32_t low = 0;
  std::uint32_t high = trailer_.dictionary_blocks;
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

PostingsFile::Terms::Terms(const PostingsFile& file, std::uint32_t block, std::string_view prefix)
    : file_(&file), prefix_(prefix), next_block_(block) {}

bool PostingsFile::Terms::read_entry() {
  if (left_ == 0) {
    if (next_block_ >= file_->trailer_.dictionary_blocks) return false;
    block_ = base::Decoder(file_->dictionary_block(next_block_));
    const std::uint64_t before = std::uint64_t{next_block_} * kTermsPerBlock;
    left_ = static_cast<std::uint32_t>(std::min<std::uint64_t>(kTermsPerBlock, file_->trailer_.terms - before));
    offset_ = block_.varint();
    ++next_block_;
  }
  const std::uint64_t shared = block_.varint();
  const std::string_view suffix = block_.string();
  info_.documents = block_.varint32();
  info_.occurrences = info_.documents + block_.varint();
  info_.postings_bytes = block_.varint32();
  info_.positions_bytes = file_->layout_ == Layout::kPositions ? block_.varint() : 0;
  info_.postings_offset = offset_;
  if (!block_.ok() || shared > term_.size()) file_->file_.throw_corrupt("a block of terms is malformed");
  offset_ += info_.postings_bytes + info_.positions_bytes;
  term_.resize(static_cast<std::size_t>(shared));
  term_ += suffix;
  --left_;
  return true;
}

bool PostingsFile::Terms::next() {
  while (read_entry()) {
    if (term_.starts_with(prefix_)) return true;
    if (term_ > prefix_) break;
  }
  next_block_ = file_->trailer_.dictionary_blocks;
  left_ = 0;
  return false;
}

std::optional<TermInfo> PostingsFile::find(std::string_view term) const {
  Terms terms(*this, block_of(term), term);
  if (terms.next() && terms.term() == term) return terms.info();
  return std::nullopt;
}

void PostingsFile::verify() const {
  file_.verify();
  std::uint64_t terms = 0;
  std::string last;
  std::vector<std::uint32_t> positions;
  for (Terms all = terms_with_prefix(""); all.next(); ++terms) {
    if (terms != 0 && all.term() <= last) file_.throw_corrupt("its terms are out of order");
    last = all.term();
    std::uint32_t documents = 0;
    std::uint64_t occurrences = 0;
    std::uint32_t before = kEnd;
    for (Cursor walk = cursor(all.info()); walk.doc() != kEnd; walk.next(), ++documents) {
      if (before != kEnd && walk.doc() <= before) file_.throw_corrupt("documents of a term are out of order");
      before = walk.doc();
      const std::uint32_t freq = walk.freq();
      if (layout_ == Layout::kPositions) walk.positions(positions);
      occurrences += layout_ == Layout::kPositions ? positions.size() : freq;
    }
    if (documents != all.info().documents || occurrences != all.info().occurrences) {
      file_.throw_corrupt("a term's documents do not add up");
    }
  }
  if (terms != trailer_.terms) file_.throw_corrupt("its terms do not add up");
}

}  // namespace svitok::postings
