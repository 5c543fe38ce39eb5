#include "document/plain_text.h"

#include <algorithm>
#include <cctype>
#include <optional>
#include <vector>

#include "document/dates.h"
#include "document/utf8.h"

namespace svitok::document {

namespace {

constexpr std::size_t kTitleBytes = 200;
constexpr std::size_t kTitleLines = 50;  // A title further down is none.
constexpr std::size_t kDateLines = 10;
constexpr std::size_t kDatelines = 4;       // A date within a sentence counts only this far up,
constexpr std::size_t kDatelinePlace = 60;  // and after no more than the name of a place. Bytes.

// The first `limit` lines that are not blank, trimmed. Lines end with LF, CRLF or CR.
std::vector<std::string_view> first_lines(std::string_view text, std::size_t limit) {
  std::vector<std::string_view> lines;
  while (!text.empty() && lines.size() < limit) {
    const std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
    const std::string_view line = trim(text.substr(0, end));
    if (!line.empty()) lines.push_back(line);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

bool is_letter_or_digit(char32_t c) {
  if (c < 0x80) return std::isalnum(static_cast<int>(c)) != 0;
  return c >= 0xC0 && c != 0xD7 && c != 0xF7 && !(c >= 0x2000 && c < 0x2C00) && c != 0xFFFD;
}

bool has_letter(std::string_view line) {
  for (std::size_t position = 0; position < line.size();) {
    const CodePoint step = decode_at(line, position);
    const bool digit = step.value >= '0' && step.value <= '9';
    if (!digit && is_letter_or_digit(step.value)) return true;
    position += step.length;
  }
  return false;
}

// The pieces between blanks and separators, with bullets and the like off their ends.
std::vector<std::string_view> pieces_of(std::string_view line) {
  std::vector<std::string_view> pieces;
  std::size_t begin = 0;
  for (std::size_t position = 0; position <= line.size();) {
    const bool at_end = position == line.size();
    const CodePoint step = at_end ? CodePoint{' ', 1, true} : decode_at(line, position);
    const bool inside = is_letter_or_digit(step.value) || step.value == '-' || step.value == '_' || step.value == ':' ||
                        step.value == '/' || step.value == '.' || step.value == '@';
    if (!inside && position > begin) pieces.push_back(line.substr(begin, position - begin));
    position += step.length;
    if (!inside) begin = position;
  }
  return pieces;
}

// "en", "RU", "en-GB", "en-GB1" (a footnote's figure glued on), "Русский".
bool is_language(std::string_view piece) {
  static constexpr std::string_view kNames[] = {"English", "Russian", "Русский", "Английский",
                                                "Рус",     "Eng",     "Rus",     "Англ"};
  if (std::find(std::begin(kNames), std::end(kNames), piece) != std::end(kNames)) return true;
  while (!piece.empty() && std::isdigit(static_cast<unsigned char>(piece.back())) != 0) piece.remove_suffix(1);
  const auto is_alpha = [](char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; };
  const auto is_upper = [](char c) { return c >= 'A' && c <= 'Z'; };
  if (!std::all_of(piece.begin(), piece.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(2, piece.size())),
                   is_alpha))
    return false;
  if (piece.size() == 2)
    return piece == "en" || piece == "ru" || piece == "EN" || piece == "RU" || piece == "En" || piece == "Ru";
  return piece.size() == 5 && (piece[2] == '-' || piece[2] == '_') && is_upper(piece[3]) && is_upper(piece[4]);
}

bool is_link(std::string_view piece) {
  return piece.starts_with("http://") || piece.starts_with("https://") || piece.starts_with("www.");
}

// Only names of languages and addresses: the switch at the top of a page, not its title.
bool is_switch(std::string_view line) {
  if (line.size() > kTitleBytes) return is_link(line) && line.find(' ') == std::string_view::npos;
  const auto pieces = pieces_of(line);
  const bool starts_with_link = is_link(line) && line.find(' ') == std::string_view::npos;
  return starts_with_link || std::all_of(pieces.begin(), pieces.end(), [](std::string_view p) {
           return is_language(p) || is_link(p) || !has_letter(p);
         });
}

std::string cut_at_word(std::string_view line) {
  if (line.size() <= kTitleBytes) return std::string(line);
  std::string_view head = prefix_of(line, kTitleBytes);
  const std::size_t blank = head.find_last_of(" \t");
  if (blank != std::string_view::npos && blank >= kTitleBytes / 2) head = head.substr(0, blank);
  return std::string(trim(head));
}

// A date after no more than a place, and before the end of the line or a dash.
std::string date_of_dateline(std::string_view line) {
  const auto found = find_date(prefix_of(line, kTitleBytes));
  if (!found || found->begin > kDatelinePlace) return {};
  const std::string_view after = trim(line.substr(found->end));
  const bool closed = after.empty() || after.starts_with("-") || after.starts_with("–") || after.starts_with("—") ||
                      after.starts_with("|") || after.starts_with(")");
  return closed ? found->iso : std::string();
}

}  // namespace

std::string title_of(std::string_view text) {
  for (const std::string_view line : first_lines(text, kTitleLines)) {
    if (has_letter(prefix_of(line, kTitleBytes)) && !is_date_line(line) && !is_switch(line)) return cut_at_word(line);
  }
  return {};
}

std::string date_of(std::string_view text) {
  const auto lines = first_lines(text, kDateLines);
  for (const std::string_view line : lines) {
    if (is_date_line(line)) return find_date(line)->iso;
  }
  for (std::size_t i = 0; i < std::min(lines.size(), kDatelines); ++i) {
    if (std::string date = date_of_dateline(lines[i]); !date.empty()) return date;
  }
  return {};
}

Content read_plain_text(std::string_view text) {
  return {.title = title_of(text), .text = std::string(text), .date = date_of(text), .lang = {}, .url = {}};
}

}  // namespace svitok::document
