// How text becomes tokens.
//
// White space cuts the text into clusters (clusters.h), whose outer punctuation is cut off. A cluster's tokens depend
// on its bytes alone, so they are worked out once and kept as a template (cluster_cache.h): what is left for each
// occurrence is to find the cluster's end, hash it, look it up, and add its place to the template's offsets. Only a new
// cluster is normalised (normaliser.h), broken into words (breaker.h) and given its tokens (token_rules.h) and keys
// (word_table.h).
//
// Two things reach beyond a cluster. Digits that spaces group (74 000) are looked for when a cluster is one to three
// digits. And a run of more than kLongestRun bytes is cut before the last word that begins within them, or, when a
// single word fills them, there; the next cluster begins at the cut. So every text takes linear time and bounded
// memory, and its tokens do not depend on how it is read.
#include "text/analyzer.h"

#include <array>
#include <utility>
#include <vector>

#include "base/clones.h"
#include "text/breaker.h"
#include "text/cluster_cache.h"
#include "text/clusters.h"
#include "text/homoglyphs.h"
#include "text/keys.h"
#include "text/morphology.h"
#include "text/normaliser.h"
#include "text/numbers.h"
#include "text/token_rules.h"
#include "text/utf8.h"
#include "text/word_table.h"

namespace svitok::text {
namespace {

constexpr std::size_t kBatch = 1024;

/// How many clusters are looked up together, so that the memory they need is fetched meanwhile.
constexpr std::size_t kGroup = 128;

struct Group {
  std::array<HashedBytes, kGroup> clusters;
  std::size_t size = 0;
  // Which of them are short and which are long. They are looked up in different tables: in two loops, neither of which
  // has to guess.
  std::array<std::uint8_t, kGroup> short_ones;
  std::array<std::uint8_t, kGroup> long_ones;
  std::size_t short_count = 0;

  [[nodiscard]] std::size_t long_count() const { return size - short_count; }
};
static_assert(kGroup <= 256);

/// A new cluster, or a run that is looked at alone: its tokens, whose words are looked up later.
struct NewCluster {
  Drafts drafts;
  std::vector<WordTable::Sought> words;  ///< Of the drafts,
  std::vector<TokenTemplate> templates;  ///< and what else is known of them.
  std::uint16_t position_count = 0;
};

}  // namespace

class Analyzer::Impl {
 public:
  explicit Impl(AnalyzerOptions options) : options_(options), clusters_(options.cache_bytes) {}

  void start(std::string_view text) {
    text_ = text;
    at_ = 0;
    position_ = 0;
    gather(*ahead_);
  }

  std::span<const Token> next() { return fill(batch_); }
  std::span<const std::uint32_t> next_ids() { return fill(ids_); }

  [[nodiscard]] std::uint32_t generation() const noexcept { return generation_; }
  [[nodiscard]] const Word& word(std::uint32_t id) const noexcept { return words_.word(id); }
  [[nodiscard]] std::size_t words() const noexcept { return words_.size(); }
  [[nodiscard]] std::size_t bytes() const noexcept { return words_.bytes() + clusters_.bytes(); }
  void forget_words() {
    const WordTable old = std::exchange(words_, WordTable());
    ++generation_;
    clusters_.renumber([&](std::uint32_t id) { return words_.id_like(old.word(id)); });
  }

 private:
  /// `batch`: of tokens, or of ids alone.
  template <typename Batch>
  const Batch& fill(Batch& batch) {
    batch.clear();
    if (options_.word_bytes != 0 && words_.bytes() > options_.word_bytes) forget_words();
    while (batch.size() < kBatch) {
      std::swap(group_, ahead_);
      ahead_->size = 0;  // It has been taken.
      if (group_->size == 0 && !take_alone(batch)) break;
      clusters_.make_room(kGroup);
      look_up();
      gather(*ahead_);
      for (std::size_t i = 0; i < group_->size; ++i) take(i, batch);
    }
    return batch;
  }

