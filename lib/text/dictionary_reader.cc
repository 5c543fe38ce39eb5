#include "text/dictionary_reader.h"

#include <bit>
#include <cstddef>

#include "base/coding.h"

namespace svitok::text {

Dictionary::Dictionary(const std::filesystem::path& path, Alphabet alphabet)
    : file_(path, kDictionaryKind, kDictionaryVersion), alphabet_(alphabet) {
  const auto header = base::load_fixed<DictionaryHeader>(file_.read(0, sizeof(DictionaryHeader)).data());
  if (header.alphabet != static_cast<std::uint32_t>(alphabet)) file_.throw_corrupt("it has another alphabet");
  words_ = {sizeof header, header.words_root, header.words_size};
  endings_ = {words_.offset + std::uint64_t{words_.size} * 4, header.endings_root, header.endings_size};
  analyses_offset_ = endings_.offset + std::uint64_t{endings_.size} * 4;
  analyses_size_ = header.analyses_size;
  if (file_.size() != analyses_offset_ + analyses_size_) file_.throw_corrupt("its header does not fit its length");
}

Dictionary::Node Dictionary::node(const Automaton& automaton, std::uint32_t index) const {
  if (index >= automaton.size) file_.throw_corrupt("an arc points outside its automaton");
  return base::load_fixed<Node>(file_.read(automaton.offset + std::uint64_t{index} * 4, sizeof(Node)).data());
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
  index = base::load_fixed<std::uint32_t>(file_.read(automaton.offset + target * 4, 4).data());
  return true;
}

std::vector<std::string> Dictionary::lemmas(std::string_view word, const Letters& letters, std::uint32_t value) const {
  std::vector<std::string> found;
  std::uint64_t at = analyses_offset_ + (value & ~kHyphenArc) - 1;
  auto next_byte = [&] { return static_cast<unsigned char>(file_.read(at++, 1)[0]); };
  const std::size_t count = next_byte();
  found.reserve(count);
  while (found.size() < count) {
    const std::size_t cut = next_byte();
    const std::size_t length = next_byte();
    if (cut > letters.size) file_.throw_corrupt("a lemma cuts more letters than its form has");
    std::string& lemma = found.emplace_back(word.substr(0, word.size() - bytes_of_last(word, cut, alphabet_)));
    lemma += file_.read(at, length);
    at += length;
  }
  return found;
}

std::vector<std::string> Dictionary::find(std::string_view word) const {
  const Letters letters = spell(word, alphabet_);
  if (!letters.valid || words_.size == 0) return {};
  std::uint32_t index = words_.root;
  Node at = node(words_, index);
  for (std::size_t i = 0; i < letters.size; ++i) {
    if (!step(words_, index, at, letters.at[i])) return {};
    at = node(words_, index);
  }
  return (at.value & ~kHyphenArc) == 0 ? std::vector<std::string>{} : lemmas(word, letters, at.value);
}

std::vector<std::string> Dictionary::guess(std::string_view word) const {
  const Letters letters = spell(word, alphabet_);
  if (!letters.valid || endings_.size == 0) return {};
  std::uint32_t value = 0;
  std::uint32_t index = endings_.root;
  for (std::size_t i = letters.size;; --i) {
    const Node at = node(endings_, index);
    if ((at.value & ~kHyphenArc) != 0) value = at.value & ~kHyphenArc;
    if (i == 0 || !step(endings_, index, at, letters.at[i - 1])) break;
  }
  return value == 0 ? std::vector<std::string>{} : lemmas(word, letters, value);
}

}  // namespace svitok::text
