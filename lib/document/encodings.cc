// What is UTF-8 and what is not. A text that is almost all UTF-8 with a few bad bytes is a damaged UTF-8 file, and no
// legacy encoding may claim it: windows-1251 would "explain" it with every Russian letter as two wrong ones. Everything
// else that is not valid UTF-8 must be explained by a declared or detected encoding whose text is plausible.
#include "document/encodings.h"

#include <uchardet/uchardet.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <memory>
#include <utility>
#include <vector>

#include "document/plausibility.h"
#include "document/utf8.h"
#include "svitok/error.h"
#include "text/encoding.h"

namespace svitok::document {

namespace {

// What the detector is shown, from the first byte that is not UTF-8 on: enough for a certain answer, and little enough,
// since it reads some 5 MB a second.
constexpr std::size_t kDetectionWindow = std::size_t{16} << 10U;
constexpr std::size_t kDetectionLead = 256;  // And a little before it.

struct Mark {
  std::string_view bytes;
  std::string_view charset;
};
using namespace std::string_view_literals;
// The longer first: UTF-32LE begins with the mark of UTF-16LE.
constexpr Mark kByteOrderMarks[] = {{"\xEF\xBB\xBF"sv, ""sv},
                                    {"\xFF\xFE\0\0"sv, "utf-32le"sv},
                                    {"\0\0\xFE\xFF"sv, "utf-32be"sv},
                                    {"\xFF\xFE"sv, "utf-16le"sv},
                                    {"\xFE\xFF"sv, "utf-16be"sv}};

const Mark* find_mark(std::string_view bytes) {
  const auto* found = std::find_if(std::begin(kByteOrderMarks), std::end(kByteOrderMarks),
                                   [&](const Mark& mark) { return bytes.starts_with(mark.bytes); });
  return found == std::end(kByteOrderMarks) ? nullptr : found;
}

bool is_control(unsigned char byte) {
  return byte == 0x7F || (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r' && byte != '\f' && byte != '\v' &&
                          byte != 0x1B && byte != 0x1A && byte != '\b');
}

void refuse_binary(std::string_view bytes) {
  const std::size_t nul = bytes.find('\0');
  if (nul != std::string_view::npos) {
    throw DocumentError({}, "looks like binary data (NUL byte at offset " + std::to_string(nul) + ")");
  }
  const auto controls = static_cast<std::size_t>(
      std::count_if(bytes.begin(), bytes.end(), [](char c) { return is_control(static_cast<unsigned char>(c)); }));
  if (controls * 50 > bytes.size()) {
    throw DocumentError({}, "looks like binary data (" + std::to_string(controls) + " control characters in " +
                                std::to_string(bytes.size()) + " bytes)");
  }
}

[[noreturn]] void refuse_encoding(std::string_view bytes, const Utf8Census& census) {
  char reason[128];
  std::snprintf(reason, sizeof reason,
                "is not valid UTF-8 (byte 0x%02X at offset %zu) and no other encoding explains it",
                static_cast<unsigned>(static_cast<unsigned char>(bytes[census.first_invalid])), census.first_invalid);
  throw DocumentError({}, reason);
}

struct DeleteDetector {
  void operator()(uchardet_t detector) const { uchardet_delete(detector); }
};

std::string detect_charset(std::string_view bytes, std::size_t first_invalid) {
  const std::unique_ptr<uchardet, DeleteDetector> detector(uchardet_new());
  const std::string_view window =
      bytes.substr(first_invalid - std::min(first_invalid, kDetectionLead), kDetectionWindow);
  if (uchardet_handle_data(detector.get(), window.data(), window.size()) != 0) return {};
  uchardet_data_end(detector.get());
  return uchardet_get_charset(detector.get());
}

// What a name means in practice. uchardet says MAC-CYRILLIC for short windows-1251 texts; files and pages that call
// themselves Latin-1 or ASCII are windows-1252 (so the WHATWG Encoding Standard has it).
std::string charset_meant_by(std::string_view name) {
  std::string canonical = text::canonical_charset(name);
  if (canonical.find("mac-cyrillic") != std::string::npos || canonical == "x-mac-cyrillic") return "windows-1251";
  if (canonical == "iso-8859-1" || canonical == "us-ascii") return "windows-1252";
  return canonical;
}

bool try_charset(std::string_view bytes, std::string_view charset, Decoded& decoded) {
  if (charset.empty() || charset.starts_with("utf-")) return false;
  auto utf8 = text::to_utf8(bytes, charset);
  if (!utf8 || !is_plausible(*utf8)) return false;
  decoded.storage = *std::move(utf8);
  decoded.text = decoded.storage;
  decoded.encoding = charset;
  return true;
}

// A byte order mark of UTF-16 or UTF-32 is believed when the text holds together: whole units, no lone surrogates, and
// not nothing but rare characters (two random bytes can be a mark; what follows them then is no text).
void decode_marked(std::string_view bytes, const Mark& mark, Decoded& decoded) {
  auto utf8 = text::to_utf8(bytes.substr(mark.bytes.size()), mark.charset);
  if (!utf8 || utf8->find("\uFFFD") != std::string::npos) refuse_encoding(bytes, take_census(bytes));
  const bool has_ascii =
      std::any_of(utf8->begin(), utf8->end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (!has_ascii && !is_plausible(*utf8)) refuse_encoding(bytes, take_census(bytes));
  decoded.storage = *std::move(utf8);
  decoded.text = decoded.storage;
  decoded.encoding = mark.charset;
  refuse_binary(decoded.text);
}

}  // namespace

void decode(std::string_view bytes, std::string_view declared, Decoded& decoded) {
  if (trim(bytes).empty()) throw DocumentError({}, "is empty");
  const Mark* mark = find_mark(bytes);
  if (mark != nullptr && !mark->charset.empty()) return decode_marked(bytes, *mark, decoded);
  refuse_binary(bytes);
  decoded.text = bytes.substr(mark == nullptr ? 0 : mark->bytes.size());
  if (is_valid_utf8(decoded.text)) return;
  const Utf8Census census = take_census(bytes);
  const bool is_damaged_utf8 = mark != nullptr || census.multibyte >= 4 * census.invalid;
  if (!is_damaged_utf8) {
    if (try_charset(bytes, charset_meant_by(declared), decoded)) return;
    if (try_charset(bytes, charset_meant_by(detect_charset(bytes, census.first_invalid)), decoded)) return;
    if (try_charset(bytes, "windows-1252", decoded)) return;
  }
  refuse_encoding(bytes, census);
}

}  // namespace svitok::document
