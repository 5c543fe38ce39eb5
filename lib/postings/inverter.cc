// Inversion by counting.
//
// While documents come in, all that is kept of a token is its word's number: 4 bytes appended to one long log, which is
// a forward index. Nothing is looked up or grown per term. When the segment is sealed, words are counted, each is given
// a stretch of one array that is exactly as long as it needs, and a second pass over the log drops every token's place
// into its word's stretch: a counting sort, whose result is in order by construction. (Compare the two-pass inversion
// of Witten, Moffat, Bell, Managing Gigabytes, 5.2; and single-pass inversion, Heinz and Zobel, JASIST 2003, which
// keeps a growing list a term instead.)
//
// A place is a token's position counted through all documents, so that 4 bytes name document and position both.
//
// Words are surface forms, and the places of a key are its forms' stretches merged, each place with the code of its
// form (forms.h). What the words are need not be known before: they are sorted, and grouped by key, at the end.
#include "postings/inverter.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <functional>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>

#include "base/clones.h"
#include "base/prefetch.h"
#include "base/uninitialised.h"
#include "postings/lengths.h"
#include "postings/postings_writer.h"
#include "postings/term_code.h"
#include "postings/token_log.h"
#include "postings/word_order.h"
#include "postings/words_writer.h"

namespace svitok::postings {

namespace {

using Place = std::uint32_t;
using Places = std::span<const Place>;
/// A place, and in the lower half the code of the form that stands there.
using FormPlace = std::uint64_t;

Place place_of(Place place) { return place; }
Place place_of(FormPlace place) { return static_cast<Place>(place >> 32U); }
std::uint32_t code_of(FormPlace place) { return static_cast<std::uint32_t>(place); }
FormPlace with_code(Place place, std::uint32_t code) { return FormPlace{place} << 32U | code; }

constexpr std::uint32_t kExtra = Inverter::kExtra;
/// In the log: from here on positions are kPositionGap higher.
constexpr std::uint32_t kGap = kExtra - 1;
/// No document has so many positions that one more would not fit after this many (index::check_document).
constexpr Place kFullAt = Place{1} << 31U;

/// Finds the document of a place: the last that begins at or before it, so that a document without tokens is never it.
class DocumentFinder {
 public:
  /// `begins`: of the documents, ascending; all places are below `end`.
  DocumentFinder(std::vector<Place> begins, Place end) : begins_(std::move(begins)) {
    begins_.push_back(UINT32_MAX);
    std::uint32_t doc = 0;
    for (std::size_t step = 0; step <= end >> kShift; ++step) {
      while (begins_[doc + 1] <= step << kShift) ++doc;
      hints_.push_back(doc);
    }
  }

  [[nodiscard]] std::uint32_t find(Place place) const {
    std::uint32_t doc = hints_[place >> kShift];
    // The first step is a toss-up, so it is taken without a branch; more are rare.
    doc += begins_[doc + 1] <= place ? 1U : 0U;
    while (begins_[doc + 1] <= place) ++doc;
    return doc;
  }
  void prefetch_hint(Place place) const { base::prefetch(hints_.data() + (place >> kShift)); }
  void prefetch(Place place) const { base::prefetch(begins_.data() + hints_[place >> kShift]); }
  [[nodiscard]] Place begin(std::uint32_t doc) const { return begins_[doc]; }
  [[nodiscard]] Place end(std::uint32_t doc) const { return begins_[doc + 1]; }

 private:
  static constexpr unsigned kShift = 7;
  std::vector<Place> begins_;
  std::vector<std::uint32_t> hints_;  // The document of every 128th place.
};

/// Calls visit(tokens) with the tokens of many documents at a time, in `order`. `begins`: where those of a document
/// begin in the log; one more than there are documents.
template <typename Visit>
void visit_in_order(const TokenLog& log, const std::vector<std::size_t>& begins, std::span<const std::uint32_t> order,
                    Visit visit) {
  constexpr std::size_t kTokensAtOnce = std::size_t{1} << 16U;
  std::vector<std::uint32_t> tokens;
  for (const std::uint32_t doc : order) {
    log.copy(begins[doc], begins[doc + 1], tokens);
    if (tokens.size() < kTokensAtOnce) continue;
    visit(std::span<const std::uint32_t>(tokens));
    tokens.clear();
  }
  visit(std::span<const std::uint32_t>(tokens));
}

/// The log turned over: for every word the places of its tokens, ascending.
class PlacesOfWords {
 public:
  PlacesOfWords(const TokenLog& log, const std::vector<std::size_t>& begins, std::span<const std::uint32_t> order,
                std::size_t words)
      : begins_(words + 1, 0U), places_(count(log)) {
    Place next = 0;
    visit_in_order(log, begins, order, [&](std::span<const std::uint32_t> tokens) { next = scatter(tokens, next); });
  }

