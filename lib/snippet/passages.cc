// A passage grows around a core: a run of matches that fit in the length wanted. Of all such runs the best has the
// greatest summed weight of distinct items, then the most matches, then the earliest place; a window that slides over
// the matches finds it in linear time. If it lacks an item that the text has, several shorter passages are tried, each
// the best for what those before it lack, and taken when together they show more.
#include "snippet/passages.h"

#include <algorithm>
#include <tuple>

#include "snippet/characters.h"

namespace svitok::snippet {

namespace {

// A match in characters from the beginning of the text.
struct Place {
  std::size_t begin = 0;
  std::size_t end = 0;
};

std::vector<Place> measure(std::string_view text, const std::vector<Match>& matches) {
  std::vector<Place> places;
  places.reserve(matches.size());
  std::size_t offset = 0;
  std::size_t characters = 0;
  for (const Match& match : matches) {
    characters += count_characters(text, offset, match.begin);
    offset = match.begin;
    places.push_back({characters, characters + count_characters(text, match.begin, match.end)});
  }
  return places;
}

// Matches [first, last).
struct Core {
  std::size_t first = 0;
  std::size_t last = 0;
  std::uint64_t weight = 0;

  [[nodiscard]] bool better_than(const Core& other) const noexcept {
    return std::tuple(weight, last - first) > std::tuple(other.weight, other.last - other.first);
  }
};

// Finds cores among the matches of one text. What has been taken weighs nothing any more.
class CoreFinder {
 public:
  CoreFinder(std::string_view text, const std::vector<Match>& matches, const std::vector<std::uint64_t>& weights)
      : matches_(matches), places_(measure(text, matches)), weights_(weights), counts_(weights.size()) {}

  [[nodiscard]] Core best(std::size_t characters) {
    Core best;
    Core window;
    while (window.first < matches_.size()) {
      while (window.last < matches_.size() && (window.last == window.first || fits(window, characters))) {
        const std::uint32_t item = matches_[window.last++].item;
        if (counts_[item]++ == 0) window.weight += weights_[item];
      }
      if (window.better_than(best)) best = window;
      const std::uint32_t item = matches_[window.first++].item;
      if (--counts_[item] == 0) window.weight -= weights_[item];
    }
    return best;
  }

  void take(const Core& core) {
    for (std::size_t i = core.first; i < core.last; ++i) weights_[matches_[i].item] = 0;
  }

  // The weight of everything not yet taken.
  [[nodiscard]] std::uint64_t weight_left() {
    std::uint64_t sum = 0;
    for (const Match& match : matches_) {
      if (counts_[match.item]++ == 0) sum += weights_[match.item];
    }
    std::fill(counts_.begin(), counts_.end(), 0);
    return sum;
  }

 private:
  [[nodiscard]] bool fits(const Core& window, std::size_t characters) const {
    return places_[window.last].end <= places_[window.first].begin + characters;
  }

  const std::vector<Match>& matches_;
  std::vector<Place> places_;
  std::vector<std::uint64_t> weights_;
  std::vector<std::uint32_t> counts_;  // By item; all zero between calls.
};

std::vector<Core> choose_cores(CoreFinder finder, const SnippetOptions& options) {
  const std::uint64_t all = finder.weight_left();
  const Core whole = finder.best(options.chars);
  if (whole.weight == all || options.passages < 2) return {whole};
  std::vector<Core> parts;
  std::uint64_t weight = 0;
  while (parts.size() < options.passages) {
    const Core part = finder.best(options.chars / options.passages);
    if (part.weight == 0) break;
    finder.take(part);
    weight += part.weight;
    parts.push_back(part);
  }
  return weight > whole.weight ? parts : std::vector<Core>{whole};
}

// Cuts passages out of one text.
class Cutter {
 public:
  Cutter(std::string_view text, const std::vector<TextRange>& marks) : text_(text), marks_(marks) {}

  // About `characters` around bytes `core`: from the beginning of its sentence if that leaves room, otherwise a third
  // of what is spare before and the rest behind.
  [[nodiscard]] TextRange around(TextRange core, std::size_t characters) const {
    core = with_whole_marks(core, characters);
    const std::size_t used = count_characters(text_, core.begin, core.end);
    const std::size_t spare = characters - std::min(used, characters);
    TextRange passage{begin_before(core.begin, spare), core.end};
    const std::size_t reach = forward(text_, passage.begin, characters);
    if (reach < core.end) return {passage.begin, reach};  // One word that is longer than a passage.
    passage.end = cut_end(core.end, reach);
    if (reach == text_.size()) passage.begin = first_word(backward(text_, reach, characters), passage.begin);
    return keep_marks_whole(core, passage);
  }

