// A postings file, front to back: for each term its postings and then its positions; the lengths; the dictionary.
//
// A term's postings are a table of blocks (cursor.h) and the blocks, or for fewer than 128 documents the upper bound of
// the impact (u8) and a list (posting_list.h), or for one document nothing. A block is three coded blocks: gaps of
// documents less one, frequencies less one, and what title weights add to them. A term with several forms has a fourth
// one (forms.h).
#include "postings/postings_writer.h"

#include <algorithm>
#include <cassert>
#include <cstring>
#include <numeric>
#include <string>
#include <vector>

#include "base/clones.h"
#include "base/coding.h"
#include "postings/cursor.h"
#include "postings/dictionary_builder.h"
#include "postings/impact.h"
#include "postings/positions.h"
#include "postings/posting_list.h"
#include "postings/postings_format.h"

namespace svitok::postings {

namespace {

std::uint64_t sum_of_lengths(const DocumentLengths& lengths) {
  return std::accumulate(lengths.codes.begin(), lengths.codes.end(), std::uint64_t{0},
                         [](std::uint64_t sum, std::uint8_t code) { return sum + decode_length(code); });
}

double average(std::uint64_t total, std::size_t documents) {
  return documents == 0 ? 1.0 : static_cast<double>(total) / static_cast<double>(documents);
}

}  // namespace

class PostingsWriter::Impl {
 public:
  Impl(const std::filesystem::path& path, const DocumentLengths& lengths)
      : lengths_(lengths),
        total_length_(sum_of_lengths(lengths)),
        impacts_(average(total_length_, lengths.codes.size())),
        file_(path, kPostingsKind, kPostingsVersion) {}

  [[nodiscard]] std::uint32_t terms() const noexcept { return static_cast<std::uint32_t>(dictionary_.terms()); }

  void begin_term(TermCode term, std::uint32_t forms) {
    assert(!term.bytes.empty() && (term_.empty() || term.bytes > term_));
    term_ = term.bytes;
    info_ = {};
    info_.forms = forms;
    table_.clear();
    data_.clear();
    positions_.clear();
    forms_.clear();
    forms_overlap_ = false;
    pending_ = 0;
    last_doc_ = UINT32_MAX;
  }

  SVITOK_CLONES void add(const PostingsView& postings) {
    std::span<const std::uint32_t> positions = postings.positions;
    const FormFreq* forms = postings.forms.data();
    for (std::size_t at = 0; at < postings.docs.size();) {
      if (pending_ == 0) start_ = {0, 0, positions_.chunk_offset(), 0, positions_.in_chunk()};
      const std::size_t taken = std::min(kBlock - pending_, postings.docs.size() - at);
      take_documents(postings, at, taken);
      positions = take_positions(postings.counts.subspan(at, taken), positions);
      if (info_.forms > 1) forms = take_forms(postings, at, taken, forms);
      at += taken;
      pending_ += static_cast<std::uint32_t>(taken);
      if (pending_ == kBlock) flush_block();
    }
  }

  void end_term() {
    if (info_.documents == 0) return;
    const bool is_short = info_.documents < kBlock;
    if (pending_ != 0) flush_tail(is_short);
    info_.postings_offset = file_.offset();
    const std::string_view positions = positions_.finish();
    info_.postings_bytes = static_cast<std::uint32_t>(table_.size() + data_.size());
    info_.positions_bytes = positions.size();
    file_.append(table_);
    file_.append(data_);
    file_.append(positions);
    if (forms_overlap_) ++info_.forms;
    dictionary_.add(TermCode{term_}, info_);
  }

  base::FileSeal finish(bool durable) {
    PostingsTrailer trailer{};
    trailer.documents = lengths_.documents();
    trailer.fields = static_cast<std::uint16_t>(lengths_.fields);
    trailer.total_length = total_length_;
    trailer.codes_offset = append(lengths_.codes.data(), lengths_.codes.size());
    trailer.start_bytes = start_bytes();
    trailer.starts_offset = append_starts(trailer.start_bytes);
    trailer.dictionary = dictionary_.write(file_);
    append(&trailer, sizeof trailer);
    return file_.finish(durable);
  }

 private:
  std::uint64_t append(const void* data, std::size_t size) {
    const std::uint64_t offset = file_.offset();
    if (size != 0) file_.append({static_cast<const char*>(data), size});
    return offset;
  }

  // So many as the greatest one needs.
  [[nodiscard]] std::uint16_t start_bytes() const {
    std::uint32_t any = 0;
    for (const std::uint32_t start : lengths_.field_starts) any |= start;
    return any <= UINT8_MAX ? 1 : any <= UINT16_MAX ? 2 : 4;
  }

