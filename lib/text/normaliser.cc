// The general path works on units. A unit is what canonical ordering and composition can reach: a starter and
// everything up to the next character that ICU calls a normalisation boundary, default ignorables included. UAX #15's
// Stream-Safe format bounds it (30 characters), so a flood of marks costs linear time.
#include "text/normaliser.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include <stdexcept>

#include "text/analyzer.h"
#include "text/utf8.h"

namespace svitok::text {
namespace {

constexpr std::size_t kLongestUnit = 32;

/// ICU's data is part of the library that we link: without it there is no analyser.
const icu::Normalizer2& checked(const icu::Normalizer2* instance, UErrorCode status) {
  if (U_FAILURE(status) || instance == nullptr) throw std::runtime_error("ICU has no normalisation data");
  return *instance;
}

const icu::Normalizer2& compatibility_fold() {
  UErrorCode status = U_ZERO_ERROR;
  static const icu::Normalizer2& instance = checked(icu::Normalizer2::getNFKCCasefoldInstance(status), status);
  return instance;
}

const icu::Normalizer2& canonical() {
  UErrorCode status = U_ZERO_ERROR;
  static const icu::Normalizer2& instance = checked(icu::Normalizer2::getNFCInstance(status), status);
  return instance;
}

const icu::Normalizer2& decomposed() {
  UErrorCode status = U_ZERO_ERROR;
  static const icu::Normalizer2& instance = checked(icu::Normalizer2::getNFDInstance(status), status);
  return instance;
}

bool is_ignorable(char32_t c) {
  return u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_DEFAULT_IGNORABLE_CODE_POINT);
}

bool is_mark(char32_t c) { return (U_GET_GC_MASK(static_cast<UChar32>(c)) & U_GC_M_MASK) != 0; }

bool is_script(char32_t c, UScriptCode script) {
  UErrorCode status = U_ZERO_ERROR;
  return uscript_getScript(static_cast<UChar32>(c), &status) == script;
}

/// Characters that NFKC would turn into letters of the neighbouring word, or that stand for a plainer one.
/// 0: no replacement.
char32_t plainer(char32_t c) {
  switch (c) {
    case 0x2116:  // № would become "no"
    case 0x2122:  // ™ would become "tm"
    case 0x2120:  // ℠
    case 0x200B:  // a zero-width space is a word boundary (UAX #29), although default ignorable
      return ' ';
    case 0x2010:  // hyphen
    case 0x2011:  // non-breaking hyphen
    case 0x2212:  // minus
      return '-';
    case 0x2018:
    case 0x2019:  // ’
    case 0x201B:
    case 0x02BC:  // modifier letter apostrophe
      return '\'';
    default:
      return 0;
  }
}

/// Latin letters that carry their diacritic inside: no decomposition to fold.
const char* undecorated(char32_t c) {
  switch (c) {
    case 0x00E6:
      return "ae";
    case 0x00F0:
      return "d";
    case 0x00F8:
      return "o";
    case 0x00FE:
      return "th";
    case 0x0111:
      return "d";
    case 0x0127:
      return "h";
    case 0x0131:
      return "i";
    case 0x0142:
      return "l";
    case 0x0153:
      return "oe";
    case 0x0167:
      return "t";
    default:
      return nullptr;
  }
}

/// Is `mark` part of the letter `base` (й), rather than a stress mark or a diacritic to fold (ё, é)?
bool keeps(char32_t base, char32_t mark) {
  constexpr char32_t kGrave = 0x300;
  constexpr char32_t kAcute = 0x301;
  constexpr char32_t kDiaeresis = 0x308;
  if (base < 0x80U) return false;
  if (is_script(base, USCRIPT_CYRILLIC)) {
    if (mark == kAcute) return base == 0x433 || base == 0x43A;  // ѓ ќ
    if (mark >= 0x483U && mark <= 0x487U) return false;         // titlo and its kin
    return mark != kGrave && !(mark == kDiaeresis && base == 0x435);
  }
  return !is_script(base, USCRIPT_LATIN) && !is_script(base, USCRIPT_GREEK);
}

class General {
 public:
  General(std::string_view raw, Normalised& out) : raw_(raw), out_(out) {}

  void run() {
    std::size_t at = 0;
    while (at < raw_.size()) at = unit(at);
  }

 private:
  /// Normalises the unit that begins at `begin`; returns its end.
  std::size_t unit(std::size_t begin) {
    const CodePoint first = decode(raw_, begin);
    std::size_t end = begin + first.size;
    if (!first.valid) {
      append(first.value, begin, end);
      return end;
    }
    if (const char32_t plain = plainer(first.value); plain != 0) {
      end = rest_of_unit(end, false);
      append(plain, begin, end);
      return end;
    }
    source_.remove();
    source_.append(static_cast<UChar32>(first.value));
    end = rest_of_unit(end, true);
    if (is_superscript(first.value) && !after_short_letters()) {
      append(' ', begin, end);
    } else {
      fold(begin, end);
    }
    return end;
  }

  /// Takes marks and ignorables, and (`composing`) what ICU may compose with them, into source_.
  std::size_t rest_of_unit(std::size_t at, bool composing) {
    for (std::size_t taken = 1; at < raw_.size() && taken < kLongestUnit; ++taken) {
      const CodePoint next = decode(raw_, at);
      if (!next.valid || plainer(next.value) != 0) break;
      if (!is_ignorable(next.value) && !is_mark(next.value) &&
          (!composing || compatibility_fold().hasBoundaryBefore(static_cast<UChar32>(next.value)))) {
        break;
      }
      source_.append(static_cast<UChar32>(next.value));
      at += next.size;
    }
    return at;
  }

