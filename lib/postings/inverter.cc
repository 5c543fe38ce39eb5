// Inversion by counting.
//
// While documents come in, all that is kept of a token is its word's number: 4 bytes appended to one long sequence,
// which is a forward index. Nothing is looked up or grown per term. When the segment is sealed, terms are counted, each
// is given a stretch of one array that is exactly as long as it needs, and a second pass over the sequence drops every
// token's (document, position) into its term's stretch: a counting sort, whose result is in order of documents and
// positions by construction. (Compare the two-pass inversion of Witten, Moffat, Bell, Managing Gigabytes, 5.2; and
// single-pass inversion, Heinz and Zobel, JASIST 2003, which keeps a growing list a term instead.) Several passes, each
// for a range of terms, keep the array within its bound.
//
// The keys of a segment and its surface forms are two views of the same sequence, so they are turned over one after the
// other.
#include "postings/inverter.h"

#include <algorithm>
#include <cassert>
#include <numeric>
#include <string>
#include <string_view>

#include "base/checksum.h"
#include "postings/lengths.h"
#include "postings/postings_format.h"
#include "postings/postings_writer.h"

namespace svitok::postings {

namespace {

constexpr std::uint32_t kExtra = 1U << 31U;
// Numbers from here up to kExtra mark the beginning of a value of field (number - kFieldMark).
constexpr std::uint32_t kFieldMark = kExtra - 256;
// Entries of the array that a pass fills: 48 MB.
constexpr std::size_t kPassEntries = std::size_t{6} << 20U;

/// Strings to small numbers: open addressing over an arena.
class StringTable {
 public:
  std::uint32_t number(std::string_view text) {
    if ((strings_.size() + 1) * 2 > slots_.size()) grow();
    const auto hash = static_cast<std::uint32_t>(base::checksum(text));
    std::size_t slot = hash & (slots_.size() - 1);
    while (slots_[slot].number != kFree) {
      if (slots_[slot].hash == hash && at(slots_[slot].number) == text) return slots_[slot].number;
      slot = (slot + 1) & (slots_.size() - 1);
    }
    const auto added = static_cast<std::uint32_t>(strings_.size());
    slots_[slot] = {hash, added};
    strings_.push_back({bytes_.size(), static_cast<std::uint32_t>(text.size())});
    bytes_.append(text);
    return added;
  }

  [[nodiscard]] std::size_t size() const noexcept { return strings_.size(); }
  [[nodiscard]] std::string_view at(std::uint32_t number) const {
    return std::string_view(bytes_).substr(strings_[number].offset, strings_[number].size);
  }
  [[nodiscard]] std::size_t memory() const noexcept {
    return slots_.capacity() * sizeof(Slot) + strings_.capacity() * sizeof(Piece) + bytes_.capacity();
  }

  /// order[rank] = number, by bytes. Sixteen bytes of each string are compared as numbers, the rest only where they are
  /// equal.
  [[nodiscard]] std::vector<std::uint32_t> order() const {
    struct Entry {
      std::uint64_t first;
      std::uint64_t second;
      std::uint32_t number;
    };
    std::vector<Entry> entries;
    entries.reserve(size());
    for (std::uint32_t number = 0; number < size(); ++number) {
      const std::string_view text = at(number);
      entries.push_back({prefix_number(text), text.size() > 8 ? prefix_number(text.substr(8)) : 0, number});
    }
    std::sort(entries.begin(), entries.end(), [this](const Entry& a, const Entry& b) {
      if (a.first != b.first) return a.first < b.first;
      if (a.second != b.second) return a.second < b.second;
      return at(a.number) < at(b.number);
    });
    std::vector<std::uint32_t> numbers;
    numbers.reserve(size());
    for (const Entry& entry : entries) numbers.push_back(entry.number);
    return numbers;
  }

 private:
  static constexpr std::uint32_t kFree = UINT32_MAX;
  struct Slot {
    std::uint32_t hash = 0;
    std::uint32_t number = kFree;
  };
  struct Piece {
    std::uint64_t offset;
    std::uint32_t size;
  };

