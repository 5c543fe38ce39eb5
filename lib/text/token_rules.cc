#include "text/token_rules.h"

#include <algorithm>
#include <array>

#include "text/homoglyphs.h"
#include "text/numbers.h"
#include "text/utf8.h"

namespace svitok::text {
namespace {

constexpr std::size_t kMostPartsJoined = 6;
constexpr std::size_t kLongestJoined = 120;

constexpr AsciiSet kDots(".,;");
constexpr AsciiSet kDotsAndApostrophe(".,;'");
constexpr AsciiSet kCommas(",;");
constexpr AsciiSet kCommasAndApostrophe(",;'");
/// One of them at least is in every address: in a path, a mailbox, "www.".
constexpr AsciiSet kOfAddresses("/@w");
/// What no URL holds (RFC 3986).
constexpr AsciiSet kNotOfUrls("\"<>[]{}|\\^`");

bool is_latin_word(std::string_view text) { return std::all_of(text.begin(), text.end(), is_ascii_lower); }

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_ascii_digit);
}

bool has_digit(std::string_view text) { return std::any_of(text.begin(), text.end(), is_ascii_digit); }

/// One code point that is no digit.
bool is_initial(std::string_view text) {
  return !text.empty() && decode(text, 0).size == text.size() && !is_ascii_digit(text[0]);
}

bool is_english_clitic(std::string_view text) {
  constexpr std::array<std::string_view, 6> kClitics = {"s", "ll", "d", "re", "ve", "m"};
  return std::find(kClitics.begin(), kClitics.end(), text) != kClitics.end();
}

/// iPhone'ов, SMS'ки: Russian letters after a Latin word.
bool is_russian_ending(std::string_view text) {
  constexpr std::size_t kLongestEndingBytes = 6;
  return !text.empty() && text.size() <= kLongestEndingBytes &&
         std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80U; });
}

std::string without(std::string_view text, char dropped) {
  std::string kept(text);
  kept.erase(std::remove(kept.begin(), kept.end(), dropped), kept.end());
  return kept;
}

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return !is_continuation(static_cast<unsigned char>(c)); }));
}

class Rules {
 public:
  Rules(const Normalised& normalised, const std::vector<Segment>& words, Drafts& drafts)
      : text_(normalised.text), words_(words), drafts_(drafts) {}

  void run() {
    for (std::size_t first = 0; first < words_.size();) {
      std::size_t last = first + 1;
      while (last < words_.size() && hyphenated(text_, words_[last - 1], words_[last])) ++last;
      chain(first, last);
      first = last;
    }
    if (kOfAddresses.is_in(text_)) addresses();
    if (drafts_.list.size() > 1) put_in_order();
  }

 private:
  [[nodiscard]] std::string_view text_of(Segment segment) const {
    return text_.substr(segment.begin, segment.end - segment.begin);
  }
  [[nodiscard]] static Segment part(Segment of, std::size_t begin, std::size_t end) {
    return {of.begin + static_cast<std::uint32_t>(begin), of.begin + static_cast<std::uint32_t>(end)};
  }

  void emit(Segment span, std::uint32_t position, bool extra, std::string_view surface) {
    if (surface.empty()) return;
    drafts_.list.push_back({span.begin, span.end, position, extra, static_cast<std::uint32_t>(drafts_.surfaces.size()),
                            static_cast<std::uint32_t>(surface.size())});
    drafts_.surfaces.append(surface);
  }
  void ordinary(Segment span, std::string_view surface) { emit(span, next_++, false, surface); }
  /// Beside the ordinary token emitted last.
  void beside(Segment span, std::string_view surface) { emit(span, next_ - 1, true, surface); }

  // Words held together by hyphens.
  void chain(std::size_t first, std::size_t last) {
    const std::uint32_t position = next_;
    const std::size_t parts = last - first;
    if (parts == 1) return word(words_[first]);
    std::string joined;
    for (std::size_t i = first; i < last; ++i) {
      const std::size_t before = drafts_.list.size();
      if (!time_after_date(i, first)) word(words_[i]);
      const bool one_token = drafts_.list.size() > before && drafts_.list[before].position + 1 == next_;
      joined.append(one_token ? drafts_.surface(drafts_.list[before]) : text_of(words_[i]));
    }
    if (std::string date = chain_date(first, last); !date.empty()) joined = std::move(date);
    if (parts > kMostPartsJoined || joined.size() > kLongestJoined) return;
    emit({words_[first].begin, words_[last - 1].end}, position, true, joined);
  }

  /// 2024-03-12, 12-03-2024, 2024-03-12T10
  [[nodiscard]] std::string chain_date(std::size_t first, std::size_t last) const {
    if (last - first != 3) return {};
    const std::string_view a = text_of(words_[first]);
    const std::string_view b = text_of(words_[first + 1]);
    std::string_view c = text_of(words_[first + 2]);
    if (is_day_and_hour(c)) c = c.substr(0, 2);
    if (!all_digits(a) || !all_digits(b) || !all_digits(c)) return {};
    return a.size() == 4 ? date_form(a, b, c) : date_form(c, b, a);
  }