  [[nodiscard]] Places of(std::uint32_t word) const {
    return Places(places_).subspan(begins_[word], begins_[word + 1] - begins_[word]);
  }
  void prefetch_begin(std::uint32_t word) const { base::prefetch(begins_.data() + word); }
  void prefetch(std::uint32_t word) const { base::prefetch(places_.data() + begins_[word]); }

 private:
  using Array = std::vector<Place, base::Uninitialised<Place>>;

  // Afterwards begins_[w + 1] is where w's stretch begins; scatter() moves it to where the stretch ends.
  std::size_t count(const TokenLog& log) {
    log.for_each_chunk([this](std::span<const std::uint32_t> tokens) {
      for (const std::uint32_t token : tokens) {
        if (token != kGap) ++begins_[(token & ~kExtra) + 1];
      }
    });
    std::uint32_t sum = 0;
    for (std::uint32_t& begin : begins_) sum += std::exchange(begin, sum);
    return sum;
  }

  // `next`: the place of the first of the tokens; returns that of what follows them. The end of a word's stretch and
  // the place there are two cache misses, one depending on the other: they are fetched ahead.
  Place scatter(std::span<const std::uint32_t> tokens, Place next) {
    const std::size_t size = tokens.size();
    for (std::size_t i = 0; i < size; ++i) {
      if (i + 2 * kAhead < size) base::prefetch(end_of(tokens[i + 2 * kAhead]));
      if (i + kAhead < size) base::prefetch(places_.data() + *end_of(tokens[i + kAhead]));
      const std::uint32_t token = tokens[i];
      if (token == kGap) {
        next += kPositionGap;
      } else {
        places_[(*end_of(token))++] = (token & kExtra) == 0 ? next++ : next - 1;
      }
    }
    return next;
  }

  // For a gap, that of no word.
  std::uint32_t* end_of(std::uint32_t token) { return &begins_[token == kGap ? 0 : (token & ~kExtra) + 1]; }

  static constexpr std::size_t kAhead = 16;
  std::vector<std::uint32_t> begins_;
  Array places_;
};

/// std::merge() without a branch in the loop, for which of two forms comes next cannot be guessed; from the front and
/// from the back at once, because each step waits for the one before.
void merge(std::span<const FormPlace> a, Places b, std::uint32_t code_of_b, FormPlace* out) {
  const FormPlace* left = a.data();
  const FormPlace* left_end = left + a.size();
  const Place* right = b.data();
  const Place* right_end = right + b.size();
  FormPlace* out_end = out + a.size() + b.size();
  const auto take_first = [&] {
    const FormPlace of_right = with_code(*right, code_of_b);
    const bool takes_left = *left <= of_right;
    *out++ = takes_left ? *left : of_right;
    left += takes_left ? 1 : 0;
    right += takes_left ? 0 : 1;
  };
  const auto take_last = [&] {
    const FormPlace of_right = with_code(right_end[-1], code_of_b);
    const bool takes_left = left_end[-1] > of_right;
    *--out_end = takes_left ? left_end[-1] : of_right;
    left_end -= takes_left ? 1 : 0;
    right_end -= takes_left ? 0 : 1;
  };
  while (left_end - left >= 2 && right_end - right >= 2) {
    take_first();
    take_last();
  }
  while (left != left_end && right != right_end) take_first();
  out = std::copy(left, left_end, out);
  std::transform(right, right_end, out, [code_of_b](Place place) { return with_code(place, code_of_b); });
}

DocumentLengths reordered(const DocumentLengths& lengths, std::span<const std::uint32_t> order) {
  DocumentLengths result;
  result.fields = lengths.fields;
  result.codes.reserve(lengths.codes.size());
  result.field_starts.reserve(lengths.field_starts.size());
  for (const std::uint32_t doc : order) result.append(lengths, doc);
  return result;
}

/// A word that has the key at hand.
struct Form {
  std::uint32_t word;
  bool is_own;  ///< The key is the word's first; otherwise other keys tell where the word is.
  Places places;
  std::uint32_t code = 0;
};

}  // namespace

class Inverter::Impl {
 public:
  explicit Impl(std::vector<std::uint32_t> field_weights) : weights_(std::move(field_weights)) {
    assert(!weights_.empty() && weights_.size() <= 256);
    lengths_.fields = static_cast<std::uint32_t>(weights_.size());
  }

