#include "text/dictionary_reader.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <utility>

#include "base/clones.h"
#include "base/coding.h"
#include "base/prefetch.h"

namespace svitok::text {

Dictionary::Dictionary(const std::filesystem::path& path, Alphabet alphabet)
    : file_(path, kDictionaryKind, kDictionaryVersion), alphabet_(alphabet) {
  // Mapping it all to check it would take several times as long as a look-up of every word of a question.
  file_.verify_read(base::File(path, base::File::Mode::kRead), file_.size());
  const std::string_view all = file_.unchecked();
  if (all.size() < sizeof(DictionaryHeader)) file_.throw_corrupt("it has no header");
  const auto header = base::load_fixed<DictionaryHeader>(all.data());
  if (header.alphabet != static_cast<std::uint32_t>(alphabet)) file_.throw_corrupt("it has another alphabet");
  const std::uint64_t words_bytes = std::uint64_t{header.words_size} * 4;
  const std::uint64_t endings_bytes = std::uint64_t{header.endings_size} * 4;
  if (all.size() != sizeof header + words_bytes + endings_bytes + header.analyses_size)
    file_.throw_corrupt("its header does not fit its length");
  words_ = {all.data() + sizeof header, header.words_root, header.words_size};
  endings_ = {words_.nodes + words_bytes, header.endings_root, header.endings_size};
  analyses_ = all.substr(all.size() - header.analyses_size);
}

Dictionary::Node Dictionary::node(const Automaton& automaton, std::uint32_t index) const {
  if (std::uint64_t{index} + 2 > automaton.size) file_.throw_corrupt("an arc points outside its automaton");
  return base::load_fixed<Node>(automaton.nodes + std::size_t{index} * 4);
}

/// Follows the arc for `letter` from the node `from` at `index`; false if there is none.
bool Dictionary::step(const Automaton& automaton, std::uint32_t& index, const Node& from, std::uint8_t letter) const {
  std::uint32_t before = from.letters;
  if (letter == kHyphenLetter) {
    if ((from.value & kHyphenArc) == 0) return false;
  } else {
    const std::uint32_t bit = std::uint32_t{1} << letter;
    if ((from.letters & bit) == 0) return false;
    before &= bit - 1;
  }
  const std::uint64_t target = std::uint64_t{index} + 2 + static_cast<unsigned>(std::popcount(before));
  if (target >= automaton.size) file_.throw_corrupt("a node is cut short");
  index = base::load_fixed<std::uint32_t>(automaton.nodes + target * 4);
  return true;
}

void Dictionary::add_lemmas(std::string_view word, DictionaryEntry entry, LemmaList& to) const {
  if (entry == kNoEntry) return;
  std::size_t at = entry - 1;
  const auto take = [&](std::size_t size) {
    if (at > analyses_.size() || size > analyses_.size() - at) file_.throw_corrupt("an analysis is cut short");
    const std::string_view taken = analyses_.substr(at, size);
    at += size;
    return taken;
  };
  const auto take_byte = [&] { return static_cast<unsigned char>(take(1)[0]); };
  for (std::size_t left = take_byte(); left > 0; --left) {
    const std::size_t cut = bytes_of_last(word, take_byte(), alphabet_);
    if (cut > word.size()) file_.throw_corrupt("a lemma cuts more letters than its form has");
    const std::size_t length = take_byte();
    to.add(word.substr(0, word.size() - cut), take(length));
  }
}

/// Reads the walk's node and goes on, fetching what comes next; false at its end, where there may be an entry.
bool Dictionary::advance(Walk& walk) const {
  const Node at = node(words_, walk.index);
  if (walk.at == walk.letters.size) {
    *walk.entry = at.value & ~kHyphenArc;
    if (*walk.entry != kNoEntry && *walk.entry < analyses_.size()) base::prefetch(analyses_.data() + *walk.entry);
    return false;
  }
  if (!step(words_, walk.index, at, walk.letters.at[walk.at++])) return false;
  base::prefetch(words_.nodes + std::size_t{walk.index} * 4);
  return true;
}

SVITOK_CLONES void Dictionary::find(std::span<const AskedWord> words) const {
  constexpr std::size_t kTogether = 16;
  for (const AskedWord& asked : words) *asked.entry = kNoEntry;
  if (words_.size == 0) return;
  std::array<Walk, kTogether> walks;
  for (; !words.empty(); words = words.subspan(std::min(words.size(), kTogether))) {
    std::size_t going = 0;
    for (const AskedWord& asked : words.first(std::min(words.size(), kTogether))) {
      walks[going] = {spell(asked.word, alphabet_), 0, words_.root, asked.entry};
      going += walks[going].letters.valid ? 1 : 0;
    }
    for (std::size_t i = 0; going > 0; i = i + 1 < going ? i + 1 : 0) {
      if (!advance(walks[i])) std::swap(walks[i], walks[--going]);
    }
  }
}

DictionaryEntry Dictionary::find(std::string_view word) const {
  DictionaryEntry entry = kNoEntry;
  Walk walk{spell(word, alphabet_), 0, words_.root, &entry};
  if (walk.letters.valid && words_.size != 0) {
    while (advance(walk)) {
    }
  }
  return entry;
}

bool Dictionary::guess(std::string_view word, LemmaList& to) const {
  const Letters letters = spell(word, alphabet_);
  if (!letters.valid || endings_.size == 0) return false;
  std::uint32_t value = 0;
  std::uint32_t index = endings_.root;
  for (std::size_t i = letters.size;; --i) {
    const Node at = node(endings_, index);
    if ((at.value & ~kHyphenArc) != 0) value = at.value & ~kHyphenArc;
    if (i == 0 || !step(endings_, index, at, letters.at[i - 1])) break;
  }
  add_lemmas(word, value, to);
  return value != kNoEntry;
}

}  // namespace svitok::text