  /// 09t17: what UAX #29 leaves of an ISO date and time.
  static bool is_day_and_hour(std::string_view text) {
    return text.size() == 5 && text[2] == 't' && all_digits(text.substr(0, 2)) && all_digits(text.substr(3));
  }

  bool time_after_date(std::size_t i, std::size_t first) {
    const Segment word = words_[i];
    if (i != first + 2 || !is_day_and_hour(text_of(word))) return false;
    if (date_form(text_of(words_[first]), text_of(words_[first + 1]), text_of(word).substr(0, 2)).empty()) return false;
    ordinary(part(word, 0, 2), text_of(word).substr(0, 2));
    ordinary(part(word, 3, 5), text_of(word).substr(3));
    return true;
  }

  // One UAX #29 word.
  void word(Segment span) {
    const std::string_view text = text_of(span);
    if (const std::size_t sign = name_sign(text_, span); sign != 0) {
      const Segment named{span.begin, span.end + static_cast<std::uint32_t>(sign)};
      return ordinary(named, text_of(named));
    }
    const std::size_t number_size = number_prefix(text);
    if (number_size == text.size()) return number(span);
    if (number_size > 0 && measure(span, number_size)) return;
    if (kDots.is_in(text)) return dotted(span);
    letters(span);
  }

  void number(Segment span) {
    const std::string_view text = text_of(span);
    const std::string whole = one_number(text);
    if (whole.empty()) return number_parts(span);
    ordinary(span, whole);
    if (is_year_and_hour(text) && minutes_follow(span.end)) {
      beside(part(span, 0, 4), text.substr(0, 4));
      beside(part(span, 4, text.size()), text.substr(4));
    }
  }

  [[nodiscard]] bool minutes_follow(std::size_t at) const {
    return at + 2 < text_.size() && text_[at] == ':' && is_ascii_digit(text_[at + 1]) && is_ascii_digit(text_[at + 2]);
  }

  /// A date, a version, an address, a list.
  void number_parts(Segment span) {
    const std::string_view text = text_of(span);
    const std::uint32_t position = next_;
    std::vector<std::string_view> groups;
    std::size_t begin = 0;
    for (std::size_t at = 0; at <= text.size(); ++at) {
      if (at < text.size() && is_ascii_digit(text[at])) continue;
      groups.push_back(text.substr(begin, at - begin));
      ordinary(part(span, begin, at), groups.back());
      begin = at + 1;
    }
    if (kCommasAndApostrophe.is_in(text)) return;
    const std::string date = groups.size() == 3 ? date_form(groups[2], groups[1], groups[0]) : std::string{};
    emit(span, position, true, date.empty() ? text : std::string_view(date));
  }

  /// 10км, 3.5мм: a number and letters.
  bool measure(Segment span, std::size_t number_size) {
    const std::string_view text = text_of(span);
    const std::string_view unit = text.substr(number_size);
    const std::string number = one_number(text.substr(0, number_size));
    if (number.empty() || has_digit(unit) || kDotsAndApostrophe.is_in(unit)) return false;
    ordinary(span, number + std::string(unit));
    beside(part(span, 0, number_size), number);
    beside(part(span, number_size, text.size()), unit);
    return true;
  }

  /// т.е, u.s, example.org, v1.2
  void dotted(Segment span) {
    const std::string_view text = text_of(span);
    const std::uint32_t position = next_;
    std::size_t begin = 0;
    while (begin < text.size()) {
      std::size_t end = initials_end(text, begin);
      if (end != begin) {
        ordinary(part(span, begin, end), without(text.substr(begin, end - begin), '.'));
      } else {
        end = kDots.find_in(text, begin);
        piece(part(span, begin, end));
      }
      begin = end + 1;
    }
    if (next_ - position > 1 && !kCommas.is_in(text)) {
      emit(span, position, true, without(text, '\''));
    }
  }

  /// The end of two or more single letters with dots between them that begin at `begin`; `begin` if there are none.
  static std::size_t initials_end(std::string_view text, std::size_t begin) {
    std::size_t count = 0;
    std::size_t end = begin;
    for (std::size_t at = begin; at < text.size();) {
      const std::size_t stop = kDots.find_in(text, at);
      if (!is_initial(text.substr(at, stop - at))) break;
      ++count;
      end = stop;
      if (stop == text.size() || text[stop] != '.') break;
      at = stop + 1;
    }
    return count >= 2 ? end : begin;
  }

  void piece(Segment span) {
    const std::string_view text = text_of(span);
    const std::size_t number_size = number_prefix(text);
    if (number_size == text.size()) return ordinary(span, text);
    if (number_size == 0 || !measure(span, number_size)) letters(span);
  }