  /// Fills known_ for *group_, and makes drafts of what is new.
  SVITOK_CLONES void look_up() {
    const Group& group = *group_;
    for (std::size_t k = 0; k < group.short_count; ++k) {
      const std::size_t i = group.short_ones[k];
      known_[i] = clusters_.find_short(group.clusters[i]);
      clusters_.prefetch_stored(known_[i]);
    }
    for (std::size_t k = 0; k < group.long_count(); ++k) {
      const std::size_t i = group.long_ones[k];
      known_[i] = clusters_.find_long(group.clusters[i]);
      clusters_.prefetch_stored(known_[i]);
    }
    make_drafts();
  }

  /// Fills simple_ for what is not known of *group_, or else a new cluster's drafts; fetches ahead what their words
  /// need, each step what the one before has made known.
  void make_drafts() {
    char* out = simple_bytes_.data();
    new_count_ = 0;
    std::size_t count = 0;
    for (std::size_t i = 0; i < group_->size; ++i) {
      if (known_[i] != nullptr) continue;
      new_clusters_[count++] = static_cast<std::uint8_t>(i);
      const std::string_view bytes = group_->clusters[i].bytes;
      if (bytes.size() <= kLongestSurface && fold_simple_word(bytes, out)) {
        const std::string_view surface(out, bytes.size());
        simple_[i] = {.surface = surface, .hash = words_.hash(surface)};
        words_.prefetch(simple_[i].hash);
        out += bytes.size();
      } else {
        simple_[i] = {};
        draft_of_[i] = static_cast<std::uint8_t>(new_count_);
        make_draft(bytes, drafts_[new_count_++]);
      }
    }
    new_words_.clear();
    for (const std::uint8_t i : std::span(new_clusters_).first(count)) {
      if (!simple_[i].surface.empty()) {
        prefetch_word(simple_[i]);
      } else {
        for (WordTable::Sought& word : drafts_[draft_of_[i]].words) prefetch_word(word);
      }
    }
    key_maker_.look_up(new_words_);
  }

  void prefetch_word(WordTable::Sought& word) {
    if (!words_.prefetch_found(word.hash)) new_words_.push_back({word.surface, &word.entry});
  }

  /// Makes `group` the clusters from at_ on, up to the first that needs to be looked at alone.
  SVITOK_CLONES void gather(Group& group) {
    const std::string_view text = text_;
    std::size_t at = at_;
    std::size_t size = 0;
    std::size_t short_count = 0;
    while (size < kGroup) {
      std::size_t begin = skip_separators(text, at);
      std::size_t end = run_end(text, begin);
      if (end - begin > ClusterCache::kLongestCluster || begin == text.size()) break;
      const std::size_t run = end;
      trim(begin, end);
      if (begin != end) {
        if (spaced_number_end(text, begin, end) != end) break;
        HashedBytes& cluster = group.clusters[size];
        clusters_.hash(text, begin, end - begin, cluster);
        clusters_.prefetch(cluster);
        // Without a branch, for which it is cannot be guessed.
        group.short_ones[short_count] = group.long_ones[size - short_count] = static_cast<std::uint8_t>(size);
        short_count += ClusterCache::is_short(end - begin) ? 1U : 0U;
        ++size;
      }
      at = run;
    }
    at_ = at;
    group.size = size;
    group.short_count = short_count;
  }

  // The first step without a branch, for whether a cluster has punctuation around it cannot be guessed.
  void trim(std::size_t& begin, std::size_t& end) const {
    begin += begin < end && kTrimmedBefore[static_cast<unsigned char>(text_[begin])] ? 1U : 0U;
    end -= begin < end && kTrimmedAfter[static_cast<unsigned char>(text_[end - 1])] ? 1U : 0U;
    while (begin < end && kTrimmedBefore[static_cast<unsigned char>(text_[begin])]) ++begin;
    while (begin < end && kTrimmedAfter[static_cast<unsigned char>(text_[end - 1])]) --end;
  }

