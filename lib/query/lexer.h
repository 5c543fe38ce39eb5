// A typed query cut into tokens: runs of non-space characters, phrases, parentheses, operators. Pure; thread-safe.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "query/diagnostics.h"

namespace svitok::query {

enum class TokenKind : unsigned char { kRun, kPhrase, kOpen, kClose, kAnd, kOr, kNot, kNear };

struct Token {
  TokenKind kind = TokenKind::kRun;
  bool fresh = false;  ///< At the start, or after white space or '(': here a sign may stand.
  std::size_t begin = 0;
  std::size_t end = 0;
  std::size_t inner_begin = 0;  ///< kPhrase: what the quotation marks hold, without white space at its ends.
  std::size_t inner_end = 0;
  std::size_t distance = 0;  ///< kNear: the number typed, 0 when none was.
};

/// Cuts `text` into tokens. The parentheses come out balanced and nested no deeper than `depth`; runs that hold nothing
/// to search for (a lone dash) are left out. Linear in the size of `text`.
[[nodiscard]] std::vector<Token> tokenize(std::string_view text, std::size_t depth, Diagnostics& diagnostics);

}  // namespace svitok::query
