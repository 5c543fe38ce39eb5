#include "postings/dictionary_builder.h"

namespace svitok::postings {

void TermHead::write(BitWriter& heads) const {
  heads.put_golomb(shared, kSharedOrder);
  if (!is_spelled) heads.put_golomb(0, kSizeOrder);
  heads.put_golomb(size, kSizeOrder);
}

void BlockSpeller::add(std::string_view letters) {
  letters_.append(letters);
  sizes_[terms_++] = static_cast<std::uint32_t>(letters.size());
}

unsigned BlockSpeller::write(std::string& out, std::array<TermHead, kTermsPerBlock>& heads) {
  // Bit a of an entry: the byte is a letter of alphabet a.
  static constexpr auto kAlphabetsOf = [] {
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
  std::array<std::uint8_t, kTermsPerBlock> spelled_by;
  std::array<std::size_t, kAlphabets.size()> bits{};
  const char* next = letters_.data();
  for (std::uint32_t i = 0; i < terms_; ++i) {
    unsigned all = 0xFF;
    for (const char* const end = next + sizes_[i]; next != end; ++next) {
      all &= kAlphabetsOf[static_cast<unsigned char>(*next)];
    }
    spelled_by[i] = static_cast<std::uint8_t>(all);
    // What an alphabet does not spell takes a mark besides (TermHead).
    for (unsigned a = 0; a < kAlphabets.size(); ++a) {
      bits[a] += (all >> a & 1U) != 0 ? sizes_[i] * kAlphabets[a].width() : sizes_[i] * 8 + 2;
    }
  }
  const auto best = static_cast<unsigned>(std::min_element(bits.begin(), bits.end()) - bits.begin());
  BitWriter writer(out);
  next = letters_.data();
  for (std::uint32_t i = 0; i < terms_; ++i) {
    heads[i].is_spelled = (spelled_by[i] >> best & 1U) != 0;
    const Alphabet& alphabet = kAlphabets[heads[i].is_spelled ? best : 0];
    for (const char* const end = next + sizes_[i]; next != end; ++next) {
      writer.put(alphabet.number_of(*next), alphabet.width());
    }
  }
  writer.finish();
  letters_.clear();
  terms_ = 0;
  return best;
}

}  // namespace svitok::postings
