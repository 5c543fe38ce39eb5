#include "postings/postings_file.h"

#include <algorithm>
#include <bit>
#include <vector>

namespace svitok::postings {

namespace {

PostingsTrailer trailer_of(const base::CheckedFile& file) {
  if (file.size() < sizeof(PostingsTrailer)) file.throw_corrupt("it has no trailer");
  return base::load_fixed<PostingsTrailer>(
      file.read(file.size() - sizeof(PostingsTrailer), sizeof(PostingsTrailer)).data());
}

}  // namespace

PostingsFile::PostingsFile(const std::filesystem::path& path)
    : file_(path, kPostingsKind, kPostingsVersion),
      trailer_(trailer_of(file_)),
      dictionary_(file_, trailer_.dictionary, file_.size() - sizeof(PostingsTrailer)) {
  const std::uint64_t end = file_.size() - sizeof(PostingsTrailer);
  const auto fits = [end](std::uint64_t offset, std::uint64_t size) { return offset <= end && size <= end - offset; };
  const std::uint64_t documents = trailer_.documents;
  if (trailer_.fields == 0 || trailer_.fields > 256 || !fits(trailer_.codes_offset, documents) ||
      !std::has_single_bit(trailer_.start_bytes) || trailer_.start_bytes > sizeof(std::uint32_t) ||
      !fits(trailer_.starts_offset, documents * (trailer_.fields - 1U) * trailer_.start_bytes)) {
    file_.throw_corrupt("its trailer contradicts its length");
  }
}

const std::uint8_t* PostingsFile::length_codes() const {
  return reinterpret_cast<const std::uint8_t*>(file_.read(trailer_.codes_offset, trailer_.documents).data());
}

FieldStarts PostingsFile::field_starts() const {
  const std::uint64_t starts = std::uint64_t{trailer_.documents} * (trailer_.fields - 1U);
  return {file_.read(trailer_.starts_offset, starts * trailer_.start_bytes).data(), trailer_.start_bytes, fields()};
}

DocumentLengths PostingsFile::lengths() const {
  DocumentLengths lengths;
  lengths.fields = trailer_.fields;
  const std::uint8_t* codes = length_codes();
  lengths.codes.assign(codes, codes + trailer_.documents);
  const FieldStarts starts = field_starts();
  lengths.field_starts.reserve(std::size_t{documents()} * (fields() - 1));
  for (std::uint32_t doc = 0; doc < documents(); ++doc) {
    for (std::uint32_t field = 1; field < fields(); ++field) lengths.field_starts.push_back(starts(doc, field));
  }
  return lengths;
}

TermInfo::Base TermInfo::base_of(std::span<const TermInfo> block) {
  std::uint32_t greatest = 0;
  for (const TermInfo& info : block) greatest = std::max(greatest, info.doc);
  return {block.front().postings_offset, static_cast<unsigned>(std::bit_width(greatest))};
}

void TermInfo::Base::write(BitWriter& bits) const {
  bits.put_number(offset);
  bits.put(doc_width, kDocWidthBits);
}

void TermInfo::write(BitWriter& bits, Base& base) const {
  const bool is_one = documents == 1;
  bits.put_golomb(documents - 1, 0);
  bits.put_golomb(occurrences - documents, 0);
  bits.put_golomb(forms - 1, 0);
  bits.put_golomb(positions_bytes, kBytesOrder);
  if (is_one) {
    bits.put_golomb(extra, 0);
    bits.put(doc, base.doc_width);
  }
  if (!is_one || forms > 1) bits.put_golomb(postings_bytes, kBytesOrder);
  base.offset += postings_bytes + positions_bytes;
}

std::optional<TermInfo> PostingsFile::find(std::string_view term) const {
  return find_term<TermInfo>(dictionary_, term);
}

void PostingsFile::verify() const {
  file_.verify();
  std::uint64_t terms = 0;
  std::string last;
  std::vector<std::uint32_t> positions;
  for (Terms<TermInfo> all = terms_with_prefix(""); all.next(); ++terms) {
    if (terms != 0 && all.code() <= last) file_.throw_corrupt("its terms are out of order");
    last = all.code();
    std::uint32_t documents = 0;
    std::uint64_t occurrences = 0;
    std::uint32_t before = kEnd;
    for (Cursor walk = cursor(all.info()); walk.doc() != kEnd; walk.next(), ++documents) {
      if (before != kEnd && walk.doc() <= before) file_.throw_corrupt("documents of a term are out of order");
      before = walk.doc();
      (void)walk.freq();
      walk.positions(positions);
      occurrences += positions.size();
    }
    if (documents != all.info().documents || occurrences != all.info().occurrences) {
      file_.throw_corrupt("a term's documents do not add up");
    }
  }
  if (terms != dictionary_.terms()) file_.throw_corrupt("its terms do not add up");
}

}  // namespace svitok::postings
