// Text for measurements that want no corpus.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace svitok::bench {

/// Words of Latin and of Cyrillic letters by Zipf's law; the same text every time.
[[nodiscard]] std::string made_up_text(std::size_t bytes);

/// The text in pieces of about `size` bytes, cut at blanks.
[[nodiscard]] std::vector<std::string_view> cut(std::string_view text, std::size_t size);

}  // namespace svitok::bench
