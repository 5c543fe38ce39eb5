#include "store/text_code.h"

#include <array>
#include <cstdint>
#include <cstring>
#include <vector>

#ifdef __x86_64__
#include <immintrin.h>
#endif

namespace svitok::store {

namespace {

using Byte = std::uint8_t;

constexpr Byte kOneByte = 0;
constexpr Byte kOneCharacter = 1;
constexpr std::size_t kLongestCharacter = 4;

/// Marks of punctuation by their codes from 2 on: those of Latin-1 from U+00A0 to U+00BF and of General Punctuation
/// below U+2040 that texts have most. None where the code is a tab, a line feed, a carriage return.
constexpr std::array<char16_t, 23> kMarks = {
    0x00A0, 0x00AB, 0x00BB, 0x2014, 0x2013, 0x201C, 0x201D, 0,       // no-break space « » — – “ ”
    0,      0x2019, 0x2018, 0,      0x2026, 0x201E, 0x2022, 0x00B0,  // ’ ‘ … „ • °
    0x00A7, 0x00B7, 0x00A9, 0x2020, 0x2011, 0x201A, 0x00AD,          // § · © † no-break hyphen ‚ soft hyphen
};
constexpr std::size_t kFirstMark = 2;

constexpr bool is_plain_ascii(Byte byte) {
  return (byte >= 0x20 && byte < 0x80) || byte == '\t' || byte == '\n' || byte == '\r';
}
constexpr bool is_continuation(Byte byte) { return (byte & 0xC0U) == 0x80U; }
/// The first byte of U+0400..U+047F.
constexpr bool is_cyrillic_lead(Byte byte) { return (byte & 0xFEU) == 0xD0U; }
constexpr Byte letter(Byte lead, Byte continuation) {
  return static_cast<Byte>(0x80U | (lead & 1U) << 6U | (continuation & 0x3FU));
}
constexpr std::size_t character_size(Byte lead) { return lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 1; }

/// What a byte of code means: up to three bytes of text; none for those that say what follows, or nothing.
struct Meaning {
  std::array<Byte, 4> bytes{};
  std::size_t size = 0;
};

constexpr Meaning utf8(char16_t c) {
  if (c < 0x800) return {{static_cast<Byte>(0xC0U | c >> 6U), static_cast<Byte>(0x80U | (c & 0x3FU))}, 2};
  return {{static_cast<Byte>(0xE0U | c >> 12U), static_cast<Byte>(0x80U | (c >> 6U & 0x3FU)),
           static_cast<Byte>(0x80U | (c & 0x3FU))},
          3};
}

constexpr std::array<Meaning, 256> make_meanings() {
  std::array<Meaning, 256> meanings{};
  for (unsigned code = 0; code < 256; ++code) {
    if (is_plain_ascii(static_cast<Byte>(code))) meanings[code] = {{static_cast<Byte>(code)}, 1};
    if (code >= 0x80) meanings[code] = utf8(static_cast<char16_t>(0x400 + code - 0x80));
  }
  for (std::size_t i = 0; i < kMarks.size(); ++i) {
    if (kMarks[i] != 0) meanings[kFirstMark + i] = utf8(kMarks[i]);
  }
  return meanings;
}
constexpr std::array<Meaning, 256> kMeanings = make_meanings();

/// The codes of marks by their last six bits; 0: none.
struct MarkCodes {
  std::array<Byte, 64> after_c2{};
  std::array<Byte, 64> after_e2_80{};
};
constexpr MarkCodes make_mark_codes() {
  MarkCodes codes;
  for (std::size_t i = 0; i < kMarks.size(); ++i) {
    if (kMarks[i] != 0)
      (kMarks[i] < 0x800 ? codes.after_c2 : codes.after_e2_80)[kMarks[i] & 0x3FU] = static_cast<Byte>(kFirstMark + i);
  }
  return codes;
}
constexpr MarkCodes kMarkCodes = make_mark_codes();

/// How far coding has come.
struct Place {
  const Byte* text;
  Byte* out;
};

/// Codes ASCII and Cyrillic letters up to the first byte that is neither. Writes up to kTextCodeVector bytes more than
/// it says.
using TakePlain = Place (*)(Place at, const Byte* end);

Place take_plain_anywhere(Place at, const Byte* end) {
  while (at.text != end) {
    const Byte byte = *at.text;
    if (is_plain_ascii(byte)) {
      *at.out++ = byte;
      ++at.text;
    } else if (is_cyrillic_lead(byte) && end - at.text >= 2 && is_continuation(at.text[1])) {
      *at.out++ = letter(byte, at.text[1]);
      at.text += 2;
    } else {
      break;
    }
  }
  return at;
}

/// Is there a well-formed character of several bytes, or what passes for one?
bool begins_character(const Byte* text, std::size_t left) {
  const std::size_t size = character_size(*text);
  if (size == 1 || size > left) return false;
  for (std::size_t i = 1; i < size; ++i) {
    if (!is_continuation(text[i])) return false;
  }
  return true;
}

Byte mark_code(const Byte* text) {
  if (text[0] == 0xC2) return kMarkCodes.after_c2[text[1] & 0x3FU];
  if (text[0] == 0xE2 && text[1] == 0x80) return kMarkCodes.after_e2_80[text[2] & 0x3FU];
  return 0;
}

/// Codes one character, or one byte that is part of none, of what take_plain_anywhere() stops at.
Place take_other(Place at, const Byte* end) {
  if (!begins_character(at.text, static_cast<std::size_t>(end - at.text))) {
    *at.out++ = kOneByte;
    *at.out++ = *at.text++;
    return at;
  }
  const std::size_t size = character_size(*at.text);
  if (const Byte code = mark_code(at.text); code != 0) {
    *at.out++ = code;
  } else {
    *at.out++ = kOneCharacter;
    std::memcpy(at.out, at.text, size);
    at.out += size;
  }
  at.text += size;
  return at;
}

std::size_t encode(std::string_view text, char* out, TakePlain take_plain) {
  const auto* const begin = reinterpret_cast<const Byte*>(text.data());
  const Byte* const end = begin + text.size();
  auto* const out_begin = reinterpret_cast<Byte*>(out);
  Place at{begin, out_begin};
  while (true) {
    at = take_plain(at, end);
    if (at.text == end) break;
    at = take_other(at, end);
    // Only this can make text longer, so there is always room for all that could still be plain.
    if (at.out - out_begin > at.text - begin + static_cast<std::ptrdiff_t>(kTextCodeExcess)) return 0;
  }
  const auto size = static_cast<std::size_t>(at.out - out_begin);
  return size < text.size() ? size : 0;
}

#ifdef __x86_64__

/// Of eight bytes, of which bit i of a number drops byte i: the places of the others.
constexpr std::array<std::array<Byte, 8>, 256> make_kept() {
  std::array<std::array<Byte, 8>, 256> kept{};
  for (unsigned dropped = 0; dropped < 256; ++dropped) {
    std::size_t count = 0;
    for (Byte i = 0; i < 8; ++i) {
      if ((dropped >> i & 1U) == 0) kept[dropped][count++] = i;
    }
  }
  return kept;
}
constexpr std::array<std::array<Byte, 8>, 256> kKept = make_kept();

// 16 bytes at a time: letters are made in the places of their second bytes, then the first bytes are dropped. Words are
// too short for anything that would first ask what comes next.
__attribute__((target("ssse3,popcnt"))) Place take_plain_with_ssse3(Place at, const Byte* end) {
  constexpr std::ptrdiff_t kVector = 16;
  const auto all = [](unsigned byte) __attribute__((target("ssse3"))) {
    return _mm_set1_epi8(static_cast<char>(byte));
  };
  while (end - at.text >= kVector) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at.text));
    // As signed numbers: 80..BF are below C0, control characters are 0..1F.
    const __m128i control =
        _mm_andnot_si128(_mm_cmplt_epi8(bytes, _mm_setzero_si128()), _mm_cmplt_epi8(bytes, all(' ')));
    const __m128i plain_control =
        _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(bytes, all('\t')), _mm_cmpeq_epi8(bytes, all('\n'))),
                     _mm_cmpeq_epi8(bytes, all('\r')));
    const __m128i continuation = _mm_cmplt_epi8(bytes, all(0xC0));
    const auto mask = [](__m128i of) __attribute__((target("ssse3"))) {
      return static_cast<unsigned>(_mm_movemask_epi8(of));
    };
    const unsigned not_ascii = mask(bytes) | mask(_mm_andnot_si128(plain_control, control));
    if (not_ascii == 0) {
      _mm_storeu_si128(reinterpret_cast<__m128i*>(at.out), bytes);
      at = {at.text + kVector, at.out + kVector};
      continue;
    }
    const unsigned leads = mask(_mm_cmpeq_epi8(_mm_and_si128(bytes, all(0xFE)), all(0xD0)));
    const unsigned continuations = mask(continuation);
    const unsigned seconds = leads << 1U;
    // What is neither, a second byte without a first, a first byte without a second.
    const unsigned others =
        (not_ascii & ~leads & ~(continuations & seconds)) | (seconds & ~continuations & 0xFFFFU) >> 1U;
    unsigned taken = others == 0 ? kVector : static_cast<unsigned>(__builtin_ctz(others));
    taken -= leads >> (kVector - 1) & (others == 0 ? 1U : 0U);  // The second byte is yet to come.
    const __m128i bit = _mm_and_si128(_mm_slli_epi16(_mm_slli_si128(bytes, 1), 6), all(0x40));
    const __m128i letters = _mm_or_si128(bytes, _mm_and_si128(continuation, bit));
    const unsigned dropped = leads | ~0U << taken;
    const unsigned low = dropped & 0xFFU;
    const unsigned high = dropped >> 8U & 0xFFU;
    const auto kept = [](unsigned of) __attribute__((target("ssse3"))) {
      return _mm_loadl_epi64(reinterpret_cast<const __m128i*>(kKept[of].data()));
    };
    _mm_storel_epi64(reinterpret_cast<__m128i*>(at.out), _mm_shuffle_epi8(letters, kept(low)));
    at.out += 8 - __builtin_popcount(low);
    _mm_storel_epi64(reinterpret_cast<__m128i*>(at.out), _mm_shuffle_epi8(_mm_srli_si128(letters, 8), kept(high)));
    at.out += 8 - __builtin_popcount(high);
    at.text += taken;
    if (others != 0) return at;
  }
  return take_plain_anywhere(at, end);
}

