#include "matcher/docs_file.h"

#include <fcntl.h>
#include <unistd.h>
#include <xapian.h>

#include <algorithm>
#include <cassert>
#include <cstring>
#include <mutex>
#include <numeric>
#include <set>

#include "base/coding.h"
#include "base/file.h"
#include "matcher/conditions.h"
#include "matcher/docs_format.h"
#include "matcher/guarded.h"
#include "matcher/scratch_folder.h"
#include "postings/merge.h"

namespace svitok::matcher {

namespace {

/// Which filters every document has, as ranges of one array: small, and filled term by term.
struct FilterLists {
  std::vector<std::string> terms;
  std::vector<std::size_t> ends;  ///< One a document.
  std::vector<std::uint32_t> numbers;
};

}  // namespace

class DocsFile::Impl {
 public:
  Impl(const std::filesystem::path& path, const base::FileSeal& seal)
      : file_(path, kDocsKind, kDocsVersion), descriptor_(path, base::File::Mode::kRead) {
    if (file_.seal() != seal) file_.throw_corrupt("it is not the file that the manifest names");
    read_trailer();
    conditions_ = std::make_unique<ConditionCache>(documents_);
  }

  [[nodiscard]] const base::CheckedFile& file() const noexcept { return file_; }
  [[nodiscard]] std::uint32_t documents() const noexcept { return documents_; }
  [[nodiscard]] ConditionCache& conditions() const noexcept { return *conditions_; }
  [[nodiscard]] const std::vector<std::uint32_t>& slots() const noexcept { return slots_; }

  // Of the table of keys, which searching has no use for: it is checked where it is read.
  [[nodiscard]] std::string_view digest(std::uint32_t entry) const {
    return file_.read(table_begin_ + std::uint64_t{entry} * kKeyEntryBytes, kDigestBytes);
  }
  [[nodiscard]] std::uint32_t document(std::uint32_t entry) const {
    const std::uint64_t begin = table_begin_ + std::uint64_t{entry} * kKeyEntryBytes + kDigestBytes;
    return base::load_fixed<std::uint32_t>(file_.read(begin, sizeof(std::uint32_t)).data());
  }

  [[nodiscard]] std::optional<std::uint32_t> find(std::string_view key_digest) const;
  /// Where each document stands in the table of keys.
  [[nodiscard]] std::vector<std::uint32_t> entries_by_document() const;
  [[nodiscard]] FilterLists filter_lists() const;
  [[nodiscard]] std::vector<std::string> filter_names() const;
  void for_each_value(std::uint32_t slot, const std::function<void(std::uint32_t, const std::string&)>& visit) const;
  void for_each_entry(const std::function<void(std::uint32_t, const DocEntry&)>& visit) const;
  void verify() const;

  /// A new handle.
  [[nodiscard]] Xapian::Database open() const {
    const std::lock_guard<std::mutex> guard(mutex_);
    check_database();
    return open_unchecked();
  }
  /// The handle that there is.
  [[nodiscard]] const Xapian::Database& database() const {
    const std::lock_guard<std::mutex> guard(mutex_);
    check_database();
    return *database_;
  }

 private:
  void read_trailer();
  void check_database() const;
  [[nodiscard]] Xapian::Database open_unchecked() const;
  [[nodiscard]] std::uint32_t checked_document(Xapian::docid id) const {
    if (id == 0 || id > documents_) file_.throw_corrupt("its database names a document that it does not have");
    return id - 1;
  }