  void begin_document() {
    token_begins_.push_back(log_.size());
    doc_begins_.push_back(next_);
    length_ = 0;
    field_ = 0;
    has_value_ = false;
  }

  void begin_value(std::uint32_t field) {
    assert(field >= field_ && field < weights_.size());
    if (has_value_) {
      log_.push(kGap);
      next_ += kPositionGap;
    }
    has_value_ = true;
    for (; field_ < field; ++field_) lengths_.field_starts.push_back(next_ - doc_begins_.back());
  }

  void add(std::span<const std::uint32_t> tokens) {
    log_.push(tokens);
    const auto extras = std::count_if(tokens.begin(), tokens.end(), [](auto token) { return (token & kExtra) != 0; });
    const auto ordinary = static_cast<std::uint32_t>(tokens.size()) - static_cast<std::uint32_t>(extras);
    next_ += ordinary;
    length_ += std::uint64_t{ordinary} * weights_[field_];
  }

  std::uint32_t end_document() {
    const std::uint32_t past = next_ - doc_begins_.back() + kPositionGap;
    for (; field_ + 1 < weights_.size(); ++field_) lengths_.field_starts.push_back(past);
    lengths_.codes.push_back(encode_length(length_));
    return lengths_.documents() - 1;
  }

  [[nodiscard]] std::uint32_t documents() const noexcept { return lengths_.documents(); }
  [[nodiscard]] bool full() const noexcept { return next_ >= kFullAt; }

  [[nodiscard]] std::size_t memory(std::size_t words) const noexcept {
    // seal() needs a place a token; for each word where its stretch begins, its entry, its place in an order (some
    // words have several keys), and what the dictionary of a file takes.
    constexpr std::size_t kSealBytesPerWord = sizeof(std::uint32_t) + sizeof(FormInfo) + WordOrder::kBytes * 3 / 2 + 32;
    return log_.memory() + log_.size() * sizeof(Place) + doc_begins_.capacity() * 3 * sizeof(Place) +
           token_begins_.capacity() * sizeof(std::size_t) +
           2 * (lengths_.codes.capacity() + lengths_.field_starts.capacity() * sizeof(std::uint32_t)) +
           words * kSealBytesPerWord;
  }

  std::pair<base::FileSeal, base::FileSeal> seal(const std::filesystem::path& text_path,
                                                 const std::filesystem::path& words_path, const Vocabulary& vocabulary,
                                                 std::span<const std::uint32_t> order, bool durable) {
    assert(order.size() == documents());
    token_begins_.push_back(log_.size());
    const PlacesOfWords places(log_, token_begins_, order, vocabulary.size());
    log_.clear();
    token_begins_ = {};
    const DocumentFinder finder(take_begins(order), next_);
    lengths_ = reordered(lengths_, order);
    infos_.resize(vocabulary.size());
    const base::FileSeal text = write_keys(vocabulary, places, finder, text_path, durable);
    const base::FileSeal words = write_words(vocabulary, words_path, durable);
    return {text, words};
  }

