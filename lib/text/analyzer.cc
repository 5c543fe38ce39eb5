// How text becomes tokens.
//
// White space cuts the text into clusters (clusters.h), whose outer punctuation is cut off. A cluster's tokens depend
// on its bytes alone, so they are worked out once and kept as a template (word_cache.h): what is left for each
// occurrence is to find the cluster's end, hash it, look it up, and add its place to the template's offsets. Only a new
// cluster is normalised (normaliser.h), broken into words (breaker.h) and given its tokens (token_rules.h) and keys
// (keys.h).
//
// Two things reach beyond a cluster. Digits that spaces group (74 000) are looked for when a cluster is one to three
// digits. And a run of more than kLongestRun bytes is cut before the last word that begins within them, or, when a
// single word fills them, there; the next cluster begins at the cut. So every text takes linear time and bounded
// memory, and its tokens do not depend on how it is read.
#include "text/analyzer.h"

#include <vector>

#include "text/breaker.h"
#include "text/clusters.h"
#include "text/homoglyphs.h"
#include "text/normaliser.h"
#include "text/numbers.h"
#include "text/token_rules.h"
#include "text/utf8.h"
#include "text/word_cache.h"

namespace svitok::text {
namespace {

constexpr std::size_t kBatch = 1024;

bool starts_number(std::string_view cluster) {
  return cluster.size() <= 3 && cluster[0] != '0' && number_prefix(cluster) == cluster.size();
}

}  // namespace

class Analyzer::Impl {
 public:
  explicit Impl(AnalyzerOptions options) : options_(options) { batch_.reserve(2 * kBatch); }

  void start(std::string_view text) {
    text_ = text;
    at_ = 0;
    position_ = 0;
  }

  std::span<const Token> next() {
    batch_.clear();
    if (cache_.bytes() > options_.cache_bytes) {
      cache_.clear();
      ++generation_;
    }
    while (batch_.size() < kBatch) {
      const std::size_t begin = skip_separators(text_, at_);
      at_ = run_end(text_, begin);
      if (at_ == begin) break;
      take(begin, at_);
    }
    return batch_;
  }

  [[nodiscard]] std::uint32_t generation() const noexcept { return generation_; }

 private:
  /// The run [begin, end): one cluster between punctuation.
  void take(std::size_t begin, std::size_t end) {
    const bool cut = end - begin > kLongestRun - 4;
    while (begin < end && kTrimmedBefore[static_cast<unsigned char>(text_[begin])]) ++begin;
    if (cut) return take_long(begin, end);
    while (end > begin && kTrimmedAfter[static_cast<unsigned char>(text_[end - 1])]) --end;
    if (begin == end) return;
    const std::string_view bytes = text_.substr(begin, end - begin);
    if (bytes.size() > WordCache::kLongestCluster) return take_uncached(begin, bytes);
    const std::uint64_t hash = cache_.hash(bytes);
    const Cluster* cluster = cache_.find(bytes, hash);
    if (cluster == nullptr) cluster = learn(bytes, hash);
    if (cluster->starts_number && take_spaced_number(begin, end)) return;
    append(begin, {cluster->tokens(), cluster->token_count}, cluster->position_count);
  }

  void append(std::size_t begin, std::span<const TokenTemplate> tokens, std::size_t positions) {
    const auto base = static_cast<std::uint32_t>(begin);
    for (const TokenTemplate& token : tokens) {
      batch_.push_back({.begin = base + token.begin,
                        .end = base + token.end,
                        .position = position_ + token.position,
                        .extra = token.extra,
                        .word = token.word});
    }
    position_ += static_cast<std::uint32_t>(positions);
  }

  const Cluster* learn(std::string_view bytes, std::uint64_t hash) {
    work_out(bytes);
    return cache_.add(bytes, hash, templates_, position_count_, starts_number(bytes));
  }

  void take_uncached(std::size_t begin, std::string_view bytes) {
    work_out(bytes);
    append(begin, templates_, position_count_);
  }

  /// A run that reached kLongestRun: goes on at its last word.
  void take_long(std::size_t begin, std::size_t end) {
    break_words(text_.substr(begin, end - begin));
    if (words_.size() > 1 && end < text_.size()) {
      end = begin + normalised_.original_begin(words_.back().begin);
      at_ = end;
    }
    take_uncached(begin, text_.substr(begin, end - begin));
  }

  bool take_spaced_number(std::size_t begin, std::size_t end) {
    const std::size_t last = spaced_number_end(text_, end);
    if (last == end) return false;
    const Word* word = cache_.word(spaced_number(text_.substr(begin, last - begin)));
    batch_.push_back({.begin = static_cast<std::uint32_t>(begin),
                      .end = static_cast<std::uint32_t>(last),
                      .position = position_++,
                      .extra = false,
                      .word = word});
    at_ = last;
    return true;
  }

  void break_words(std::string_view bytes) {
    normalise(bytes, normalised_);
    words_.clear();
    if (normalised_.plain) {
      break_plain(normalised_.text, words_);
    } else {
      icu_.run(normalised_.text, words_);
    }
  }

  /// Fills templates_ and position_count_.
  void work_out(std::string_view bytes) {
    break_words(bytes);
    repair_homoglyphs(normalised_, words_);
    drafts_.clear();
    apply_token_rules(normalised_, words_, drafts_);
    templates_.clear();
    position_count_ = 0;
    for (const Draft& draft : drafts_.list) {
      templates_.push_back({.word = cache_.word(shorten(drafts_.surface(draft), shortened_)),
                            .begin = static_cast<std::uint16_t>(normalised_.original_begin(draft.begin)),
                            .end = static_cast<std::uint16_t>(normalised_.original_end(draft.end)),
                            .position = static_cast<std::uint16_t>(draft.position),
                            .extra = draft.extra});
      position_count_ = static_cast<std::uint16_t>(draft.position + 1);
    }
  }

  AnalyzerOptions options_;
  std::string_view text_;
  std::size_t at_ = 0;
  std::uint32_t position_ = 0;
  std::uint32_t generation_ = 0;
  std::vector<Token> batch_;
  WordCache cache_;
  IcuBreaker icu_;
  // Memory for work_out().
  Normalised normalised_;
  std::vector<Segment> words_;
  Drafts drafts_;
  std::string shortened_;
  std::vector<TokenTemplate> templates_;
  std::uint16_t position_count_ = 0;
};

Analyzer::Analyzer(AnalyzerOptions options) : impl_(std::make_unique<Impl>(options)) {}
Analyzer::~Analyzer() = default;
Analyzer::Analyzer(Analyzer&&) noexcept = default;
Analyzer& Analyzer::operator=(Analyzer&&) noexcept = default;

void Analyzer::start(std::string_view text) { impl_->start(text); }
std::span<const Token> Analyzer::next() { return impl_->next(); }
std::uint32_t Analyzer::generation() const noexcept { return impl_->generation(); }

}  // namespace svitok::text
