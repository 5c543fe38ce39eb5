// Small random bilingual documents: words in several forms, numbers, compounds, empty fields, repeated values.
#pragma once

#include <random>
#include <string>
#include <vector>

#include "query.h"
#include "svitok/document.h"
#include "svitok/schema.h"

namespace svitok::reference {

/// The seed of this run: $SVITOK_TEST_SEED, or a new one; printed.
[[nodiscard]] std::uint32_t seed_of_this_run();
/// $SVITOK_TEST_ROUNDS, or `usual`.
[[nodiscard]] int rounds_of_this_run(int usual);

/// One to three fields with weights, whole and fractional.
[[nodiscard]] Fields random_fields(std::mt19937& random);

/// `words`: about how many words its longest field has.
[[nodiscard]] Document random_document(const std::string& key, const Fields& fields, std::size_t words,
                                       std::mt19937& random);

/// What may be asked of such documents.
[[nodiscard]] QueryParts query_parts(const Fields& fields);

}  // namespace svitok::reference
