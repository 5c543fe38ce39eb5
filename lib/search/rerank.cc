#include "search/rerank.h"

#include <algorithm>

#include "postings/lengths.h"
#include "postings/postings_file.h"
#include "segment/field_weights.h"

namespace svitok::search {

namespace {

// What a gain is worth, as a share of the words' weights. Flat optima: half or twice as much changes little on any
// collection that was measured (ARCHITECTURE.md).
constexpr double kOrdered = 0.1;
constexpr double kWithin = 0.2;
constexpr double kTitle = 0.2;
constexpr double kAll = 0.05;

/// Words are near each other when both lie within this many successive places.
constexpr std::uint32_t kWindow = 8;
static_assert(kWindow < postings::kPositionGap);  // So no window reaches from one field into another.

double pair_weight(const AskedWord& a, const AskedWord& b) { return std::min(a.weight, b.weight); }

double sum_of_weights(const std::vector<AskedWord>& words) {
  double sum = 0;
  for (const AskedWord& word : words) sum += word.weight;
  return sum;
}

/// As many as most words have in twenty documents.
constexpr std::size_t kFewPositions = 256;

/// A document that is looked at, and which of them it is.
struct Looked {
  std::uint32_t doc;
  std::size_t number;
};

/// Where a word stands in each of some documents of a segment.
class Places {
 public:
  /// `documents`: ascending, numbered from 0.
  Places(const AskedWord& word, const postings::PostingsFile& file, std::size_t segment,
         std::span<const Looked> documents) {
    std::vector<Key> keys;
    keys.reserve(word.keys.size());
    for (const matcher::TermRef& key : word.keys) {
      if (key.infos[segment].documents != 0) keys.emplace_back(file, key.infos[segment], documents);
    }
    positions_.reserve(kFewPositions);
    begins_.reserve(documents.size() + 1);
    begins_.push_back(0);
    for (std::size_t i = 0; i < documents.size(); ++i) {
      for (Key& key : keys) {
        const auto middle = static_cast<std::ptrdiff_t>(positions_.size());
        key.positions.append(key.places[i], positions_);
        const auto begin = static_cast<std::ptrdiff_t>(begins_.back());
        if (middle != begin) {
          std::inplace_merge(positions_.begin() + begin, positions_.begin() + middle, positions_.end());
        }
      }
      begins_.push_back(positions_.size());
    }
  }

  /// In the document of this number, ascending.
  [[nodiscard]] std::span<const std::uint32_t> in(std::size_t number) const {
    return std::span(positions_).subspan(begins_[number], begins_[number + 1] - begins_[number]);
  }

 private:
  struct Key {
    Key(const postings::PostingsFile& file, const postings::TermInfo& info, std::span<const Looked> documents)
        : places(documents.size()), positions(file.file(), info) {
      postings::Cursor cursor = file.cursor(info);
      cursor.look_up(documents.begin(), documents.end(),
                     [this](const Looked& looked, bool is_here, std::uint32_t /*freq*/, const postings::Place& place) {
                       if (!is_here) return;
                       places[looked.number] = place;
                       positions.prefetch(place);
                     });
    }
    std::vector<postings::Place> places;
    postings::PositionCursor positions;
  };

  std::vector<std::uint32_t> positions_;
  std::vector<std::size_t> begins_;
};

struct PairCounts {
  std::uint32_t ordered = 0;
  std::uint32_t within = 0;
};

}  // namespace

/// Reads documents of one segment.
class Reranker::Reader {
 public:
  Reader(const Reranker& reranker, const std::vector<AskedWord>& words, std::size_t segment,
         std::span<const Looked> documents)
      : reranker_(reranker),
        words_(words),
        file_(reranker.snapshot_.segments()[segment].segment->text()),
        codes_(file_.length_codes()),
        field_starts_(file_.field_starts()),
        all_weights_(sum_of_weights(words)) {
    places_.reserve(words.size());
    for (const AskedWord& word : words) places_.emplace_back(word, file_, segment, documents);
  }

  [[nodiscard]] double gain(const Looked& looked) {
    move_to(looked);
    const bool all =
        std::none_of(places_.begin(), places_.end(), [&](const Places& word) { return word.in(number_).empty(); });
    double gain = all ? kAll * all_weights_ : 0;
    if (reranker_.has_title_) gain += title_gain();
    for (std::size_t second = 1; second < words_.size(); ++second) gain += pair_gain(second);
    return gain;
  }

 private:
  void move_to(const Looked& looked) {
    number_ = looked.number;
    code_ = codes_[looked.doc];
    starts_.clear();
    for (std::uint32_t field = 1; field < file_.fields(); ++field) starts_.push_back(field_starts_(looked.doc, field));
  }

