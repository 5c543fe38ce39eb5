// Field lengths. A document's weighted length decides how much a term in it counts (BM25F); it is kept as one byte, and
// its fields' first positions are kept exactly, because `title:word` and phrases need them.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace svitok::postings {

/// A length as a byte, with 4 bits of mantissa: exact below 32, at most 6.25 % short above. Monotone.
[[nodiscard]] std::uint8_t encode_length(std::uint64_t length) noexcept;
/// The length that a byte stands for; decode(encode(decode(c))) == decode(c).
[[nodiscard]] std::uint32_t decode_length(std::uint8_t code) noexcept;

/// Positions of two fields, or of two values of a field, are this far apart, so that no phrase and no NEAR spans them.
inline constexpr std::uint32_t kPositionGap = 64;

/// Lengths and field boundaries of the documents of one segment, as its builder collects them.
struct DocumentLengths {
  std::uint32_t fields = 1;                 ///< Text fields of the schema.
  std::vector<std::uint8_t> codes;          ///< One a document.
  std::vector<std::uint32_t> field_starts;  ///< (fields - 1) a document: the first position of field 1, 2, ...

  [[nodiscard]] std::uint32_t documents() const noexcept { return static_cast<std::uint32_t>(codes.size()); }
  /// Appends document `doc` of `other`, which has as many fields.
  void append(const DocumentLengths& other, std::uint32_t doc) {
    codes.push_back(other.codes[doc]);
    const auto starts = other.field_starts.begin() + static_cast<std::ptrdiff_t>(std::size_t{doc} * (fields - 1));
    field_starts.insert(field_starts.end(), starts, starts + static_cast<std::ptrdiff_t>(fields - 1));
  }
};

}  // namespace svitok::postings