// The same with 32 bytes at a time, for which one instruction drops first bytes: three quarters of the time. With 64 it
// is faster still, but slows down everything around it.
__attribute__((target("avx512bw,avx512vl,avx512vbmi2,popcnt"))) Place take_plain_with_vbmi2(Place at, const Byte* end) {
  constexpr std::ptrdiff_t kVector = 32;
  const __m256i space = _mm256_set1_epi8(' ');
  const __m256i tab = _mm256_set1_epi8('\t');
  const __m256i line_feed = _mm256_set1_epi8('\n');
  const __m256i carriage_return = _mm256_set1_epi8('\r');
  const __m256i first_lead = _mm256_set1_epi8('\xD0');
  const __m256i second_lead = _mm256_set1_epi8('\xD1');
  const __m256i past_continuations = _mm256_set1_epi8('\xC0');
  const __m256i second_half = _mm256_set1_epi8(0x40);
  while (end - at.text >= kVector) {
    const __m256i bytes = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(at.text));
    const std::uint32_t plain_control = _mm256_cmpeq_epi8_mask(bytes, tab) | _mm256_cmpeq_epi8_mask(bytes, line_feed) |
                                        _mm256_cmpeq_epi8_mask(bytes, carriage_return);
    const std::uint32_t control = _mm256_cmplt_epu8_mask(bytes, space);
    const std::uint32_t not_ascii = _mm256_movepi8_mask(bytes) | (control & ~plain_control);
    if (not_ascii == 0) {
      _mm256_storeu_si256(reinterpret_cast<__m256i*>(at.out), bytes);
      at = {at.text + kVector, at.out + kVector};
      continue;
    }
    const std::uint32_t second_leads = _mm256_cmpeq_epi8_mask(bytes, second_lead);
    const std::uint32_t leads = _mm256_cmpeq_epi8_mask(bytes, first_lead) | second_leads;
    const std::uint32_t continuations = _mm256_cmplt_epi8_mask(bytes, past_continuations);
    const std::uint32_t seconds = leads << 1U;
    const std::uint32_t others = (not_ascii & ~leads & ~(continuations & seconds)) | (seconds & ~continuations) >> 1U;
    std::uint32_t kept = ~leads;
    std::ptrdiff_t taken = kVector - static_cast<std::ptrdiff_t>(leads >> (kVector - 1));
    if (others != 0) {
      taken = __builtin_ctz(others);
      kept &= (std::uint32_t{1} << taken) - 1;
    }
    const __m256i letters = _mm256_mask_blend_epi8(second_leads << 1U, bytes, _mm256_or_si256(bytes, second_half));
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(at.out), _mm256_maskz_compress_epi8(kept, letters));
    at = {at.text + taken, at.out + __builtin_popcount(kept)};
    if (others != 0) return at;
  }
  // GCC 12 leaves this out before a call of a function that it sees; what uses the lower halves alone is slow then.
  _mm256_zeroupper();
  return take_plain_with_ssse3(at, end);
}