  void grow() {
    std::vector<Slot> larger(std::max<std::size_t>(1024, slots_.size() * 2));
    for (const Slot& old : slots_) {
      if (old.number == kFree) continue;
      std::size_t slot = old.hash & (larger.size() - 1);
      while (larger[slot].number != kFree) slot = (slot + 1) & (larger.size() - 1);
      larger[slot] = old;
    }
    slots_.swap(larger);
  }

  std::vector<Slot> slots_;
  std::vector<Piece> strings_;
  std::string bytes_;
};

/// Where a token of a term stands.
struct Place {
  std::uint32_t doc;
  std::uint32_t position;
};

/// For every word its terms, as ranks in bytewise order. Most words have one, which is found in one step; of a word
/// that has several, `only` has kSeveral and `ranks` has them at begins[w] .. begins[w + 1].
struct TermsOfWords {
  static constexpr std::uint32_t kSeveral = UINT32_MAX;
  std::vector<std::uint32_t> only;
  std::vector<std::uint32_t> begins;
  std::vector<std::uint32_t> ranks;
};

}  // namespace

class Inverter::Impl {
 public:
  explicit Impl(std::vector<std::uint32_t> field_weights) : weights_(std::move(field_weights)) {
    assert(!weights_.empty() && weights_.size() <= 256);
    lengths_.fields = static_cast<std::uint32_t>(weights_.size());
    key_begins_.push_back(0);
  }

  WordId word(std::string_view surface, std::span<const std::string_view> keys) {
    const std::uint32_t number = surfaces_.number(surface);
    if (number + 1 == key_begins_.size()) {
      for (const std::string_view key : keys) word_keys_.push_back(keys_.number(key));
      key_begins_.push_back(static_cast<std::uint32_t>(word_keys_.size()));
    }
    return number;
  }

  void begin_document() {
    doc_begins_.push_back(tokens_.size());
    position_ = 0;
    length_ = 0;
    field_ = 0;
    has_value_ = false;
  }

  void begin_value(std::uint32_t field) {
    assert(field >= field_ && field < weights_.size());
    if (has_value_) position_ += kPositionGap;
    has_value_ = true;
    for (; field_ < field; ++field_) lengths_.field_starts.push_back(position_);
    tokens_.push_back(kFieldMark + field);
  }

  void add(WordId word, bool extra) {
    tokens_.push_back(extra ? word | kExtra : word);
    if (extra) return;
    ++position_;
    length_ += weights_[field_];
  }

  std::uint32_t end_document() {
    for (; field_ + 1 < weights_.size(); ++field_) lengths_.field_starts.push_back(position_ + kPositionGap);
    lengths_.codes.push_back(encode_length(length_));
    return lengths_.documents() - 1;
  }

  [[nodiscard]] std::uint32_t documents() const noexcept { return lengths_.documents(); }

  [[nodiscard]] std::size_t memory() const noexcept {
    const std::size_t words = surfaces_.size() + keys_.size();
    return surfaces_.memory() + keys_.memory() + tokens_.capacity() * sizeof(std::uint32_t) +
           doc_begins_.capacity() * 8 + (key_begins_.capacity() + word_keys_.capacity()) * 4 +
           lengths_.codes.capacity() + lengths_.field_starts.capacity() * 4 +
           std::min(tokens_.size() + tokens_.size() / 8, kPassEntries) * sizeof(Place) + words * 40;
  }

  std::pair<base::FileSeal, base::FileSeal> seal(const std::filesystem::path& text, const std::filesystem::path& words,
                                                 bool durable) {
    const base::FileSeal first = turn_over(keys_, word_keys_, key_begins_, Layout::kPositions, text, durable);
    std::vector<std::uint32_t> itself(surfaces_.size());
    std::vector<std::uint32_t> begins(surfaces_.size() + 1);
    std::iota(itself.begin(), itself.end(), 0U);
    std::iota(begins.begin(), begins.end(), 0U);
    const base::FileSeal second = turn_over(surfaces_, itself, begins, Layout::kDocuments, words, durable);
    return {first, second};
  }

