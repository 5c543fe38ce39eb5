#include "text/breaker.h"

#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string>

#include "text/utf8.h"

namespace svitok::text {
namespace {

/// Word_Break classes that matter among ASCII and Cyrillic (WordBreakProperty.txt).
enum class Break : unsigned char { kOther, kLetter, kDigit, kMidLetterOrNumber, kMidNumber };

constexpr std::array<Break, 256> make_classes() {
  std::array<Break, 256> classes{};
  for (unsigned c = '0'; c <= '9'; ++c) classes[c] = Break::kDigit;
  for (unsigned c = 'a'; c <= 'z'; ++c) classes[c] = classes[c - 32] = Break::kLetter;
  for (unsigned c = 0x80; c < 0x100; ++c) classes[c] = Break::kLetter;  // both bytes of a Cyrillic letter
  classes['.'] = classes['\''] = Break::kMidLetterOrNumber;
  classes[','] = classes[';'] = Break::kMidNumber;
  return classes;
}

constexpr std::array<Break, 256> kClasses = make_classes();

Break class_at(std::string_view text, std::size_t at) {
  return at < text.size() ? kClasses[static_cast<unsigned char>(text[at])] : Break::kOther;
}

/// Rules WB6, WB7, WB11, WB12: does the character at `at` hold together what stands before and after it?
bool bridges(std::string_view text, std::size_t at) {
  const Break before = class_at(text, at - 1);
  const Break middle = class_at(text, at);
  if (before != class_at(text, at + 1)) return false;
  return (middle == Break::kMidLetterOrNumber && (before == Break::kLetter || before == Break::kDigit)) ||
         (middle == Break::kMidNumber && before == Break::kDigit);
}

bool is_word_class(Break c) { return c == Break::kLetter || c == Break::kDigit; }

/// Word_Break=ExtendNumLet is general category Pc, and U+202F, which no normalised text holds.
bool joins_words(char32_t c) { return u_charType(static_cast<UChar32>(c)) == U_CONNECTOR_PUNCTUATION; }

/// Appends [begin, end) without its ExtendNumLet characters, in pieces.
void append_pieces(std::string_view text, std::size_t begin, std::size_t end, std::vector<Segment>& words) {
  std::size_t start = begin;
  const auto close = [&](std::size_t at) {
    if (at > start) words.push_back({static_cast<std::uint32_t>(start), static_cast<std::uint32_t>(at)});
  };
  for (std::size_t at = begin; at < end;) {
    const CodePoint c = decode(text, at);
    if (joins_words(c.value)) {
      close(at);
      start = at + c.size;
    }
    at += c.size;
  }
  close(end);
}

}  // namespace

void break_plain(std::string_view text, std::vector<Segment>& words) {
  std::size_t at = 0;
  while (at < text.size()) {
    if (!is_word_class(class_at(text, at))) {
      ++at;
      continue;
    }
    const std::size_t begin = at++;
    while (at < text.size()) {
      if (is_word_class(class_at(text, at))) {
        ++at;
      } else if (bridges(text, at)) {
        at += 2;
      } else {
        break;
      }
    }
    words.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at)});
  }
}

struct IcuBreaker::Impl {
  UBreakIterator* iterator = nullptr;
  UText text = UTEXT_INITIALIZER;
  std::string without_at;
};

IcuBreaker::IcuBreaker() : impl_(std::make_unique<Impl>()) {
  UErrorCode status = U_ZERO_ERROR;
  impl_->iterator = ubrk_open(UBRK_WORD, "", nullptr, 0, &status);
  if (U_FAILURE(status)) throw std::runtime_error("ICU has no word-break data");
}

IcuBreaker::~IcuBreaker() {
  ubrk_close(impl_->iterator);
  utext_close(&impl_->text);
}

void IcuBreaker::run(std::string_view text, std::vector<Segment>& words) {
  UErrorCode status = U_ZERO_ERROR;
  if (text.find('@') != std::string_view::npos) {
    impl_->without_at = text;
    std::replace(impl_->without_at.begin(), impl_->without_at.end(), '@', '!');
    text = impl_->without_at;
  }
  utext_openUTF8(&impl_->text, text.data(), static_cast<std::int64_t>(text.size()), &status);
  ubrk_setUText(impl_->iterator, &impl_->text, &status);
  if (U_FAILURE(status)) throw std::runtime_error("ICU cannot break text into words");
  std::int32_t begin = ubrk_first(impl_->iterator);
  for (std::int32_t end = ubrk_next(impl_->iterator); end != UBRK_DONE; end = ubrk_next(impl_->iterator)) {
    if (ubrk_getRuleStatus(impl_->iterator) >= UBRK_WORD_NONE_LIMIT) {
      append_pieces(text, static_cast<std::size_t>(begin), static_cast<std::size_t>(end), words);
    }
    begin = end;
  }
}

}  // namespace svitok::text
