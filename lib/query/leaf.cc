#include "query/leaf.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <utility>

#include "base/date.h"
#include "query/characters.h"

namespace svitok::query {

namespace {

constexpr std::size_t kPrefixLetters = 2;
constexpr std::size_t kFuzzyLetters = 3;

Node make_leaf(Kind kind, Piece piece, Prefix prefix) {
  Node node;
  node.kind = kind;
  node.begin = piece.begin;
  node.end = piece.end();
  if (prefix.name != nullptr) node.field = prefix.name->text;
  node.text = plain_text(piece.raw);
  return node;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// "2", "0.5", "0,5" as a whole.
std::optional<float> read_number(std::string_view text) {
  constexpr std::size_t kLongest = 12;
  if (text.empty() || text.size() > kLongest || !is_digit(text.front()) || !is_digit(text.back())) return std::nullopt;
  std::string number(text);
  std::replace(number.begin(), number.end(), ',', '.');
  float value = 0;
  const char* const end = number.data() + number.size();
  const auto [stop, error] = std::from_chars(number.data(), end, value, std::chars_format::fixed);
  if (error != std::errc() || stop != end) return std::nullopt;
  return value;
}

bool looks_like_number(std::string_view text) {
  if (!text.empty() && (text.front() == '-' || text.front() == '.' || text.front() == ',')) text.remove_prefix(1);
  return !text.empty() && is_digit(text.front());
}

// A star that stands at a letter, as in he*o; that of 2*2 is no wildcard.
bool touches_letter(std::string_view raw, std::size_t at) {
  const auto is_letter = [](char c) { return c < 0 || is_ascii_letter(c); };
  return (at > 0 && is_letter(raw[at - 1])) || (at + 1 < raw.size() && is_letter(raw[at + 1]));
}

Node read_starred(Piece piece, std::size_t star, Prefix prefix, Diagnostics& diagnostics) {
  const Piece stem{piece.raw.substr(0, star), piece.begin};
  const bool last = star + 1 == piece.raw.size();
  if (last && count_word_characters(stem.raw, kPrefixLetters) == kPrefixLetters) {
    Node node = make_leaf(Kind::kPrefix, stem, prefix);
    node.end = piece.end();
    return node;
  }
  if (touches_letter(piece.raw, star)) {
    diagnostics.add(piece.begin, piece.end(),
                    last ? "A star needs at least two letters before it; " + quoted(piece.raw) + " is read as a word"
                         : "A star works only at the end of a word; " + quoted(piece.raw) + " is read as words");
  }
  return make_leaf(Kind::kWords, piece, prefix);
}

// The length of "~", "~1" or "~2" at the end; 0 when there is none. Other distances are not offered.
std::size_t tilde_length(std::string_view raw) {
  const std::size_t length = !raw.empty() && (raw.back() == '1' || raw.back() == '2') ? 2 : 1;
  if (raw.size() <= length) return 0;
  const std::size_t tilde = raw.size() - length;
  return raw[tilde] == '~' && !is_escaped(raw, tilde) ? length : 0;
}

Node read_fuzzy(Piece piece, std::size_t tilde, Prefix prefix, Diagnostics& diagnostics) {
  const Piece word{piece.raw.substr(0, piece.raw.size() - tilde), piece.begin};
  const bool enough = count_word_characters(word.raw, kFuzzyLetters) == kFuzzyLetters;
  if (!enough) {
    diagnostics.add(piece.begin, piece.end(),
                    "A tilde needs at least three letters before it; " + quoted(piece.raw) + " is read as a word");
  }
  Node node = make_leaf(enough ? Kind::kFuzzy : Kind::kWords, enough ? word : piece, prefix);
  node.end = piece.end();
  return node;
}

Node read_text(Piece piece, Prefix prefix, Diagnostics& diagnostics) {
  const std::size_t star = find_operator(piece.raw, '*');
  const std::size_t tilde = tilde_length(piece.raw);
  if (prefix.exact) {
    if (star != std::string_view::npos || tilde > 0) {
      diagnostics.add(piece.begin, piece.end(),
                      "After = a word is searched as it stands; * and ~ do not go with it in " + quoted(piece.raw));
    }
    return make_leaf(Kind::kExact, piece, prefix);
  }
  if (star != std::string_view::npos) return read_starred(piece, star, prefix, diagnostics);
  if (tilde > 0) return read_fuzzy(piece, tilde, prefix, diagnostics);
  return make_leaf(Kind::kWords, piece, prefix);
}

bool is_date_or_empty(std::string_view text) { return text.empty() || base::parse_date(text).has_value(); }

// Checks the ends of a range of dates, and exchanges them when they stand the wrong way round.
bool settle_dates(Node& node, Piece piece, Diagnostics& diagnostics) {
  const bool open = node.text.empty() && node.upper.empty();
  if (open || !is_date_or_empty(node.text) || !is_date_or_empty(node.upper)) {
    diagnostics.add(
        piece.begin, piece.end(),
        quoted(piece.raw) + " is not a date and is left out; write 2020, 2020-06, 2020-06-09 or " + "2020-01..2020-06");
    return false;
  }
  if (node.text.empty() || node.upper.empty()) return true;
  if (base::parse_date(node.text)->first > base::parse_date(node.upper)->last) {
    std::swap(node.text, node.upper);
    diagnostics.add(piece.begin, piece.end(), quoted(piece.raw) + " ends before it begins; its ends are exchanged");
  }
  return true;
}

// The value of an attribute: one, or a range.
std::optional<Node> read_value(Piece piece, Prefix prefix, Diagnostics& diagnostics) {
  const bool date = prefix.name->kind == NameKind::kDate;
  const std::size_t dots = piece.raw.find("..");
  Node node = make_leaf(date ? Kind::kRange : Kind::kFilter, piece, prefix);
  if (dots != std::string_view::npos && (date || piece.raw.size() > 2)) {
    node.kind = Kind::kRange;
    node.text = plain_text(piece.raw.substr(0, dots));
    node.upper = plain_text(piece.raw.substr(dots + 2));
  } else if (date) {
    node.upper = node.text;
  }
  if (date && !settle_dates(node, piece, diagnostics)) return std::nullopt;
  if (node.kind == Kind::kFilter && find_operator(piece.raw, '*') != std::string_view::npos) {
    diagnostics.add(piece.begin, piece.end(),
                    "A filter compares whole values; the star in " + quoted(piece.raw) + " is part of the value");
  }
  return node;
}

bool is_attribute(Prefix prefix) { return prefix.name != nullptr && prefix.name->kind != NameKind::kTextField; }

// Where the text after `most_words` words ends; the whole size when there are not more.
std::size_t end_of_words(std::string_view raw, std::size_t most_words) {
  std::size_t words = 0;
  bool inside = false;
  std::size_t last_end = 0;
  for (std::size_t at = 0; at < raw.size();) {
    const Character character = decode(raw, at);
    const bool space = is_space(character.code);
    if (!space && !inside && ++words > most_words) return last_end;
    at += character.length;
    if (!space) last_end = at;
    inside = !space;
  }
  return raw.size();
}

}  // namespace

void doubt_name(Piece run, std::size_t colon, bool goes_on, const NameTable& names, Diagnostics& diagnostics) {
  if (diagnostics.full()) return;
  const std::string_view name = run.raw.substr(0, colon);
  const std::string_view rest = run.raw.substr(colon + 1);
  const auto fits_name = [](char c) { return c < 0 || c == '_' || is_ascii_letter(c); };
  if (!std::all_of(name.begin(), name.end(), fits_name) || count_word_characters(name, 2) < 2) return;
  const Name* const nearest = names.nearest(name);
  const bool letters = rest.empty() ? goes_on : fits_name(rest.front()) || rest.front() == '=';
  const bool digits = !rest.empty() && is_digit(rest.front());
  if (!letters && !(digits && nearest != nullptr)) return;
  const std::string hint = nearest != nullptr ? ", perhaps " + std::string(nearest->text) + ": was meant" : "";
  diagnostics.add(run.begin, run.begin + colon + 1,
                  quoted(name) + " is no field of this index and is read as a word" + hint);
}

Boosted take_boost(Piece piece, Diagnostics& diagnostics) {
  const std::size_t caret = piece.raw.rfind('^');
  if (caret == std::string_view::npos || is_escaped(piece.raw, caret)) return {piece, std::nullopt};
  const std::string_view typed = piece.raw.substr(caret + 1);
  const std::optional<float> number = read_number(typed);
  if (!number) {
    if (looks_like_number(typed)) {
      diagnostics.add(piece.begin + caret, piece.end(),
                      quoted(piece.raw.substr(caret)) + " is not a boost; write word^2 or word^0.5");
    }
    return {piece, std::nullopt};
  }
  const float boost = std::clamp(*number, kLeastBoost, kMostBoost);
  if (boost != *number) {
    diagnostics.add(piece.begin + caret, piece.end(), "A boost is between 0.01 and 100; the nearest is used");
  }
  return {{piece.raw.substr(0, caret), piece.begin}, boost};
}

std::optional<Node> read_run(Piece piece, Prefix prefix, Diagnostics& diagnostics) {
  const Boosted boosted = take_boost(piece, diagnostics);
  const Piece core = boosted.piece.raw.empty() ? piece : boosted.piece;
  if (core.raw == "*" && prefix.name == nullptr && !prefix.exact) {
    Node all = make_leaf(Kind::kAll, core, prefix);
    all.text.clear();
    return all;
  }
  if (is_attribute(prefix)) {
    if (boosted.boost) diagnostics.add(core.end(), piece.end(), "A filter has no score; its boost is ignored");
    return read_value(core, prefix, diagnostics);
  }
  if (count_word_characters(core.raw, 1) == 0) return std::nullopt;
  Node node = read_text(core, prefix, diagnostics);
  node.end = piece.end();
  if (core.raw.size() < piece.raw.size()) node.boost = *boosted.boost;
  return node;
}

std::optional<Node> read_phrase(Piece inner, Prefix prefix, std::size_t most_words, Diagnostics& diagnostics) {
  if (inner.raw.empty()) return std::nullopt;
  if (is_attribute(prefix)) return read_value(inner, prefix, diagnostics);
  if (count_word_characters(inner.raw, 1) == 0) return std::nullopt;
  if (prefix.exact) {
    diagnostics.add(inner.begin, inner.end(), "After = stands one word; the phrase is searched in all its forms");
  }
  const std::size_t length = end_of_words(inner.raw, most_words);
  if (length < inner.raw.size()) {
    diagnostics.add(inner.begin + length, inner.end(),
                    "A phrase holds at most " + std::to_string(most_words) + " words; the rest is left out");
  }
  return make_leaf(Kind::kPhrase, {inner.raw.substr(0, length), inner.begin}, prefix);
}

Node plain_words(Piece piece) { return make_leaf(Kind::kWords, piece, {}); }

}  // namespace svitok::query