  void fold(std::size_t begin, std::size_t end) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::UnicodeString folded = decomposed().normalize(compatibility_fold().normalize(source_, status), status);
    icu::UnicodeString kept;
    char32_t base = 0;
    for (std::int32_t i = 0; i < folded.length(); i = folded.moveIndex32(i, 1)) {
      const auto c = static_cast<char32_t>(folded.char32At(i));
      if (!is_mark(c)) {
        base = c;
      } else if (base != 0 && !keeps(base, c)) {
        continue;
      }
      kept.append(static_cast<UChar32>(c));
    }
    const icu::UnicodeString composed = canonical().normalize(kept, status);
    if (U_FAILURE(status)) return append(0xFFFD, begin, end);
    for (std::int32_t i = 0; i < composed.length(); i = composed.moveIndex32(i, 1)) {
      const auto c = static_cast<char32_t>(composed.char32At(i));
      if (const char* letters = undecorated(c)) {
        for (; *letters != '\0'; ++letters) append(static_cast<unsigned char>(*letters), begin, end);
      } else {
        append(plainer(c) != 0 ? plainer(c) : c, begin, end);
      }
    }
  }

  /// m², км³ are units of measure: the digit is theirs. After a longer word or a number it is a footnote or a power.
  static bool is_superscript(char32_t c) {
    return u_getIntPropertyValue(static_cast<UChar32>(c), UCHAR_DECOMPOSITION_TYPE) == U_DT_SUPER &&
           u_charType(static_cast<UChar32>(c)) == U_OTHER_NUMBER;
  }
  [[nodiscard]] bool after_short_letters() const { return letters_ >= 1 && letters_ <= 3; }

  void append(char32_t c, std::size_t begin, std::size_t end) {
    append_utf8(out_.text, c);
    out_.unit_begin.resize(out_.text.size(), static_cast<std::uint32_t>(begin));
    out_.unit_end.resize(out_.text.size(), static_cast<std::uint32_t>(end));
    const bool ascii_letter = c >= 'a' && c <= 'z';
    const bool russian = c >= 0x430U && c <= 0x45FU;
    out_.latin |= ascii_letter;
    out_.cyrillic |= russian;
    out_.plain &= c < 0x80U || russian;
    letters_ = u_isalpha(static_cast<UChar32>(c)) ? letters_ + 1 : 0;
  }

  std::string_view raw_;
  Normalised& out_;
  icu::UnicodeString source_;
  std::size_t letters_ = 0;  ///< Length of the run of letters that the output ends with.
};

/// The small form of a Russian letter whose UTF-8 is `lead` (D0 or D1) and `tail`, as a code point; 0 for anything
/// else.
unsigned fold_russian(unsigned char lead, unsigned char tail) {
  if ((lead != 0xD0U && lead != 0xD1U) || !is_continuation(tail)) return 0;
  unsigned letter = ((lead & 0x1FU) << 6U) | (tail & 0x3FU);
  if (letter == 0x401U || letter == 0x451U) letter = 0x435U;  // ё is е
  if (letter >= 0x410U && letter < 0x430U) letter += 0x20U;
  return letter >= 0x430U && letter <= 0x44FU ? letter : 0;
}

void put_two_bytes(char* to, unsigned letter) {
  to[0] = static_cast<char>(0xC0U | (letter >> 6U));
  to[1] = static_cast<char>(0x80U | (letter & 0x3FU));
}

char fold_ascii(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

/// ASCII and А-я, Ё, ё folded in place; false at the first other byte.
bool fold_plain(std::string_view raw, Normalised& out) {
  out.text.resize(raw.size());
  char* to = out.text.data();
  for (std::size_t i = 0; i < raw.size(); ++i) {
    if (static_cast<unsigned char>(raw[i]) < 0x80U) {
      to[i] = fold_ascii(raw[i]);
      out.latin |= is_ascii_lower(to[i]);
      continue;
    }
    if (i + 1 == raw.size()) return false;
    const unsigned letter = fold_russian(static_cast<unsigned char>(raw[i]), static_cast<unsigned char>(raw[i + 1]));
    if (letter == 0) return false;
    put_two_bytes(to + i++, letter);
    out.cyrillic = true;
  }
  return true;
}

}  // namespace

void normalise(std::string_view raw, Normalised& out) {
  out.plain = true;
  out.latin = out.cyrillic = false;
  out.unit_begin.clear();
  out.unit_end.clear();
  if (fold_plain(raw, out)) return;
  out.text.clear();
  out.latin = out.cyrillic = false;
  General(raw, out).run();
}

bool fold_simple_word(std::string_view raw, char* out) {
  if (static_cast<unsigned char>(raw[0]) < 0x80U) {
    for (std::size_t i = 0; i < raw.size(); ++i) {
      out[i] = fold_ascii(raw[i]);
      if (!is_ascii_lower(out[i])) return false;
    }
    return true;
  }
  if (raw.size() % 2 != 0) return false;
  for (std::size_t i = 0; i < raw.size(); i += 2) {
    const unsigned letter = fold_russian(static_cast<unsigned char>(raw[i]), static_cast<unsigned char>(raw[i + 1]));
    if (letter == 0) return false;
    put_two_bytes(out + i, letter);
  }
  return true;
}

std::string normalize(std::string_view text) {
  Normalised normalised;
  normalise(text, normalised);
  return std::move(normalised.text);
}

}  // namespace svitok::text