 private:
  base::FileSeal turn_over(const StringTable& terms, const std::vector<std::uint32_t>& word_terms,
                           const std::vector<std::uint32_t>& begins, Layout layout, const std::filesystem::path& path,
                           bool durable) {
    const std::vector<std::uint32_t> order = terms.order();
    const TermsOfWords of_words = rank_terms(order, word_terms, begins);
    const std::vector<std::uint64_t> counts = count_terms(of_words, order.size());
    PostingsWriter writer(path, layout, lengths_);
    for (std::size_t first = 0; first < order.size();) {
      std::size_t last = first;
      std::uint64_t entries = 0;
      do {
        entries += counts[last++];
      } while (last < order.size() && entries + counts[last] <= kPassEntries);
      write_range(terms, order, of_words, counts, first, last, layout, writer);
      first = last;
    }
    return writer.finish(durable);
  }

  static TermsOfWords rank_terms(const std::vector<std::uint32_t>& order, const std::vector<std::uint32_t>& word_terms,
                                 const std::vector<std::uint32_t>& begins) {
    std::vector<std::uint32_t> rank(order.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) rank[order[i]] = i;
    TermsOfWords result{{}, begins, word_terms};
    for (std::uint32_t& term : result.ranks) term = rank[term];
    result.only.reserve(begins.size() - 1);
    for (std::size_t word = 0; word + 1 < begins.size(); ++word) {
      result.only.push_back(begins[word + 1] - begins[word] == 1 ? result.ranks[begins[word]] : TermsOfWords::kSeveral);
    }
    return result;
  }

  [[nodiscard]] std::vector<std::uint64_t> count_terms(const TermsOfWords& of_words, std::size_t terms) const {
    std::vector<std::uint64_t> words(of_words.begins.size() - 1);
    for (const std::uint32_t token : tokens_) {
      const std::uint32_t word = token & ~kExtra;
      if (word < kFieldMark) ++words[word];
    }
    std::vector<std::uint64_t> counts(terms);
    for (std::size_t word = 0; word < words.size(); ++word) {
      for (std::uint32_t i = of_words.begins[word]; i < of_words.begins[word + 1]; ++i)
        counts[of_words.ranks[i]] += words[word];
    }
    return counts;
  }

  // One pass: the places of terms [first, last), then their postings.
  void write_range(const StringTable& terms, const std::vector<std::uint32_t>& order, const TermsOfWords& of_words,
                   const std::vector<std::uint64_t>& counts, std::size_t first, std::size_t last, Layout layout,
                   PostingsWriter& writer) {
    std::vector<std::uint64_t> ends(last - first);
    std::uint64_t total = 0;
    for (std::size_t rank = first; rank < last; ++rank) {
      ends[rank - first] = total;
      total += counts[rank];
    }
    std::vector<Place> places(total);
    scatter(of_words, static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(last), ends, places);
    std::uint64_t begin = 0;
    for (std::size_t rank = first; rank < last; ++rank) {
      writer.begin_term(terms.at(order[rank]));
      write_term(std::span<const Place>(places).subspan(begin, counts[rank]), layout, writer);
      writer.end_term();
      begin += counts[rank];
    }
  }

  // Visits all tokens; ends[] goes from where each term's stretch begins to where it ends.
  //
  // A token's term, its stretch and the place in it are three cache misses, one depending on the other. So tokens go
  // through in groups, each step for the whole group before the next, and what a step will read is fetched ahead by the
  // one before.
  void scatter(const TermsOfWords& of_words, std::uint32_t first, std::uint32_t last, std::vector<std::uint64_t>& ends,
               std::vector<Place>& places) const {
    Group group;
    for (std::uint32_t doc = 0; doc < documents(); ++doc) {
      const std::size_t end = doc + 1 < doc_begins_.size() ? doc_begins_[doc + 1] : tokens_.size();
      std::uint32_t position = 0;
      bool has_value = false;
      for (std::size_t at = doc_begins_[doc]; at < end; ++at) {
        const std::uint32_t token = tokens_[at];
        const std::uint32_t word = token & ~kExtra;
        if (word >= kFieldMark) {
          if (has_value) position += kPositionGap;
          has_value = true;
          continue;
        }
        const std::uint32_t here = token == word ? position++ : position - 1;
        group.words[group.size] = word;
        group.places[group.size] = {doc, here};
        __builtin_prefetch(&of_words.only[word]);
        if (++group.size == kGroup) scatter_group(group, of_words, first, last - first, ends, places);
      }
    }
    scatter_group(group, of_words, first, last - first, ends, places);
  }