 private:
  // Where documents begin when they stand in `order`.
  std::vector<Place> take_begins(std::span<const std::uint32_t> order) {
    std::vector<Place> before = std::exchange(doc_begins_, {});
    before.push_back(next_);
    std::vector<Place> begins;
    begins.reserve(order.size() + 1);
    Place next = 0;
    for (const std::uint32_t doc : order) {
      begins.push_back(next);
      next += before[doc + 1] - before[doc];
    }
    return begins;
  }

  base::FileSeal write_keys(const Vocabulary& vocabulary, const PlacesOfWords& places, const DocumentFinder& finder,
                            const std::filesystem::path& path, bool durable) {
    const auto key = [&](const WordOrder::Entry& entry) { return vocabulary.key(entry.word, entry.number); };
    order_.start(vocabulary.size());
    for (std::uint32_t word = 0; word < vocabulary.size(); ++word) {
      if (places.of(word).empty()) continue;
      for (std::size_t i = 0; i < vocabulary.key_count(word); ++i) order_.add(vocabulary.key(word, i), word, i);
    }
    order_.sort(key);
    PostingsWriter writer(path, lengths_);
    for (std::size_t first = 0, last = 0; first < order_.size(); first = last) {
      last = order_.end_of_equal(first, key);
      forms_.clear();
      for (std::size_t i = first; i < last; ++i) {
        prefetch(order_, i, places, finder);
        forms_.push_back({order_[i].word, order_[i].number == 0, places.of(order_[i].word)});
      }
      write_key(order_.code(first, key), finder, writer);
    }
    return writer.finish(durable);
  }

  // Writes the key that forms_ have.
  SVITOK_CLONES void write_key(TermCode key, const DocumentFinder& finder, PostingsWriter& writer) {
    const std::uint32_t number = writer.terms();
    const std::uint32_t codes = number_forms();
    documents_of_.assign(codes, 0);
    writer.begin_term(key, codes);
    if (codes == 1 && forms_.size() == 1) {
      write_places(forms_[0].places, finder, writer);
    } else {
      write_places(merged_forms(), finder, writer);
    }
    writer.end_term();
    for (const Form& form : forms_) {
      if (form.is_own) infos_[form.word] = {documents_of_[form.code], number, form.code};
    }
  }

  // Gives forms_ codes, the most frequent one 0, those of other keys one for all; puts them into that order. How many.
  std::uint32_t number_forms() {
    std::ranges::sort(forms_, std::greater(),
                      [](const Form& form) { return std::pair(form.places.size(), form.word); });
    std::uint32_t next = 0;
    std::optional<std::uint32_t> others;
    for (Form& form : forms_) {
      if (form.is_own) {
        form.code = next++;
      } else {
        if (!others) others = next++;
        form.code = *others;
      }
    }
    return next;
  }

  // The places of forms_, ascending; valid until the next call. The rarest are merged first.
  std::span<const FormPlace> merged_forms() {
    merged_.clear();
    for (std::size_t i = forms_.size(); i-- > 0;) {
      merging_.resize(merged_.size() + forms_[i].places.size());
      merge(merged_, forms_[i].places, forms_[i].code, merging_.data());
      merged_.swap(merging_);
    }
    return merged_;
  }

  base::FileSeal write_words(const Vocabulary& vocabulary, const std::filesystem::path& path, bool durable) {
    const auto surface = [&](const WordOrder::Entry& entry) { return vocabulary.surface(entry.word); };
    order_.start(vocabulary.size());
    for (std::uint32_t word = 0; word < vocabulary.size(); ++word) {
      if (infos_[word].documents != 0) order_.add(vocabulary.surface(word), word, 0);
    }
    order_.sort(surface);
    WordsWriter writer(path);
    for (std::size_t i = 0; i < order_.size(); ++i) {
      if (i + kAhead < order_.size()) base::prefetch(&infos_[order_[i + kAhead].word]);
      writer.add(order_.code(i, surface), infos_[order_[i].word]);
    }
    return writer.finish(durable);
  }

  // Fetches ahead what the terms after the `at`-th will need, each step what the one before has made known.
  void prefetch(const WordOrder& order, std::size_t at, const PlacesOfWords& places,
                const DocumentFinder& finder) const {
    if (at + 4 * kAhead >= order.size()) return;
    base::prefetch(&infos_[order[at + kAhead].word]);
    places.prefetch_begin(order[at + 4 * kAhead].word);
    places.prefetch(order[at + 3 * kAhead].word);
    finder.prefetch_hint(places.of(order[at + 2 * kAhead].word).front());
    finder.prefetch(places.of(order[at + kAhead].word).front());
  }