  /// A known cluster, as nearly all are, or a new one, which may have become known since it was looked up.
  template <typename Batch>
  void take(std::size_t i, Batch& batch) {
    const HashedBytes& key = group_->clusters[i];
    const KnownCluster* known = known_[i];
    const auto begin = static_cast<std::uint32_t>(key.bytes.data() - text_.data());
    if (known == nullptr) known = clusters_.find(key);
    if (known == nullptr) {
      const NewCluster* made = &alone_;
      if (simple_[i].surface.empty()) {
        NewCluster& draft = drafts_[draft_of_[i]];
        find_words(draft);
        made = &draft;
      } else {
        set_whole(words_.id(simple_[i], key_maker_), key.bytes.size());
      }
      clusters_.add(key, made->templates, made->position_count);
      append(begin, made->templates, made->position_count, batch);
    } else if (!known->stored) {
      const TokenTemplate whole = whole_template(known->value, known->size);
      append(begin, {&whole, 1}, 1, batch);
    } else {
      const StoredCluster& cluster = clusters_.stored(*known);
      append(begin, cluster.tokens(), cluster.position_count, batch);
    }
  }

  void append(std::uint32_t begin, std::span<const TokenTemplate> tokens, std::uint32_t positions,
              std::vector<Token>& batch) {
    for (const TokenTemplate& token : tokens) {
      batch.push_back({.begin = begin + token.begin,
                       .end = begin + token.end,
                       .position = position_ + token.position,
                       .extra = token.extra,
                       .word = &words_.word(token.word)});
    }
    position_ += positions;
  }

  static void append(std::uint32_t /*begin*/, std::span<const TokenTemplate> tokens, std::uint32_t /*positions*/,
                     std::vector<std::uint32_t>& batch) {
    for (const TokenTemplate& token : tokens) batch.push_back(token.extra ? token.word | kExtraId : token.word);
  }

  /// The run at at_, which is not for gather(): long, or a number grouped by spaces. False at the end of the text.
  template <typename Batch>
  bool take_alone(Batch& batch) {
    std::size_t begin = skip_separators(text_, at_);
    std::size_t end = run_end(text_, begin);
    at_ = end;
    const bool cut = end - begin > kLongestRun - kLongestCharacter && end < text_.size();
    if (cut) at_ = end = last_word_in(begin, end);
    trim(begin, end);
    if (begin == end) return at_ < text_.size();
    if (const std::size_t number_end = spaced_number_end(text_, begin, end); number_end != end) {
      set_number(text_.substr(begin, number_end - begin));
      at_ = number_end;
    } else {
      make_draft(text_.substr(begin, end - begin), alone_);
      find_words(alone_);
    }
    append(static_cast<std::uint32_t>(begin), alone_.templates, alone_.position_count, batch);
    return true;
  }

  /// Where to cut a run that reached kLongestRun: at its last word, if that is not its first.
  std::size_t last_word_in(std::size_t begin, std::size_t end) {
    break_words(text_.substr(begin, end - begin));
    return segments_.size() > 1 ? begin + normalised_.original_begin(segments_.back().begin) : end;
  }

  void break_words(std::string_view bytes) {
    normalise(bytes, normalised_);
    segments_.clear();
    if (normalised_.plain) {
      break_plain(normalised_.text, segments_);
    } else {
      icu_.run(normalised_.text, segments_);
    }
  }

  std::uint32_t id_of(const WordTable::Sought& word) {
    if (word.surface.size() <= kLongestSurface) return words_.id(word, key_maker_);
    const std::string_view name = shorten(word.surface, shortened_);
    return words_.id({.surface = name, .hash = words_.hash(name)}, key_maker_);
  }

  static TokenTemplate whole_template(std::uint32_t word, std::size_t size) {
    return {.word = word, .begin = 0, .end = static_cast<std::uint16_t>(size), .position = 0, .extra = false};
  }

  /// Makes alone_ one word as it stands.
  void set_whole(std::uint32_t word, std::size_t size) {
    alone_.templates.assign(1, whole_template(word, size));
    alone_.position_count = 1;
  }

