#include "postings/postings_file.h"

#include <cstring>
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
      !fits(trailer_.starts_offset, documents * (trailer_.fields - 1) * sizeof(std::uint32_t))) {
    file_.throw_corrupt("its trailer contradicts its length");
  }
}

const std::uint8_t* PostingsFile::length_codes() const {
  return reinterpret_cast<const std::uint8_t*>(file_.read(trailer_.codes_offset, trailer_.documents).data());
}

FieldStarts PostingsFile::field_starts() const {
  const std::uint64_t starts = std::uint64_t{trailer_.documents} * (trailer_.fields - 1);
  return {file_.read(trailer_.starts_offset, starts * sizeof(std::uint32_t)).data(), trailer_.fields};
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

void TermInfo::write(BitWriter& bits, std::uint64_t& base) const {
  bits.put_golomb(documents - 1, 0);
  bits.put_golomb(occurrences - documents, 0);
  bits.put_golomb(postings_bytes, 2);
  bits.put_golomb(positions_bytes, 2);
  bits.put_golomb(forms - 1, 0);
  base += postings_bytes + positions_bytes;
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
