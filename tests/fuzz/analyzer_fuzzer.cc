// Any bytes: tokens keep their places and positions, and an emptied cache changes nothing.
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "text/analyzer.h"

namespace svitok::text {
namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

struct Seen {
  std::uint32_t begin;
  std::uint32_t end;
  std::uint32_t position;
  bool extra;
  std::string surface;
  bool operator==(const Seen&) const = default;
};

std::vector<Seen> tokens_of(std::string_view text, Analyzer& analyzer) {
  std::vector<Seen> tokens;
  std::uint32_t next = 0;
  analyzer.start(text);
  for (auto batch = analyzer.next(); !batch.empty(); batch = analyzer.next()) {
    for (const Token& token : batch) {
      require(token.begin < token.end && token.end <= text.size());
      require(token.extra ? token.position + 1 == next : token.position == next++);
      require(!token.word->surface().empty() && token.word->key_count() >= 1 && token.word->key_count() <= 8);
      for (const std::string_view key : token.word->keys()) require(!key.empty() && key.size() <= 240);
      tokens.push_back({token.begin, token.end, token.position, token.extra, std::string(token.word->surface())});
    }
  }
  return tokens;
}

}  // namespace
}  // namespace svitok::text

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  // One remembers all texts before, the other next to nothing.
  static svitok::text::Analyzer remembering(
      {.cache_bytes = std::size_t{1} << 20U, .word_bytes = std::size_t{8} << 20U});
  static svitok::text::Analyzer forgetful({.cache_bytes = 0, .word_bytes = 1});
  svitok::text::require(svitok::text::tokens_of(text, remembering) == svitok::text::tokens_of(text, forgetful));
  const std::string normal = svitok::text::normalize(text);
  svitok::text::require(svitok::text::guess_language(normal).size() <= 2);
  return 0;
}
