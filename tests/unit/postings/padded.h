// A copy of a stream of bits with the bytes behind it that BitReader asks for and no others, on the heap, so that a
// sanitizer sees what is read behind them.
#pragma once

#include <string_view>
#include <vector>

#include "postings/bits.h"

namespace svitok::postings {

class Padded {
 public:
  explicit Padded(std::string_view bytes) : bytes_(bytes.begin(), bytes.end()) {
    bytes_.resize(bytes.size() + kBitsPadding, '\x5A');
  }
  [[nodiscard]] std::string_view view() const { return {bytes_.data(), bytes_.size() - kBitsPadding}; }

 private:
  std::vector<char> bytes_;
};

}  // namespace svitok::postings
