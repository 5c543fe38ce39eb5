// A document's texts and attributes as bytes, and a block's documents out of its raw bytes. The key is not among them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "store/store.h"

namespace svitok::store {

/// Bytes of what append_body() appends, at most.
[[nodiscard]] std::size_t body_size(const DocumentView& document);
void append_body(std::string& out, const DocumentView& document);

/// Fills in texts and attributes. False if `body` is not what append_body() wrote.
[[nodiscard]] bool decode_body(std::string_view body, StoredDocument& document);

/// The bodies of `count` documents in a raw block, each behind its length. False if they do not fill it exactly.
[[nodiscard]] bool split_block(std::string_view raw, std::uint32_t count, std::vector<std::string_view>& bodies);

}  // namespace svitok::store
