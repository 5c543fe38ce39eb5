// Any bytes as a file: a document or a DocumentError, nothing else.
#include <cstddef>
#include <cstdint>

#include "svitok/reader.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    (void)svitok::read_document("key", {reinterpret_cast<const char*>(data), size}, svitok::Format::kMarkdown);
  } catch (const svitok::DocumentError&) {
  }
  return 0;
}
