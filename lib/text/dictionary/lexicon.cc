#include "text/dictionary/lexicon.h"

#include <algorithm>

namespace svitok::text::dictionary {

namespace {

/// An alternative this much less likely than the first would bring more wrong matches than right ones.
constexpr int kDropBelow = 25;
constexpr std::size_t kMaxLemmas = 4;

std::string letters_of(std::string_view form, Alphabet alphabet) {
  const Letters letters = spell(form, alphabet);
  if (!letters.valid) return {};
  return std::string(reinterpret_cast<const char*>(letters.at.data()), letters.size);
}

bool likelier(const Analysis& a, const Analysis& b) { return a.weight > b.weight; }

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
  std::string letters = letters_of(form, alphabet_);
  if (!letters.empty()) readings_.push_back({std::move(letters), lemma, weight});
}

void Lexicon::favour(LemmaId lemma, int weight) { favours_[lemma] += weight; }

/// The readings sorted by form, then by lemma in the order of their first mention; the heaviest of equals first.
std::vector<Lexicon::Reading> Lexicon::weighed() const {
  std::vector<Reading> sorted = readings_;
  std::sort(sorted.begin(), sorted.end(), [](const Reading& a, const Reading& b) {
    if (const int order = a.form.compare(b.form); order != 0) return order < 0;
    return a.lemma != b.lemma ? a.lemma < b.lemma : a.weight > b.weight;
  });
  for (Reading& reading : sorted) reading.weight += favours_[reading.lemma];
  return sorted;
}

std::vector<Entry> Lexicon::entries() const {
  std::vector<Reading> sorted = weighed();
  std::vector<Entry> entries;
  for (Reading& reading : sorted) {
    if (entries.empty() || entries.back().form != reading.form) entries.push_back({std::move(reading.form), {}});
    auto& analyses = entries.back().analyses;
    if (analyses.empty() || analyses.back().lemma != reading.lemma) analyses.push_back({reading.lemma, reading.weight});
  }
  for (Entry& entry : entries) {
    auto& analyses = entry.analyses;
    std::stable_sort(analyses.begin(), analyses.end(), likelier);
    const int least = analyses.front().weight - kDropBelow;
    while (analyses.size() > kMaxLemmas || analyses.back().weight < least) analyses.pop_back();
  }
  return entries;
}

void Lexicon::index_forms() {
  index_ = entries();
  inflected_.assign(texts_.size(), false);
  for (const Reading& reading : readings_) inflected_[reading.lemma] = true;
}

namespace {

const Entry* find_entry(const std::vector<Entry>& entries, const std::string& letters) {
  const auto at = std::lower_bound(entries.begin(), entries.end(), letters,
                                   [](const Entry& entry, const std::string& form) { return entry.form < form; });
  return at != entries.end() && at->form == letters ? &*at : nullptr;
}

}  // namespace

bool Lexicon::knows(std::string_view form) const { return find_entry(index_, letters_of(form, alphabet_)) != nullptr; }

LemmaId Lexicon::best(std::string_view form) const {
  return find_entry(index_, letters_of(form, alphabet_))->analyses.front().lemma;
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
