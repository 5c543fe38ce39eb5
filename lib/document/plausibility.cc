#include "document/plausibility.h"

#include <cstddef>

#include "document/utf8.h"

namespace svitok::document {

namespace {

enum class Kind { kSpace, kPlain, kLatin, kCyrillicUpper, kCyrillicLower, kMark, kStrange };

bool is_ascii_letter(char32_t c) { return (c | 0x20U) >= 'a' && (c | 0x20U) <= 'z'; }

// Punctuation that legacy encodings of Western and Russian text have beyond ASCII: quotes, dashes, an ellipsis, ...
bool is_mark(char32_t c) {
  switch (c) {
    case 0xA0:
    case 0xA7:
    case 0xA9:
    case 0xAB:
    case 0xAE:
    case 0xB0:
    case 0xB1:
    case 0xB7:
    case 0xBB:
    case 0x20AC:
    case 0x2116:
    case 0x2122:
      return true;
    default:
      return c >= 0x2010 && c <= 0x2030;
  }
}

Kind kind_of(char32_t c) {
  if (c < 0x80) return is_ascii_letter(c) ? Kind::kLatin : (c > ' ' ? Kind::kPlain : Kind::kSpace);
  if ((c >= 0x410 && c <= 0x42F) || (c >= 0x401 && c <= 0x40F)) return Kind::kCyrillicUpper;
  if ((c >= 0x430 && c <= 0x44F) || (c >= 0x451 && c <= 0x45F) || c == 0x490 || c == 0x491) return Kind::kCyrillicLower;
  if (is_mark(c)) return Kind::kMark;
  // U+00FE and U+00FF are 0xFE and 0xFF in Latin-1: in practice a broken file, not Icelandic.
  const bool accented = c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7 && c != 0xFE && c != 0xFF;
  return accented ? Kind::kLatin : Kind::kStrange;
}

// Counts characters beyond ASCII, word by word.
class Judge {
 public:
  void take(char32_t c) {
    const Kind kind = kind_of(c);
    if (kind == Kind::kMark) take_mark();
    if (kind == Kind::kStrange) ++beyond_;
    if (kind == Kind::kLatin || kind == Kind::kCyrillicUpper || kind == Kind::kCyrillicLower) {
      take_letter(c, kind);
    } else {
      end_word();
    }
    previous_ = kind;
  }

  bool is_satisfied() {
    end_word();
    return beyond_ >= 2 && well_placed_ * 10 >= beyond_ * 9;
  }

 private:
  void take_letter(char32_t c, Kind kind) {
    ++(kind == Kind::kLatin ? (c < 0x80 ? ascii_ : accented_) : cyrillic_);
    if (kind == Kind::kCyrillicUpper) ++upper_;
    if (kind == Kind::kCyrillicUpper && previous_ == Kind::kCyrillicLower) case_breaks_ = true;
  }

  // Marks carry little evidence one by one: two in a row that touch no text are as likely rubbish.
  void take_mark() {
    ++beyond_;
    if (previous_ != Kind::kStrange && previous_ != Kind::kMark) ++well_placed_;
  }

  void end_word() {
    beyond_ += accented_ + cyrillic_;
    const bool mixed = cyrillic_ > 0 && ascii_ + accented_ > 0;
    const bool shaped = !case_breaks_ && (upper_ <= 1 || upper_ == cyrillic_);
    if (!mixed && cyrillic_ > 0 && shaped) well_placed_ += cyrillic_;
    if (!mixed && accented_ > 0 && ascii_ >= accented_) well_placed_ += accented_;
    ascii_ = accented_ = cyrillic_ = upper_ = 0;
    case_breaks_ = false;
  }

  std::size_t beyond_ = 0;
  std::size_t well_placed_ = 0;
  Kind previous_ = Kind::kSpace;
  std::size_t ascii_ = 0;  // From here on: of the present word.
  std::size_t accented_ = 0;
  std::size_t cyrillic_ = 0;
  std::size_t upper_ = 0;
  bool case_breaks_ = false;
};

}  // namespace

bool is_plausible(std::string_view text) {
  Judge judge;
  for (std::size_t position = 0; position < text.size();) {
    const CodePoint step = decode_at(text, position);
    judge.take(step.value);
    position += step.length;
  }
  return judge.is_satisfied();
}

}  // namespace svitok::document
