// Any bytes as a line of JSON: a document or a DocumentError, nothing else.
#include <cstddef>
#include <cstdint>

#include "svitok/reader.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    (void)svitok::read_json_document({reinterpret_cast<const char*>(data), size});
  } catch (const svitok::DocumentError&) {
  }
  return 0;
}
