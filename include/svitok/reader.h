// Documents out of files: plain text, Markdown, HTML, and lines of JSON.
//
// All functions here are safe to call from any number of threads at once.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "svitok/document.h"
#include "svitok/version.h"

namespace svitok {

struct ReadOptions {
  /// Larger inputs are refused with DocumentError. Bytes.
  std::size_t max_bytes = std::size_t{64} << 20U;
  /// Names of the fields and attributes that the readers fill.
  std::string title_field = "title";
  std::string text_field = "text";
};

/// What a file is, by its name and its first bytes.
enum class Format { kText, kMarkdown, kHtml };

/// A regular file's bytes and what decides whether it has changed.
struct FileBytes {
  std::string bytes;
  std::int64_t mtime_ns = 0;  ///< Nanoseconds since the epoch.
};

/// Reads a whole regular file without following a final symbolic link. Throws IoError (missing, unreadable),
/// DocumentError (not a regular file: FIFO, device, socket; larger than `max_bytes`; it changed while it was read).
[[nodiscard]] SVITOK_EXPORT FileBytes read_file(const std::filesystem::path& path, std::size_t max_bytes);

/// The format of a file by its extension (.md .markdown; .html .htm .xhtml; else text), and for an unknown extension by
/// its first bytes (<!doctype html, <html).
[[nodiscard]] SVITOK_EXPORT Format detect_format(const std::filesystem::path& path, std::string_view bytes);

/// Makes a document of a file's bytes: title, main text, "lang", "date", "type" (text, markdown, html) where they can
/// be told. The text is decoded to UTF-8: byte order mark, valid UTF-8, declared, detected, in that order; the encoding
/// is kept as attribute "encoding" when it is not UTF-8. Throws DocumentError with the reason for an empty file, for
/// binary data and for text that no encoding explains.
[[nodiscard]] SVITOK_EXPORT Document read_document(std::string key, std::string_view bytes, Format format,
                                                   const ReadOptions& options = {});

/// Makes a document of one JSON object: "id" (string or integer, required), "title", "text", optional "lang", "date",
/// "url"; further scalars become attributes, arrays of scalars repeated attributes. Throws DocumentError with the
/// reason and the byte offset. `line` must not contain more than one value.
[[nodiscard]] SVITOK_EXPORT Document read_json_document(std::string_view line, const ReadOptions& options = {});

}  // namespace svitok