  [[nodiscard]] TextRange beginning(std::size_t characters) const {
    return {0, cut_end(0, forward(text_, 0, characters))};
  }

 private:
  // The core and the rest of the marks that it begins and ends in, if that is not too long: a core may begin with the
  // second half of 12.03.2024.
  [[nodiscard]] TextRange with_whole_marks(TextRange core, std::size_t characters) const {
    TextRange whole = core;
    for (const TextRange mark : marks_) {
      if (mark.begin < core.begin && core.begin < mark.end) whole.begin = mark.begin;
      if (mark.begin < core.end && core.end < mark.end) whole.end = mark.end;
    }
    return count_characters(text_, whole.begin, whole.end) <= characters ? whole : core;
  }

  [[nodiscard]] std::size_t begin_before(std::size_t core, std::size_t spare) const {
    const std::size_t floor = backward(text_, core, spare - spare / 3);
    for (std::size_t at = core; at > floor; --at) {
      if (!is_blank(text_[at]) && begins_sentence(text_, at)) return at;
    }
    if (floor == 0) return 0;
    return first_word(backward(text_, core, spare / 3), core);
  }

  // Where the first word begins that lies in [from, to]; `to` if none does.
  [[nodiscard]] std::size_t first_word(std::size_t from, std::size_t to) const {
    if (from >= to) return to;
    for (std::size_t at = from; at < to; ++at) {
      if (!is_blank(text_[at]) && (at == 0 || is_blank(text_[at - 1]))) return at;
    }
    return to;
  }

  // The last good place in [core, reach] to stop: the end of a sentence in its last quarter, else the end of a word.
  [[nodiscard]] std::size_t cut_end(std::size_t core, std::size_t reach) const {
    if (reach == text_.size() || is_blank(text_[reach])) return reach;
    std::size_t word_end = 0;
    for (std::size_t at = reach; at > core; --at) {
      if (!is_blank(text_[at - 1]) || is_blank(text_[at])) continue;
      if (word_end == 0) word_end = at;
      if (at < core + (reach - core) / 4 * 3) break;
      if (begins_sentence(text_, at)) return at;
    }
    return word_end == 0 ? reach : word_end;
  }

  // A mark holds blanks now and then (74 000): no passage begins or ends within one.
  [[nodiscard]] TextRange keep_marks_whole(TextRange core, TextRange passage) const {
    for (const TextRange mark : marks_) {
      if (mark.begin < passage.begin && passage.begin < mark.end && mark.end <= core.begin) passage.begin = mark.end;
      if (mark.begin < passage.end && passage.end < mark.end && mark.begin >= core.end) passage.end = mark.begin;
    }
    return passage;
  }

  std::string_view text_;
  const std::vector<TextRange>& marks_;
};

// The passages in order, those that overlap or touch as one.
std::vector<TextRange> joined(std::vector<TextRange> passages) {
  std::sort(passages.begin(), passages.end(), [](TextRange one, TextRange other) { return one.begin < other.begin; });
  std::vector<TextRange> result;
  for (const TextRange passage : passages) {
    if (!result.empty() && passage.begin <= result.back().end) {
      result.back().end = std::max(result.back().end, passage.end);
    } else {
      result.push_back(passage);
    }
  }
  return result;
}

}  // namespace

std::vector<TextRange> unite(const std::vector<Match>& matches) {
  std::vector<TextRange> marks;
  for (const Match& match : matches) {
    if (!marks.empty() && match.begin <= marks.back().end) {
      marks.back().end = std::max<std::size_t>(marks.back().end, match.end);
    } else {
      marks.push_back({match.begin, match.end});
    }
  }
  return marks;
}

std::vector<TextRange> choose_passages(std::string_view text, const std::vector<Match>& matches,
                                       const std::vector<TextRange>& marks, const std::vector<std::uint64_t>& weights,
                                       const SnippetOptions& options) {
  const Cutter cutter(text, marks);
  if (matches.empty()) return {cutter.beginning(options.chars)};
  const std::vector<Core> cores = choose_cores(CoreFinder(text, matches, weights), options);
  std::vector<TextRange> passages;
  for (const Core& core : cores) {
    std::size_t end = 0;
    for (std::size_t i = core.first; i < core.last; ++i) end = std::max(end, std::size_t{matches[i].end});
    passages.push_back(cutter.around({matches[core.first].begin, end}, options.chars / cores.size()));
  }
  return joined(std::move(passages));
}

}  // namespace svitok::snippet