  template <typename P>
  void write_places(std::span<const P> places, const DocumentFinder& finder, PostingsWriter& writer) {
    while (!places.empty()) places = write_documents(places, finder, writer);
  }

  // Writes what the first kBatch places make, and what belongs to the last one's document. What is left.
  template <typename P>
  std::span<const P> write_documents(std::span<const P> places, const DocumentFinder& finder, PostingsWriter& writer) {
    form_freqs_.clear();
    const std::size_t size = end_of_batch(places, finder);
    const std::size_t documents = find_documents(places.first(size), finder);
    for (std::size_t i = 0; i < documents; ++i) {
      const auto [place, position] = firsts_[i];
      const auto [next_place, next_position] = firsts_[i + 1];
      counts_[i] = next_position - position;
      freqs_[i] = weigh(docs_[i], {positions_.data() + position, counts_[i]});
      if constexpr (std::is_same_v<P, FormPlace>) {
        form_counts_[i] =
            note_forms(places.subspan(place, next_place - place), docs_[i], finder.begin(docs_[i]), freqs_[i]);
      }
    }
    if constexpr (std::is_same_v<P, Place>) documents_of_[0] += static_cast<std::uint32_t>(documents);
    writer.add({{docs_.data(), documents},
                {freqs_.data(), documents},
                {counts_.data(), documents},
                {positions_.data(), firsts_[documents].position},
                {form_counts_.data(), documents},
                form_freqs_});
    return places.subspan(size);
  }

  // The documents of places and the positions in them. How many. Without a branch, for how many places a document has
  // cannot be guessed.
  template <typename P>
  std::size_t find_documents(std::span<const P> places, const DocumentFinder& finder) {
    if (positions_.size() < places.size()) positions_.resize(places.size());
    std::size_t documents = 0;
    std::uint32_t positions = 0;
    std::uint32_t last_doc = UINT32_MAX;
    Place last_place = UINT32_MAX;
    for (std::size_t at = 0; at < places.size(); ++at) {
      const Place place = place_of(places[at]);
      const std::uint32_t doc = finder.find(place);
      docs_[documents] = doc;
      firsts_[documents] = {static_cast<std::uint32_t>(at), positions};
      documents += doc != last_doc ? 1 : 0;
      last_doc = doc;
      // Two words of one position (COVID-19 and its parts, say) may share a key.
      positions -= place == last_place ? 1 : 0;
      positions_[positions++] = place - finder.begin(doc);
      last_place = place;
    }
    firsts_[documents] = {static_cast<std::uint32_t>(places.size()), positions};
    return documents;
  }

  // How many places there are up to the kBatch-th one, and behind it in the same document.
  template <typename P>
  static std::size_t end_of_batch(std::span<const P> places, const DocumentFinder& finder) {
    if (places.size() <= kBatch) return places.size();
    const Place end = finder.end(finder.find(place_of(places[kBatch - 1])));
    std::size_t size = kBatch;
    while (size < places.size() && place_of(places[size]) < end) ++size;
    return size;
  }

  // Adds to form_freqs_ the forms that a document has at `places`; `freq` is that of the key. How many.
  std::uint32_t note_forms(std::span<const FormPlace> places, std::uint32_t doc, Place begin, std::uint32_t freq) {
    const std::size_t before = form_freqs_.size();
    const std::uint32_t first = code_of(places.front());
    if (std::ranges::all_of(places, [first](FormPlace place) { return code_of(place) == first; })) {
      form_freqs_.push_back({first, freq});
    } else {
      for (const FormPlace place : places) {
        const auto others = std::span<const FormFreq>(form_freqs_).subspan(before);
        const std::uint32_t code = code_of(place);
        if (std::ranges::find(others, code, &FormFreq::code) != others.end()) continue;
        form_freqs_.push_back({code, weigh_form(places, code, doc, begin)});
      }
    }
    for (std::size_t i = before; i < form_freqs_.size(); ++i) ++documents_of_[form_freqs_[i].code];
    return static_cast<std::uint32_t>(form_freqs_.size() - before);
  }