  std::uint64_t append_starts(std::uint16_t bytes) {
    std::string starts;
    starts.reserve(lengths_.field_starts.size() * bytes);
    for (std::uint32_t start : lengths_.field_starts) {
      for (std::uint16_t i = 0; i < bytes; ++i, start >>= 8U) starts.push_back(static_cast<char>(start));
    }
    return append(starts.data(), starts.size());
  }

  // Puts documents [at, at + taken) behind those that are pending.
  void take_documents(const PostingsView& postings, std::size_t at, std::size_t taken) {
    for (std::size_t i = 0; i < taken; ++i) {
      const std::uint32_t doc = postings.docs[at + i];
      const std::uint32_t freq = postings.freqs[at + i];
      const std::uint32_t count = postings.counts[at + i];
      assert(doc < lengths_.codes.size() && (last_doc_ == UINT32_MAX || doc > last_doc_));
      docs_[pending_ + i] = doc - last_doc_ - 1;
      freqs_[pending_ + i] = freq - 1;
      extras_[pending_ + i] = freq - count;
      impacts_of_[pending_ + i] = impacts_(freq, lengths_.codes[doc]);
      last_doc_ = doc;
      info_.occurrences += count;
    }
    info_.documents += static_cast<std::uint32_t>(taken);
  }

  // The positions of further documents.
  std::span<const std::uint32_t> take_positions(std::span<const std::uint32_t> counts,
                                                std::span<const std::uint32_t> positions) {
    const auto taken = std::accumulate(counts.begin(), counts.end(), std::size_t{0});
    positions_.add(counts, positions.first(taken));
    return positions.subspan(taken);
  }

  // Where the forms of further documents begin.
  const FormFreq* take_forms(const PostingsView& postings, std::size_t at, std::size_t taken, const FormFreq* forms) {
    for (std::size_t i = at; i < at + taken; ++i) {
      const FormFreq* const end = forms + postings.form_counts[i];
      if (forms + 1 == end) {
        forms_.add_one(forms->code);
      } else {
        forms_overlap_ |= forms_.add_several(forms, end, postings.freqs[i]);
      }
      forms = end;
    }
    return forms;
  }

  // The greatest impact of what is pending.
  [[nodiscard]] float greatest() const { return *std::max_element(impacts_of_, impacts_of_ + pending_); }

  void flush_block() {
    encode_block(docs_, data_);
    encode_block(freqs_, data_);
    encode_block(extras_, data_);
    if (info_.forms > 1) forms_.flush(true, data_);
    add_entry();
    pending_ = 0;
  }

  void flush_tail(bool is_short) {
    if (info_.documents == 1) {
      info_.doc = docs_[0];
      info_.extra = extras_[0];
    } else {
      if (is_short) data_.push_back(static_cast<char>(to_short_bound(encode_bound(greatest()))));
      add_list(is_short);
    }
    if (info_.forms > 1) forms_.flush(false, data_);
    if (!is_short) add_entry();
  }

  void add_list(bool is_first) {
    std::uint32_t counts_less_one[kBlock];
    for (std::uint32_t i = 0; i < pending_; ++i) counts_less_one[i] = freqs_[i] - extras_[i];
    encode_list({pending_, lengths_.documents(), is_first}, docs_, counts_less_one, extras_, data_);
  }

  void add_entry() {
    start_.last_doc = last_doc_;
    start_.end = static_cast<std::uint32_t>(data_.size());
    start_.bound = encode_bound(greatest());
    table_.append(reinterpret_cast<const char*>(&start_), sizeof start_);
  }

  const DocumentLengths& lengths_;
  std::uint64_t total_length_;
  ImpactTable impacts_;
  base::OutputFile file_;
  DictionaryBuilder<TermInfo> dictionary_;
  PositionEncoder positions_;
  FormsEncoder forms_;
  bool forms_overlap_ = false;  // Some forms share a place.
  std::string term_;            // Its code.
  std::string table_;
  std::string data_;
  TermInfo info_;
  BlockEntry start_{};
  std::uint32_t pending_ = 0;
  std::uint32_t last_doc_ = 0;
  float impacts_of_[kBlock];
  std::uint32_t docs_[kBlock];
  std::uint32_t freqs_[kBlock];
  std::uint32_t extras_[kBlock];
};

PostingsWriter::PostingsWriter(const std::filesystem::path& path, const DocumentLengths& lengths)
    : impl_(std::make_unique<Impl>(path, lengths)) {}
PostingsWriter::~PostingsWriter() = default;
std::uint32_t PostingsWriter::terms() const noexcept { return impl_->terms(); }
void PostingsWriter::begin_term(TermCode term, std::uint32_t forms) { impl_->begin_term(term, forms); }
void PostingsWriter::add(const PostingsView& postings) { impl_->add(postings); }
void PostingsWriter::end_term() { impl_->end_term(); }
base::FileSeal PostingsWriter::finish(bool durable) { return impl_->finish(durable); }

}  // namespace svitok::postings
