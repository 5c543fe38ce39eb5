#include "text/encoding.h"

#include <unicode/ucnv.h>

#include <memory>

namespace svitok::text {

namespace {

struct CloseConverter {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, CloseConverter>;

// ICU's longest names have 60 characters; a name from a stranger's page may have any length and any bytes.
Converter open_converter(std::string_view charset) {
  if (charset.empty() || charset.size() > 60 || charset.find('\0') != std::string_view::npos) return nullptr;
  UErrorCode status = U_ZERO_ERROR;
  Converter converter(ucnv_open(std::string(charset).c_str(), &status));
  return U_SUCCESS(status) ? std::move(converter) : nullptr;
}

}  // namespace

std::optional<std::string> to_utf8(std::string_view bytes, std::string_view charset) {
  const Converter from = open_converter(charset);
  const Converter to = open_converter("UTF-8");
  if (!from || !to) return std::nullopt;
  std::string text;
  text.reserve(bytes.size() + bytes.size() / 2);
  UChar pivot[4096];
  UChar* pivot_source = pivot;
  UChar* pivot_target = pivot;
  const char* source = bytes.data();
  const char* const source_end = source + bytes.size();
  char buffer[8192];
  UErrorCode status = U_BUFFER_OVERFLOW_ERROR;
  for (bool first = true; status == U_BUFFER_OVERFLOW_ERROR; first = false) {
    status = U_ZERO_ERROR;
    char* target = buffer;
    ucnv_convertEx(to.get(), from.get(), &target, buffer + sizeof buffer, &source, source_end, pivot, &pivot_source,
                   &pivot_target, pivot + 4096, static_cast<UBool>(first), true, &status);
    text.append(buffer, static_cast<std::size_t>(target - buffer));
  }
  if (U_FAILURE(status)) return std::nullopt;
  return text;
}

std::string canonical_charset(std::string_view name) {
  const Converter converter = open_converter(name);
  if (!converter) return {};
  UErrorCode status = U_ZERO_ERROR;
  const char* own = ucnv_getName(converter.get(), &status);
  const char* usual = ucnv_getStandardName(own, "MIME", &status);
  if (usual == nullptr || U_FAILURE(status)) {
    status = U_ZERO_ERROR;
    usual = ucnv_getStandardName(own, "IANA", &status);
  }
  std::string canonical(usual != nullptr && U_SUCCESS(status) ? std::string_view(usual) : name);
  for (char& c : canonical) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return canonical;
}

}  // namespace svitok::text