  // The weighted frequency of one form in a document.
  std::uint32_t weigh_form(std::span<const FormPlace> places, std::uint32_t code, std::uint32_t doc, Place begin) {
    positions_of_form_.clear();
    for (const FormPlace place : places) {
      if (code_of(place) != code) continue;
      const std::uint32_t position = place_of(place) - begin;
      if (positions_of_form_.empty() || positions_of_form_.back() != position) positions_of_form_.push_back(position);
    }
    return weigh(doc, positions_of_form_);
  }

  // The weighted frequency of a document's `positions`.
  [[nodiscard]] std::uint32_t weigh(std::uint32_t doc, std::span<const std::uint32_t> positions) const {
    const std::size_t others = weights_.size() - 1;
    const std::uint32_t* const starts = lengths_.field_starts.data() + std::size_t{doc} * others;
    if (others == 0 || positions.front() >= starts[others - 1]) {
      return static_cast<std::uint32_t>(positions.size()) * weights_.back();
    }
    std::uint32_t freq = 0;
    std::size_t field = 0;
    for (const std::uint32_t position : positions) {
      while (field < others && position >= starts[field]) ++field;
      freq += weights_[field];
    }
    return freq;
  }

  static constexpr std::size_t kBatch = 4096;
  /// Where what a document has begins (behind the last document: where that ends),
  struct First {
    std::uint32_t place;     ///< among the places,
    std::uint32_t position;  ///< and in positions_.
  };
  static constexpr std::size_t kAhead = 8;  // Terms, whose places are fetched meanwhile.

  std::vector<std::uint32_t> weights_;
  TokenLog log_;
  std::vector<std::size_t> token_begins_;  // Of the documents, in the log,
  std::vector<Place> doc_begins_;          // and among the places.
  DocumentLengths lengths_;
  WordOrder order_;
  std::vector<FormInfo> infos_;  // Of the words, once their keys are written.
  // Of the key being written.
  std::vector<Form> forms_;
  std::vector<std::uint32_t> documents_of_;  // By code.
  std::vector<FormPlace, base::Uninitialised<FormPlace>> merged_;
  std::vector<FormPlace, base::Uninitialised<FormPlace>> merging_;
  // Of the documents being written.
  std::array<std::uint32_t, kBatch + 1> docs_;
  std::array<First, kBatch + 1> firsts_;
  std::array<std::uint32_t, kBatch> freqs_;
  std::array<std::uint32_t, kBatch> counts_;
  std::array<std::uint32_t, kBatch> form_counts_;
  std::vector<std::uint32_t> positions_;
  std::vector<FormFreq> form_freqs_;
  std::vector<std::uint32_t> positions_of_form_;
  std::uint64_t length_ = 0;  // Of the present document.
  Place next_ = 0;
  std::uint32_t field_ = 0;
  bool has_value_ = false;
};

Inverter::Inverter(std::vector<std::uint32_t> field_weights)
    : impl_(std::make_unique<Impl>(std::move(field_weights))) {}
Inverter::~Inverter() = default;
void Inverter::begin_document() { impl_->begin_document(); }
void Inverter::begin_value(std::uint32_t field) { impl_->begin_value(field); }
void Inverter::add(std::span<const std::uint32_t> tokens) { impl_->add(tokens); }
std::uint32_t Inverter::end_document() { return impl_->end_document(); }
std::uint32_t Inverter::documents() const noexcept { return impl_->documents(); }
std::size_t Inverter::memory(std::size_t words) const noexcept { return impl_->memory(words); }
bool Inverter::full() const noexcept { return impl_->full(); }
std::pair<base::FileSeal, base::FileSeal> Inverter::seal(const std::filesystem::path& text_path,
                                                         const std::filesystem::path& words_path,
                                                         const Vocabulary& vocabulary,
                                                         std::span<const std::uint32_t> order, bool durable) {
  return impl_->seal(text_path, words_path, vocabulary, order, durable);
}

}  // namespace svitok::postings
