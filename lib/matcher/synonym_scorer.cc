#include "matcher/synonym_scorer.h"

#include <bit>

namespace svitok::matcher {

SynonymScorer::SynonymScorer(const SegmentView& segment, const std::vector<postings::KeyForms>& forms, float weight,
                             const Selection* selection)
    : WindowScorer(selection), segment_(segment), weight_(weight), greatest_(static_cast<Score>(weight + 1.5F)) {
  const auto is_frequent = [](const postings::KeyForms& of_key) { return of_key.key().documents >= postings::kBlock; };
  cursors_.reserve(static_cast<std::size_t>(std::count_if(forms.begin(), forms.end(), is_frequent)));
  std::vector<Posting> rare;
  std::uint64_t sum = 0;
  for (const postings::KeyForms& of_key : forms) {
    sum += of_key.documents();
    if (is_frequent(of_key)) {
      cursors_.emplace_back(*segment.text, of_key);
    } else {
      postings::visit_short_list(*segment.text, of_key, [&rare](std::uint32_t doc, std::uint32_t freq) {
        rare.push_back({doc, freq});
      });
    }
  }
  cost_ = static_cast<std::uint32_t>(std::min<std::uint64_t>(sum, segment.text->documents()));
  sort_by_window(rare);
}

void SynonymScorer::sort_by_window(const std::vector<Posting>& postings) {
  rare_begin_.resize(segment_.text->documents() / kWindow + 2);
  for (const Posting& posting : postings) ++rare_begin_[posting.doc / kWindow + 1];
  for (std::size_t i = 1; i < rare_begin_.size(); ++i) rare_begin_[i] += rare_begin_[i - 1];
  std::vector<std::uint32_t> next(rare_begin_.begin(), rare_begin_.end() - 1);
  rare_.resize(postings.size());
  for (const Posting& posting : postings) rare_[next[posting.doc / kWindow]++] = posting;
}

// The first window that has a posting from `from` on.
std::uint32_t SynonymScorer::first_window(std::uint32_t from) const {
  const auto windows = static_cast<std::uint32_t>(rare_begin_.size() - 1);
  std::uint32_t first = windows;
  for (const postings::FormCursor& cursor : cursors_) {
    if (cursor.doc() != kEnd) first = std::min(first, std::max(cursor.doc(), from) / kWindow);
  }
  std::uint32_t rare = from / kWindow;
  while (rare < first && rare_begin_[rare] == rare_begin_[rare + 1]) ++rare;
  return std::min(first, rare);
}

std::uint32_t SynonymScorer::search_window(std::uint32_t from, Score least) {
  if (least > greatest_ || from >= segment_.text->documents()) return kEnd;
  const std::uint32_t window = first_window(from);
  if (window + 1 == rare_begin_.size()) return kEnd;
  const std::uint32_t start = window * kWindow;
  add_up(start, std::max(start, from));
  score_all(start, least);
  return start + kWindow;
}

void SynonymScorer::add_up(std::uint32_t start, std::uint32_t from) {
  for (std::uint32_t i = rare_begin_[start / kWindow]; i < rare_begin_[start / kWindow + 1]; ++i) {
    if (rare_[i].doc >= from) add(rare_[i].doc - start, rare_[i].freq);
  }
  for (postings::FormCursor& cursor : cursors_) {
    cursor.skip_to(from);
    cursor.visit_below(start + kWindow,
                       [this, start](std::uint32_t doc, std::uint32_t freq) { add(doc - start, freq); });
  }
}

void SynonymScorer::score_all(std::uint32_t start, Score least) {
  filter_.set(*segment_.impacts, weight_, least);
  for (std::uint32_t word = 0; word < kWindow / 64; ++word) {
    for (std::uint64_t bits = touched_[word]; bits != 0; bits &= bits - 1) {
      const std::uint32_t offset = word * 64 + static_cast<std::uint32_t>(std::countr_zero(bits));
      const std::uint32_t freq = freqs_[offset];
      freqs_[offset] = 0;
      if (!filter_.may_pass(freq, segment_.length_codes[start + offset])) continue;
      const Score score = score_of(freq, start + offset);
      if (score >= least) found_.push_back({start + offset, score});
    }
    touched_[word] = 0;
  }
}

Score SynonymScorer::bound(std::uint32_t first, std::uint32_t last) {
  return last < position() ? found_bound(first, last) : greatest_;
}

}  // namespace svitok::matcher
