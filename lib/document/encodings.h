// A file's bytes to UTF-8: byte order mark, valid UTF-8, declared, detected, in that order. Thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace svitok::document {

struct Decoded {
  std::string_view text;  ///< UTF-8: the bytes themselves, or `storage`.
  std::string encoding;   ///< "windows-1251", ...; empty for UTF-8.
  std::string storage;

  Decoded() = default;
  Decoded(const Decoded&) = delete;  // `text` may point into `storage`.
  Decoded& operator=(const Decoded&) = delete;
};

/// `declared` is what the file says of itself; may be empty or nonsense. `bytes` must outlive the result. Throws
/// DocumentError when the bytes are empty, binary, or no text in any encoding.
void decode(std::string_view bytes, std::string_view declared, Decoded& decoded);

}  // namespace svitok::document
