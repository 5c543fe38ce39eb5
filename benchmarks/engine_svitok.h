// Articles and questions in Svitok's terms, for programs that use its public headers themselves.
#pragma once

#include <string>

#include "collection.h"
#include "engine.h"
#include "svitok/document.h"
#include "svitok/searcher.h"

namespace svitok::bench {

[[nodiscard]] Document document_of(Article article);

[[nodiscard]] std::string query_text(const Ask& ask);

/// Keys and scores alone, as every engine here is asked.
[[nodiscard]] SearchOptions search_options(const Ask& ask, std::size_t limit);

}  // namespace svitok::bench