  base::CheckedFile file_;
  base::File descriptor_;
  std::uint32_t documents_ = 0;
  std::unique_ptr<ConditionCache> conditions_;
  std::uint64_t table_begin_ = 0;
  std::vector<std::uint32_t> slots_;
  mutable std::mutex mutex_;
  mutable std::optional<Xapian::Database> database_;  ///< Once it is checked.
};

// Xapian has no checksums of its own, so all that it may read is checked before it reads anything: when it is first
// asked, which many searches never do. REQUIRES, as below: mutex_ is held.
void DocsFile::Impl::check_database() const {
  if (database_) return;
  file_.verify_read(descriptor_, table_begin_);
  Xapian::Database database = open_unchecked();
  guarded(file_.path(), [&] {
    if (database.get_doccount() != documents_ || database.get_lastdocid() != documents_) {
      file_.throw_corrupt("its database does not have its documents");
    }
  });
  database_ = std::move(database);
}

// By descriptor: glass only, so that no stub file can name another database or a command. Duplicates share one position
// in the file, which Xapian moves only while it opens; afterwards it reads at offsets.
Xapian::Database DocsFile::Impl::open_unchecked() const {
  const int duplicate = ::fcntl(descriptor_.descriptor(), F_DUPFD_CLOEXEC, 0);
  if (duplicate < 0) base::throw_errno(file_.path(), "open");
  ::lseek(duplicate, 0, SEEK_SET);
  return guarded(file_.path(), [&] { return Xapian::Database(duplicate); });
}

void DocsFile::Impl::read_trailer() {
  if (file_.size() < kDocsTrailerBytes) file_.throw_corrupt("it has no trailer");
  const std::uint64_t trailer = file_.size() - kDocsTrailerBytes;
  base::Decoder in(file_.read(trailer, kDocsTrailerBytes));
  documents_ = in.fixed<std::uint32_t>();
  const auto slots = in.fixed<std::uint32_t>();
  const auto database_bytes = in.fixed<std::uint64_t>();
  const std::uint64_t table_bytes = std::uint64_t{documents_} * kKeyEntryBytes;
  if (slots > kMaxSlots || database_bytes > trailer || trailer - database_bytes != table_bytes + slots * 4) {
    file_.throw_corrupt("its trailer does not fit its length");
  }
  table_begin_ = database_bytes;
  base::Decoder slot_decoder(file_.read(database_bytes + table_bytes, slots * 4));
  for (std::uint32_t i = 0; i < slots; ++i) slots_.push_back(slot_decoder.fixed<std::uint32_t>());
}

std::optional<std::uint32_t> DocsFile::Impl::find(std::string_view key_digest) const {
  assert(key_digest.size() == kDigestBytes);
  std::uint32_t low = 0;  // The first entry whose digest is greater is in [low, high].
  std::uint32_t high = documents_;
  while (low < high) {
    const std::uint32_t middle = low + (high - low) / 2;
    if (std::memcmp(digest(middle).data(), key_digest.data(), kDigestBytes) <= 0) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  if (low == 0 || digest(low - 1) != key_digest) return std::nullopt;
  const std::uint32_t doc = document(low - 1);
  if (doc >= documents_) file_.throw_corrupt("its table of keys names a document that it does not have");
  return doc;
}

std::vector<std::uint32_t> DocsFile::Impl::entries_by_document() const {
  std::vector<std::uint32_t> entries(documents_, UINT32_MAX);
  for (std::uint32_t entry = 0; entry < documents_; ++entry) {
    const std::uint32_t doc = document(entry);
    if (doc >= documents_ || entries[doc] != UINT32_MAX) file_.throw_corrupt("its table of keys contradicts itself");
    entries[doc] = entry;
  }
  return entries;
}

FilterLists DocsFile::Impl::filter_lists() const {
  const Xapian::Database& database = this->database();
  FilterLists lists;
  lists.ends.assign(documents_, 0);
  for (auto term = database.allterms_begin(); term != database.allterms_end(); ++term) {
    lists.terms.push_back(*term);
    for (auto it = database.postlist_begin(*term); it != database.postlist_end(*term); ++it) {
      ++lists.ends[checked_document(*it)];
    }
  }
  // Counts to beginnings; filling moves each to its end.
  std::exclusive_scan(lists.ends.begin(), lists.ends.end(), lists.ends.begin(), std::size_t{0});
  std::size_t postings = 0;
  for (const std::string& term : lists.terms) postings += database.get_termfreq(term);
  lists.numbers.resize(postings);
  for (std::uint32_t number = 0; number < lists.terms.size(); ++number) {
    const std::string& term = lists.terms[number];
    for (auto it = database.postlist_begin(term); it != database.postlist_end(term); ++it) {
      lists.numbers.at(lists.ends[checked_document(*it)]++) = number;
    }
  }
  return lists;
}

void DocsFile::Impl::for_each_value(std::uint32_t slot,
                                    const std::function<void(std::uint32_t, const std::string&)>& visit) const {
  const Xapian::Database& database = this->database();
  for (auto it = database.valuestream_begin(slot); it != database.valuestream_end(slot); ++it) {
    visit(checked_document(it.get_docid()), *it);
  }
}

// Skips from name to name: as many steps as there are names, not terms.
std::vector<std::string> DocsFile::Impl::filter_names() const {
  const Xapian::Database& database = this->database();
  std::set<std::string> names;
  for (const char prefix : {kFilterPrefix, kLongFilterPrefix}) {
    auto term = database.allterms_begin(std::string(1, prefix));
    const auto end = database.allterms_end(std::string(1, prefix));
    while (term != end) {
      const std::string bytes = *term;
      base::Decoder in(std::string_view(bytes).substr(1));
      const std::string_view name = in.string();
      if (!in.ok()) file_.throw_corrupt("a filter in its database has no name");
      names.emplace(name);
      std::string past = bytes.substr(0, bytes.size() - in.remaining());
      past.append(kLongestTerm + 1 - past.size(), '\xff');
      term.skip_to(past);
    }
  }
  return {names.begin(), names.end()};
}

void DocsFile::Impl::for_each_entry(const std::function<void(std::uint32_t, const DocEntry&)>& visit) const {
  const std::vector<std::uint32_t> entries = entries_by_document();
  const FilterLists lists = filter_lists();
  const Xapian::Database& database = this->database();
  std::vector<Xapian::ValueIterator> streams;
  for (const std::uint32_t slot : slots_) streams.push_back(database.valuestream_begin(slot));
  for (std::uint32_t doc = 0; doc < documents_; ++doc) {
    DocEntry entry;
    entry.key_digest = digest(entries[doc]);
    for (std::size_t i = doc == 0 ? 0 : lists.ends[doc - 1]; i < lists.ends[doc]; ++i) {
      entry.filters.push_back(lists.terms[lists.numbers[i]]);
    }
    for (std::size_t i = 0; i < slots_.size(); ++i) {
      Xapian::ValueIterator& stream = streams[i];
      if (stream == database.valuestream_end(slots_[i]) || stream.get_docid() != doc + 1) continue;
      entry.values.emplace_back(slots_[i], *stream);
      ++stream;
    }
    visit(doc, entry);
  }
}

void DocsFile::Impl::verify() const {
  file_.verify();
  for (std::uint32_t entry = 1; entry < documents_; ++entry) {
    const int order = digest(entry - 1).compare(digest(entry));
    if (order > 0 || (order == 0 && document(entry - 1) >= document(entry))) {
      file_.throw_corrupt("its table of keys is out of order");
    }
  }
  for_each_entry([](std::uint32_t, const DocEntry&) {});
}

DocsFile::DocsFile(const std::filesystem::path& path, const base::FileSeal& seal)
    : impl_(std::make_unique<Impl>(path, seal)) {}
DocsFile::~DocsFile() = default;

const base::CheckedFile& DocsFile::file() const noexcept { return impl_->file(); }
std::uint32_t DocsFile::documents() const noexcept { return impl_->documents(); }
ConditionCache& DocsFile::conditions() const noexcept { return impl_->conditions(); }
std::optional<std::uint32_t> DocsFile::find(std::string_view key_digest) const { return impl_->find(key_digest); }
Xapian::Database DocsFile::open_database() const { return impl_->open(); }

std::string DocsFile::value(std::uint32_t doc, std::uint32_t slot) const {
  return guarded(impl_->file().path(),
                 [&] { return impl_->database().get_document(doc + 1, Xapian::DOC_ASSUME_VALID).get_value(slot); });
}

void DocsFile::for_each_value(std::uint32_t slot,
                              const std::function<void(std::uint32_t, const std::string&)>& visit) const {
  guarded(impl_->file().path(), [&] { impl_->for_each_value(slot, visit); });
}

std::vector<std::string> DocsFile::filter_names() const {
  return guarded(impl_->file().path(), [&] { return impl_->filter_names(); });
}

void DocsFile::for_each_entry(const std::function<void(std::uint32_t, const DocEntry&)>& visit) const {
  guarded(impl_->file().path(), [&] { impl_->for_each_entry(visit); });
}

void DocsFile::verify() const {
  guarded(impl_->file().path(), [&] { impl_->verify(); });
}

namespace {

bool drops_any(const DocsMergeInput& input) {
  return std::find(input.new_numbers->begin(), input.new_numbers->end(), postings::kDropped) !=
         input.new_numbers->end();
}

}  // namespace

base::FileSeal merge_docs(const std::vector<DocsMergeInput>& inputs, const std::filesystem::path& path, bool durable) {
  if (std::any_of(inputs.begin(), inputs.end(), drops_any)) {
    DocsWriter writer(path);
    for (const DocsMergeInput& input : inputs) {
      input.docs->for_each_entry([&](std::uint32_t doc, const DocEntry& entry) {
        if (input.new_numbers->at(doc) != postings::kDropped) writer.add(entry);
      });
    }
    return writer.finish(durable);
  }
  const ScratchFolder scratch(path.string() + ".tmp");
  Xapian::Database joined;
  KeyTable keys;
  std::set<std::uint32_t> slots;
  for (const DocsMergeInput& input : inputs) {
    const DocsFile::Impl& docs = *input.docs->impl_;
    joined.add_database(docs.database());
    for (const std::uint32_t entry : docs.entries_by_document()) keys.add(docs.digest(entry));
    slots.insert(docs.slots().begin(), docs.slots().end());
  }
  const std::filesystem::path compact = scratch.path() / kCompactName;
  guarded(path, [&] { joined.compact(compact, Xapian::DBCOMPACT_SINGLE_FILE); });
  return write_docs_file(compact, std::move(keys), slots, path, durable);
}

}  // namespace svitok::matcher
