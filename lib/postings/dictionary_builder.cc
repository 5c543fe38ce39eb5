#include "postings/dictionary_builder.h"

namespace svitok::postings {

namespace {

// Bit a of an entry: the byte is a letter of alphabet a.
constexpr auto kAlphabetsOf = [] {
  std::array<std::uint8_t, 256> alphabets{};
  for (unsigned byte = 0; byte < 256; ++byte) {
    for (unsigned a = 0; a < kAlphabets.size(); ++a) {
      if (kAlphabets[a].number_of(static_cast<char>(byte)) != Alphabet::kNone) {
        alphabets[byte] = static_cast<std::uint8_t>(alphabets[byte] | 1U << a);
      }
    }
  }
  return alphabets;
}();

}  // namespace

void BlockSpeller::add(std::string_view letters) {
  unsigned alphabets = UINT8_MAX;
  for (const char letter : letters) alphabets &= kAlphabetsOf[static_cast<unsigned char>(letter)];
  letters_.append(letters);
  terms_[size_++] = {static_cast<std::uint32_t>(letters.size()), static_cast<std::uint8_t>(alphabets)};
}

// The one that needs the fewest bits.
unsigned BlockSpeller::best_alphabet() const {
  std::array<std::size_t, kAlphabets.size()> bits{};
  for (const Term& term : std::span(terms_).first(size_)) {
    // What an alphabet does not spell takes a mark besides (TermHead).
    for (unsigned a = 0; a < kAlphabets.size(); ++a) {
      bits[a] += term.is_spelled_by(a) ? term.size * kAlphabets[a].width() : term.size * kAlphabets[0].width() + 2;
    }
  }
  return static_cast<unsigned>(std::min_element(bits.begin(), bits.end()) - bits.begin());
}

unsigned BlockSpeller::write(std::string& out, std::array<TermHead, kTermsPerBlock>& heads) {
  const unsigned best = best_alphabet();
  BitWriter writer(out);
  const char* next = letters_.data();
  for (std::uint32_t i = 0; i < size_; ++i) {
    heads[i].is_spelled = terms_[i].is_spelled_by(best);
    const Alphabet& alphabet = kAlphabets[heads[i].is_spelled ? best : 0];
    for (const char* const end = next + terms_[i].size; next != end; ++next) {
      writer.put(alphabet.number_of(*next), alphabet.width());
    }
  }
  writer.finish();
  letters_.clear();
  size_ = 0;
  return best;
}

}  // namespace svitok::postings
