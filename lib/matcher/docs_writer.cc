#include <xapian.h>

#include <algorithm>
#include <set>

#include "base/checksum.h"
#include "base/coding.h"
#include "matcher/docs_file.h"
#include "matcher/docs_format.h"
#include "matcher/guarded.h"
#include "matcher/scratch_folder.h"

namespace svitok::matcher {

namespace {

// Xapian buffers postings and values until a flush, and by itself counts documents only, not their bytes.
constexpr std::size_t kFlushBytes = std::size_t{8} << 20U;
constexpr std::size_t kTermOverhead = 64;

constexpr int kFlags =
    Xapian::DB_CREATE | Xapian::DB_BACKEND_GLASS | Xapian::DB_NO_TERMLIST | Xapian::DB_DANGEROUS | Xapian::DB_NO_SYNC;

std::size_t fill(const DocEntry& entry, Xapian::Document& document, std::set<std::uint32_t>& slots) {
  std::size_t bytes = kTermOverhead;
  for (const std::string& filter : entry.filters) {
    document.add_boolean_term(filter);
    bytes += filter.size() + kTermOverhead;
  }
  for (const auto& [slot, value] : entry.values) {
    document.add_value(slot, value);
    slots.insert(slot);
    bytes += value.size() + kTermOverhead;
  }
  return bytes;
}

}  // namespace

std::string encode_number(double value) { return Xapian::sortable_serialise(value); }

namespace {

// Xapian stores a NUL as two bytes, and its limit of 245 holds for what it stores.
bool fits(const std::string& term) {
  return term.size() + static_cast<std::size_t>(std::count(term.begin(), term.end(), '\0')) <= kLongestTerm;
}

}  // namespace

// The length of the name keeps a:b + c and a + b:c apart.
std::string filter_term(std::string_view name, std::string_view value) {
  std::string rest;
  base::append_string(rest, name);
  const std::size_t name_bytes = rest.size();
  rest.append(value);
  std::string term = kFilterPrefix + rest;
  if (fits(term)) return term;
  const std::string digest = base::digest(rest);
  term = kLongFilterPrefix + rest.substr(0, name_bytes) + digest;
  return name.size() <= kLongestNameKept && fits(term) ? term : kLongNamePrefix + digest;
}

class DocsWriter::Impl {
 public:
  explicit Impl(const std::filesystem::path& path) : path_(path), scratch_(path.string() + ".tmp") {
    guarded(path_, [&] { database_ = Xapian::WritableDatabase(scratch_.path(), kFlags); });
  }

  void add(const DocEntry& entry) {
    guarded(path_, [&] {
      Xapian::Document document;
      unflushed_ += fill(entry, document, slots_);
      database_.add_document(document);
      if (unflushed_ >= kFlushBytes) {
        database_.commit();
        unflushed_ = 0;
      }
    });
    keys_.add(entry.key_digest);
  }

  base::FileSeal finish(bool durable) {
    const std::filesystem::path compact = scratch_.path() / kCompactName;
    guarded(path_, [&] {
      database_.commit();
      database_.compact(compact, Xapian::DBCOMPACT_SINGLE_FILE);
      database_.close();
    });
    return write_docs_file(compact, std::move(keys_), slots_, path_, durable);
  }

 private:
  std::filesystem::path path_;
  ScratchFolder scratch_;  // Before the database, whose destructor still writes into it.
  Xapian::WritableDatabase database_;
  std::size_t unflushed_ = 0;
  std::set<std::uint32_t> slots_;
  KeyTable keys_;
};

DocsWriter::DocsWriter(const std::filesystem::path& path) : impl_(std::make_unique<Impl>(path)) {}
DocsWriter::~DocsWriter() = default;
void DocsWriter::add(const DocEntry& entry) { impl_->add(entry); }
base::FileSeal DocsWriter::finish(bool durable) { return impl_->finish(durable); }

}  // namespace svitok::matcher