  /// Everything but the templates' words, which are fetched ahead. `made`: has to stay where it is.
  void make_draft(std::string_view bytes, NewCluster& made) {
    break_words(bytes);
    repair_homoglyphs(normalised_, segments_);
    made.drafts.clear();
    apply_token_rules(normalised_, segments_, made.drafts);
    made.words.clear();
    made.templates.clear();
    made.position_count = 0;
    for (const Draft& draft : made.drafts.list) {
      const std::string_view surface = made.drafts.surface(draft);
      made.words.push_back({.surface = surface, .hash = words_.hash(surface)});
      words_.prefetch(made.words.back().hash);
      made.templates.push_back({.word = 0,
                                .begin = static_cast<std::uint16_t>(normalised_.original_begin(draft.begin)),
                                .end = static_cast<std::uint16_t>(normalised_.original_end(draft.end)),
                                .position = static_cast<std::uint16_t>(draft.position),
                                .extra = draft.extra});
      made.position_count = static_cast<std::uint16_t>(draft.position + 1);
    }
  }

  /// What make_draft() has left out.
  void find_words(NewCluster& made) {
    for (std::size_t i = 0; i < made.templates.size(); ++i) made.templates[i].word = id_of(made.words[i]);
  }

  /// Makes alone_ the number that digits grouped by spaces are.
  void set_number(std::string_view bytes) {
    const std::string number = spaced_number(bytes);
    set_whole(id_of({.surface = number, .hash = words_.hash(number)}), bytes.size());
  }

  AnalyzerOptions options_;
  std::string_view text_;
  std::size_t at_ = 0;
  std::uint32_t position_ = 0;
  std::uint32_t generation_ = 0;
  Group groups_[2];
  Group* group_ = &groups_[0];  ///< Being looked up.
  Group* ahead_ = &groups_[1];  ///< The next group: found in the text while memory for *group_ is fetched.
  std::array<const KnownCluster*, kGroup> known_{};  ///< Of *group_.
  /// Of *group_, of what is not known and is a word as it stands, as most are; otherwise their surfaces are empty,
  std::array<WordTable::Sought, kGroup> simple_{};
  std::array<std::uint8_t, kGroup> draft_of_;  ///< and these tell which of drafts_ they are.
  std::array<NewCluster, kGroup> drafts_;      ///< Their memory is used again:
  std::size_t new_count_ = 0;                  ///< so many of them are of *group_.
  std::array<char, kGroup * kLongestSurface> simple_bytes_;
  std::array<std::uint8_t, kGroup> new_clusters_;  ///< Of *group_, those not known.
  std::vector<AskedWord> new_words_;               ///< Of *group_, of what has no word yet.
  std::vector<Token> batch_;
  std::vector<std::uint32_t> ids_;
  ClusterCache clusters_;
  WordTable words_;
  KeyMaker key_maker_;
  IcuBreaker icu_;
  NewCluster alone_;
  // Memory for make_draft() and find_words().
  Normalised normalised_;
  std::vector<Segment> segments_;
  std::string shortened_;
};

std::uint64_t dictionaries_fingerprint() { return Morphology::shared().fingerprint(); }

Analyzer::Analyzer(AnalyzerOptions options) : impl_(std::make_unique<Impl>(options)) {}
Analyzer::~Analyzer() = default;
Analyzer::Analyzer(Analyzer&&) noexcept = default;
Analyzer& Analyzer::operator=(Analyzer&&) noexcept = default;

void Analyzer::start(std::string_view text) { impl_->start(text); }
std::span<const Token> Analyzer::next() { return impl_->next(); }
std::span<const std::uint32_t> Analyzer::next_ids() { return impl_->next_ids(); }
const Word& Analyzer::word(std::uint32_t id) const noexcept { return impl_->word(id); }
std::size_t Analyzer::words() const noexcept { return impl_->words(); }
std::size_t Analyzer::bytes() const noexcept { return impl_->bytes(); }
void Analyzer::forget_words() { impl_->forget_words(); }
std::uint32_t Analyzer::generation() const noexcept { return impl_->generation(); }

}  // namespace svitok::text
