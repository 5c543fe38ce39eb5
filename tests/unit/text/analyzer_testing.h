// What the analyser's tests share: tokens as values, and in a line of text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/analyzer.h"

namespace svitok::text {

/// A token that outlives the analyser's cache.
struct SeenToken {
  std::uint32_t begin;
  std::uint32_t end;
  std::uint32_t position;
  bool extra;
  std::string surface;
  std::vector<std::string> keys;
  bool operator==(const SeenToken&) const = default;
};

[[nodiscard]] std::vector<SeenToken> analyze(Analyzer& analyzer, std::string_view text);
[[nodiscard]] std::vector<SeenToken> analyze(std::string_view text);

/// Surfaces in order, an extra one with a tilde: "нью ~ньюйорк йорк".
[[nodiscard]] std::string line_of(const std::vector<SeenToken>& tokens);

/// Position, extra and keys of each token: what an index would hold.
[[nodiscard]] std::string keys_of(const std::vector<SeenToken>& tokens);

}  // namespace svitok::text