  /// Letters and digits, perhaps with apostrophes.
  void letters(Segment span) {
    const std::string_view text = text_of(span);
    const std::size_t first = text.find('\'');
    if (first == std::string_view::npos) return ordinary(span, text);
    const std::size_t last = text.rfind('\'');
    const std::string_view clitic = text.substr(last + 1);
    const bool drop =
        (is_english_clitic(clitic) || is_russian_ending(clitic)) && is_latin_word(without(text.substr(0, last), '\''));
    const std::size_t end = drop ? last : text.size();
    ordinary(span, without(text.substr(0, end), '\''));
    if (first >= end || characters(text.substr(0, first)) > 2) return;
    const std::string rest = without(text.substr(first + 1, end - first - 1), '\'');
    if (characters(rest) >= 3) beside(part(span, first + 1, end), rest);
  }

  // Addresses: the whole beside the first token of its parts.
  void addresses() {
    const std::size_t colon = text_.find("://");
    if (colon != std::string_view::npos) return address(colon + 3, path_end(colon + 3));
    if (const std::size_t host = bare_host(); host != std::string_view::npos) return address(host, path_end(host));
    for (std::size_t at = text_.find('@'); at != std::string_view::npos; at = text_.find('@', at + 1)) mailbox(at);
  }

  [[nodiscard]] std::size_t path_end(std::size_t begin) const { return kNotOfUrls.find_in(text_, begin); }

  /// Where `www.` or a host name with a path (example.org/x) begins.
  [[nodiscard]] std::size_t bare_host() const {
    for (const Segment word : words_) {
      const std::string_view text = text_of(word);
      const std::size_t dot = text.find('.');
      if (dot == std::string_view::npos || !is_ascii_lower(text[0])) continue;
      const bool path =
          word.end < text_.size() && text_[word.end] == '/' && is_latin_word(text.substr(text.rfind('.') + 1));
      if (path || text.substr(0, dot) == "www") {
        std::size_t begin = word.begin;
        while (begin > 0 && is_host_character(text_[begin - 1])) --begin;
        return begin;
      }
    }
    return std::string_view::npos;
  }

  static bool is_host_character(char c) {
    return is_ascii_digit(c) || is_ascii_lower(c) || static_cast<unsigned char>(c) >= 0x80U || c == '-' || c == '.';
  }
  static bool is_local_character(char c) { return is_host_character(c) || c == '_' || c == '%' || c == '+'; }

  void mailbox(std::size_t sign) {
    std::size_t begin = sign;
    while (begin > 0 && is_local_character(text_[begin - 1])) --begin;
    std::size_t end = sign + 1;
    while (end < text_.size() && is_host_character(text_[end])) ++end;
    const std::string_view host = text_.substr(sign + 1, end - sign - 1);
    if (begin == sign || host.find('.') == std::string_view::npos) return;
    address(begin, end);
  }

  void address(std::size_t begin, std::size_t end) {
    const Draft* first = nullptr;
    const Draft* last = nullptr;
    for (const Draft& draft : drafts_.list) {
      if (draft.extra || draft.begin < begin || draft.end > end) continue;
      if (first == nullptr) first = &draft;
      last = &draft;
    }
    if (first == last) return;
    const Segment span{first->begin, last->end};
    std::string_view whole = text_of(span);
    if (whole.starts_with("www.")) whole.remove_prefix(4);
    emit(span, first->position, true, whole);
  }

  void put_in_order() {
    auto& list = drafts_.list;
    const auto comes_before = [](const Draft& a, const Draft& b) {
      return a.position != b.position ? a.position < b.position : a.extra < b.extra;
    };
    // Most are, and sorting would ask for memory even then.
    if (!std::is_sorted(list.begin(), list.end(), comes_before)) {
      std::stable_sort(list.begin(), list.end(), comes_before);
    }
    // The same surface twice at a position says nothing new.
    std::size_t kept = 0;
    std::size_t group = 0;
    for (const Draft& draft : list) {
      if (kept == 0 || list[kept - 1].position != draft.position) group = kept;
      const bool known = std::any_of(
          list.begin() + static_cast<std::ptrdiff_t>(group), list.begin() + static_cast<std::ptrdiff_t>(kept),
          [&](const Draft& other) { return drafts_.surface(other) == drafts_.surface(draft); });
      if (!known || !draft.extra) list[kept++] = draft;
    }
    list.resize(kept);
  }

  std::string_view text_;
  const std::vector<Segment>& words_;
  Drafts& drafts_;
  std::uint32_t next_ = 0;
};

}  // namespace

void apply_token_rules(const Normalised& normalised, const std::vector<Segment>& words, Drafts& drafts) {
  Rules(normalised, words, drafts).run();
}

}  // namespace svitok::text