  /// The share of a title that `asked` words are. `body`: where the next field begins.
  [[nodiscard]] static double title_share(double asked, std::uint32_t body) {
    if (body <= postings::kPositionGap || body == postings::kEnd) return 0;
    return std::min(1.0, asked / static_cast<double>(body - postings::kPositionGap));
  }

  /// The weight of the asked words in the title, times their share of its words.
  [[nodiscard]] double title_gain() const {
    if (starts_.empty()) return 0;
    const std::uint32_t body = starts_[0];
    double weight = 0;
    std::uint32_t asked = 0;
    for (std::size_t i = 0; i < words_.size(); ++i) {
      const std::span<const std::uint32_t> positions = places_[i].in(number_);
      if (positions.empty() || positions.front() >= body) continue;
      weight += words_[i].weight;
      ++asked;
    }
    return kTitle * weight * title_share(asked, body);
  }

  [[nodiscard]] double pair_gain(std::size_t second) const {
    const PairCounts counts = count_pairs(places_[second - 1].in(number_), places_[second].in(number_),
                                          words_[second].position - words_[second - 1].position);
    if (counts.within == 0) return 0;
    const double impact = kOrdered * static_cast<double>(reranker_.impacts_(counts.ordered, code_)) +
                          kWithin * static_cast<double>(reranker_.impacts_(counts.within, code_));
    return impact * pair_weight(words_[second - 1], words_[second]);
  }

  /// Counts places of `first`, each once and as much as its field weighs. Both lists ascend.
  [[nodiscard]] PairCounts count_pairs(std::span<const std::uint32_t> first, std::span<const std::uint32_t> second,
                                       std::uint32_t distance) const {
    PairCounts counts;
    std::size_t next = 0;
    for (const std::uint32_t place : first) {
      while (next < second.size() && second[next] + kWindow <= place) ++next;
      bool ordered = false;
      bool within = false;
      for (std::size_t i = next; i < second.size() && second[i] < place + kWindow; ++i) {
        within |= second[i] != place;
        ordered |= second[i] == place + distance;
      }
      const std::uint32_t weight = within ? weight_at(place) : 0;
      counts.within += weight;
      if (ordered) counts.ordered += weight;
    }
    return counts;
  }

  [[nodiscard]] std::uint32_t weight_at(std::uint32_t position) const {
    std::uint32_t field = 0;
    while (field < starts_.size() && position >= starts_[field]) ++field;
    return reranker_.field_weights_[field];
  }

  const Reranker& reranker_;
  const std::vector<AskedWord>& words_;
  const postings::PostingsFile& file_;
  const std::uint8_t* codes_;
  postings::FieldStarts field_starts_;
  double all_weights_;
  std::vector<Places> places_;
  std::size_t number_ = 0;             ///< The present document's.
  std::uint8_t code_ = 0;              ///< Of its length.
  std::vector<std::uint32_t> starts_;  ///< Where its fields but the first begin.
};

Reranker::Reranker(const segment::Snapshot& snapshot, double average_length)
    : snapshot_(snapshot),
      impacts_(average_length),
      field_weights_(segment::scaled_weights(snapshot.manifest().fields)),
      has_title_(snapshot.manifest().fields.front().name == "title") {}

void Reranker::run(const std::vector<AskedWord>& words, std::span<matcher::Match> matches) const {
  if (matches.size() < 2) return;
  // In their order in the index, so that documents that share a block share its unpacking.
  std::vector<matcher::Match*> in_order;
  in_order.reserve(matches.size());
  for (matcher::Match& match : matches) in_order.push_back(&match);
  std::sort(in_order.begin(), in_order.end(), [](const matcher::Match* a, const matcher::Match* b) {
    return a->segment != b->segment ? a->segment < b->segment : a->doc < b->doc;
  });
  std::vector<Looked> documents;
  for (auto match = in_order.begin(); match != in_order.end();) {
    documents.clear();
    const std::uint32_t segment = (*match)->segment;
    const auto end = std::find_if(match, in_order.end(), [&](const auto* other) { return other->segment != segment; });
    for (auto one = match; one != end; ++one) documents.push_back({(*one)->doc, documents.size()});
    Reader reader(*this, words, segment, documents);
    for (const Looked& looked : documents) (*match++)->score += reader.gain(looked);
  }
  std::stable_sort(matches.begin(), matches.end(), [](const auto& a, const auto& b) { return a.score > b.score; });
}

}  // namespace svitok::search
