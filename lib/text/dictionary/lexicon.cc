#include "text/dictionary/lexicon.h"

#include <algorithm>

namespace svitok::text::dictionary {

namespace {

/// An alternative this much less likely than the first would bring more wrong matches than right ones.
constexpr int kDropBelow = 15;
constexpr std::size_t kMaxLemmas = 4;

std::string_view letters_of(const Letters& letters) {
  return {reinterpret_cast<const char*>(letters.at.data()), letters.valid ? letters.size : 0};
}

}  // namespace

LemmaId Lexicon::lemma(std::string_view text) {
  const auto [at, is_new] = ids_.emplace(text, static_cast<LemmaId>(texts_.size()));
  if (is_new) {
    texts_.emplace_back(text);
    favours_.push_back(0);
  }
  return at->second;
}

void Lexicon::add(std::string_view form, LemmaId lemma, int weight) {
  const Letters spelled = spell(form, alphabet_);
  const std::string_view letters = letters_of(spelled);
  if (letters.empty()) return;
  if (letters.size() == 1 && form != texts_[lemma]) return;  // An abbreviation: м is no form of мох.
  readings_.push_back(
      {static_cast<std::uint32_t>(letters_.size()), static_cast<std::uint8_t>(letters.size()), lemma, weight});
  letters_ += letters;
}

/// By form, then by lemma in the order of their first mention, the heaviest of equals first.
std::vector<Lexicon::Reading> Lexicon::sorted_readings() const {
  std::vector<Reading> sorted = readings_;
  std::sort(sorted.begin(), sorted.end(), [this](const Reading& a, const Reading& b) {
    if (const int order = form(a).compare(form(b)); order != 0) return order < 0;
    return a.lemma != b.lemma ? a.lemma < b.lemma : a.weight > b.weight;
  });
  return sorted;
}

/// Ranks the analyses of one form, drops the unlikely ones and adds the rest to the list.
void Lexicon::append_ranked(std::vector<Analysis>& analyses, Entries& to) const {
  std::stable_sort(analyses.begin(), analyses.end(),
                   [](const Analysis& a, const Analysis& b) { return a.weight > b.weight; });
  const int least = analyses.front().weight - kDropBelow;
  for (std::size_t rank = 0; rank < analyses.size(); ++rank) {
    const bool likely = rank < kMaxLemmas && analyses[rank].weight >= least;
    if (likely || kept_.count(analyses[rank].lemma) != 0) to.analyses_.push_back(analyses[rank]);
  }
  analyses.clear();
}

Entries Lexicon::entries() const {
  Entries all;
  all.analyses_.reserve(readings_.size());  // No reallocation: the entries refer into it.
  std::vector<Analysis> analyses;
  const std::vector<Reading> sorted = sorted_readings();
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    const Reading& reading = sorted[i];
    if (analyses.empty() || analyses.back().lemma != reading.lemma)
      analyses.push_back({reading.lemma, reading.weight + favours_[reading.lemma]});
    if (i + 1 < sorted.size() && form(sorted[i + 1]) == form(reading)) continue;
    const std::size_t begin = all.analyses_.size();
    append_ranked(analyses, all);
    all.entries_.push_back({form(reading), std::span(all.analyses_).subspan(begin)});
  }
  return all;
}

void Lexicon::index_forms() {
  best_.clear();
  for (const Entry& entry : entries()) {
    const Analysis& first = entry.analyses.front();
    best_.push_back({static_cast<std::uint32_t>(entry.form.data() - letters_.data()),
                     static_cast<std::uint8_t>(entry.form.size()), first.lemma, first.weight});
  }
  inflected_.assign(texts_.size(), false);
  for (const Reading& reading : readings_) inflected_[reading.lemma] = true;
}

const LemmaId* Lexicon::best(std::string_view text) const {
  const Letters spelled = spell(text, alphabet_);
  const std::string_view wanted = letters_of(spelled);
  const auto at = std::lower_bound(best_.begin(), best_.end(), wanted,
                                   [this](const Reading& reading, std::string_view to) { return form(reading) < to; });
  return at != best_.end() && form(*at) == wanted ? &at->lemma : nullptr;
}

std::string fold(std::string_view text) {
  std::string folded;
  folded.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const auto trail = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : static_cast<unsigned char>(0);
    if ((lead == 0xd0 && trail == 0x81) || (lead == 0xd1 && trail == 0x91)) {
      folded += "е";
    } else if (lead == 0xd0 && trail >= 0x90 && trail <= 0x9f) {
      folded += {static_cast<char>(0xd0), static_cast<char>(trail + 0x20)};
    } else if (lead == 0xd0 && trail >= 0xa0 && trail <= 0xaf) {
      folded += {static_cast<char>(0xd1), static_cast<char>(trail - 0x20)};
    } else {
      folded += static_cast<char>(lead);
      continue;
    }
    ++i;
  }
  return folded;
}

}  // namespace svitok::text::dictionary