  static constexpr std::size_t kGroup = 32;
  struct Group {
    std::size_t size = 0;
    std::uint32_t words[kGroup];
    std::uint32_t ranks[kGroup];
    Place places[kGroup];
  };

  static void scatter_group(Group& group, const TermsOfWords& of_words, std::uint32_t first, std::uint32_t range,
                            std::vector<std::uint64_t>& ends, std::vector<Place>& places) {
    for (std::size_t i = 0; i < group.size; ++i) {
      const std::uint32_t rank = of_words.only[group.words[i]];
      group.ranks[i] = rank == TermsOfWords::kSeveral ? rank : rank - first;
      if (rank - first < range) __builtin_prefetch(&ends[rank - first], 1);
    }
    for (std::size_t i = 0; i < group.size; ++i) {
      if (group.ranks[i] < range) __builtin_prefetch(&places[ends[group.ranks[i]]], 1);
    }
    for (std::size_t i = 0; i < group.size; ++i) {
      if (group.ranks[i] < range) {
        places[ends[group.ranks[i]]++] = group.places[i];
      } else if (group.ranks[i] == TermsOfWords::kSeveral) {
        const std::uint32_t word = group.words[i];
        for (std::uint32_t term = of_words.begins[word]; term < of_words.begins[word + 1]; ++term) {
          const std::uint32_t rank = of_words.ranks[term] - first;
          if (rank < range) places[ends[rank]++] = group.places[i];
        }
      }
    }
    group.size = 0;
  }

  void write_term(std::span<const Place> places, Layout layout, PostingsWriter& writer) {
    for (std::size_t at = 0; at < places.size();) {
      const std::uint32_t doc = places[at].doc;
      positions_.clear();
      for (; at < places.size() && places[at].doc == doc; ++at) {
        // Two words of one position (COVID-19 and its parts, say) may share a key.
        if (positions_.empty() || positions_.back() != places[at].position) positions_.push_back(places[at].position);
      }
      const std::uint32_t freq = weigh(doc);
      writer.add(
          doc, freq,
          layout == Layout::kPositions ? std::span<const std::uint32_t>(positions_) : std::span<const std::uint32_t>());
    }
  }

  // The weighted frequency of the positions in positions_.
  [[nodiscard]] std::uint32_t weigh(std::uint32_t doc) const {
    const std::size_t others = weights_.size() - 1;
    const std::uint32_t* const starts = lengths_.field_starts.data() + std::size_t{doc} * others;
    std::uint32_t freq = 0;
    std::size_t field = 0;
    for (const std::uint32_t position : positions_) {
      while (field < others && position >= starts[field]) ++field;
      freq += weights_[field];
    }
    return freq;
  }

  std::vector<std::uint32_t> weights_;
  StringTable surfaces_;
  StringTable keys_;
  std::vector<std::uint32_t> key_begins_;  // Of each word, in word_keys_.
  std::vector<std::uint32_t> word_keys_;
  std::vector<std::uint32_t> tokens_;
  std::vector<std::size_t> doc_begins_;
  DocumentLengths lengths_;
  std::vector<std::uint32_t> positions_;
  std::uint64_t length_ = 0;
  std::uint32_t position_ = 0;
  std::uint32_t field_ = 0;
  bool has_value_ = false;
};

Inverter::Inverter(std::vector<std::uint32_t> field_weights)
    : impl_(std::make_unique<Impl>(std::move(field_weights))) {}
Inverter::~Inverter() = default;
Inverter::WordId Inverter::word(std::string_view surface, std::span<const std::string_view> keys) {
  return impl_->word(surface, keys);
}
void Inverter::begin_document() { impl_->begin_document(); }
void Inverter::begin_value(std::uint32_t field) { impl_->begin_value(field); }
void Inverter::add(WordId word, bool extra) { impl_->add(word, extra); }
std::uint32_t Inverter::end_document() { return impl_->end_document(); }
std::uint32_t Inverter::documents() const noexcept { return impl_->documents(); }
std::size_t Inverter::memory() const noexcept { return impl_->memory(); }
std::pair<base::FileSeal, base::FileSeal> Inverter::seal(const std::filesystem::path& text,
                                                         const std::filesystem::path& words, bool durable) {
  return impl_->seal(text, words, durable);
}

}  // namespace svitok::postings
