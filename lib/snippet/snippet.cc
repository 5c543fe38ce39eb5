#include "snippet/snippet.h"

#include <algorithm>
#include <utility>

#include "snippet/characters.h"
#include "snippet/matches.h"
#include "snippet/passages.h"

namespace svitok::snippet {

namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
constexpr std::string_view kBetweenPassages = " … ";

// The part of a text that is looked at: all of it, or up to a blank near the limit.
std::string_view scanned(std::string_view text, std::size_t limit) {
  limit = std::min<std::size_t>(limit, UINT32_MAX - 1);
  if (text.size() <= limit) return text;
  constexpr std::size_t kLongestWordKept = 64;
  for (std::size_t end = limit; end > 0 && limit - end < kLongestWordKept; --end) {
    if (is_blank(text[end])) return text.substr(0, end);
  }
  while (limit > 0 && is_continuation(text[limit])) --limit;
  return text.substr(0, limit);
}

// Copies passages of one text into a snippet, cleaned, and carries the marks over.
class Copier {
 public:
  Copier(std::string_view text, const std::vector<TextRange>& marks) : text_(text), marks_(marks) {}

  // REQUIRES: passages come in order and apart.
  void append(TextRange passage, Snippet& snippet) {
    const std::size_t before = snippet.text.size();
    if (before > 0) snippet.text += kBetweenPassages;
    const std::size_t start = snippet.text.size();
    bool blank_due = false;
    for (std::size_t at = passage.begin; at < passage.end;) {
      const Character here = character_at(text_, at);
      leave_marks(at, snippet);
      if (!here.blank) {
        if (blank_due && snippet.text.size() > start) snippet.text += ' ';
        if (!open_ && next_ < marks_.size() && marks_[next_].begin <= at) open(snippet);
        snippet.text += here.valid ? text_.substr(at, here.bytes) : kReplacement;
      }
      blank_due = here.blank;
      at += here.bytes;
    }
    if (open_) close(snippet);
    if (snippet.text.size() == start) snippet.text.resize(before);
  }

 private:
  void leave_marks(std::size_t at, Snippet& snippet) {
    while (next_ < marks_.size() && marks_[next_].end <= at) {
      if (open_) {
        close(snippet);
      } else {
        ++next_;
      }
    }
  }

  void open(Snippet& snippet) {
    snippet.highlights.push_back({snippet.text.size(), snippet.text.size()});
    open_ = true;
  }

  void close(Snippet& snippet) {
    snippet.highlights.back().end = snippet.text.size();
    open_ = false;
    ++next_;
  }

  std::string_view text_;
  const std::vector<TextRange>& marks_;
  std::size_t next_ = 0;  // The mark that is open or comes next.
  bool open_ = false;
};

}  // namespace

Highlighter::Highlighter(text::Analyzer& analyzer, Wanted wanted) : analyzer_(analyzer) {
  if (!wanted.empty()) finder_ = std::make_unique<MatchFinder>(std::move(wanted));
}

Highlighter::~Highlighter() = default;
Highlighter::Highlighter(Highlighter&&) noexcept = default;

Snippet Highlighter::snippet(std::string_view text, const SnippetOptions& options) {
  text = scanned(text, options.scan_bytes);
  Snippet snippet;
  std::vector<Match> matches;
  if (finder_ != nullptr) finder_->find(analyzer_, text, matches);
  static const std::vector<std::uint64_t> kNoWeights;
  const auto& weights = finder_ != nullptr ? finder_->weights() : kNoWeights;
  const std::vector<TextRange> marks = unite(matches);
  Copier copier(text, marks);
  for (const TextRange passage : choose_passages(text, matches, marks, weights, options)) {
    copier.append(passage, snippet);
  }
  return snippet;
}

}  // namespace svitok::snippet