#endif

template <TakePlain take_plain>
std::size_t encode_with(std::string_view text, char* out) noexcept {
  return encode(text, out, take_plain);
}

std::vector<EncodeText> make_encoders() {
  std::vector<EncodeText> encoders;
#ifdef __x86_64__
  const bool has_ssse3 = __builtin_cpu_supports("ssse3") != 0 && __builtin_cpu_supports("popcnt") != 0;
  const bool has_vbmi2 = __builtin_cpu_supports("avx512vbmi2") != 0 && __builtin_cpu_supports("avx512bw") != 0 &&
                         __builtin_cpu_supports("avx512vl") != 0;
  if (has_ssse3 && has_vbmi2) encoders.push_back(encode_with<take_plain_with_vbmi2>);
  if (has_ssse3) encoders.push_back(encode_with<take_plain_with_ssse3>);
#endif
  encoders.push_back(encode_with<take_plain_anywhere>);
  return encoders;
}

}  // namespace

const std::vector<EncodeText>& text_encoders() {
  static const std::vector<EncodeText> encoders = make_encoders();
  return encoders;
}

std::size_t decode_text(std::string_view coded, std::size_t size, std::string& out) {
  constexpr std::size_t kMostBytesOfOne = 3;
  if (size / kMostBytesOfOne > coded.size()) return 0;
  out.resize(size + kLongestCharacter);  // The last character may be longer than it should be.
  const auto* next = reinterpret_cast<const Byte*>(coded.data());
  const Byte* const coded_end = next + coded.size();
  char* at = out.data();
  const char* const end = at + size;
  while (at < end) {
    if (next == coded_end) return 0;
    const Byte code = *next++;
    const Meaning& meaning = kMeanings[code];
    if (meaning.size != 0) {
      std::memcpy(at, meaning.bytes.data(), meaning.bytes.size());
      at += meaning.size;
      continue;
    }
    if (code > kOneCharacter || next == coded_end) return 0;
    const std::size_t bytes = code == kOneByte ? 1 : character_size(*next);
    if (bytes > static_cast<std::size_t>(coded_end - next)) return 0;
    std::memcpy(at, next, bytes);
    at += bytes;
    next += bytes;
  }
  if (at != end) return 0;
  out.resize(size);
  return static_cast<std::size_t>(next - reinterpret_cast<const Byte*>(coded.data()));
}

}  // namespace svitok::store
