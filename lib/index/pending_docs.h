// What is known of the documents of a segment in the making besides their texts, until their order is known.
//
// Documents of a segment stand in the order of their keys: keys mostly are paths or addresses, so what has to do with
// each other stands together, lists of documents become shorter to write and blocks of them more alike to score
// (Silvestri, "Sorting out the document identifier assignment problem", ECIR 2007).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "matcher/docs_file.h"

namespace svitok::index {

/// Not thread-safe.
class PendingDocs {
 public:
  /// The entry's digest is left out: it is made of the key again.
  void add(std::string_view key, const matcher::DocEntry& entry);
  /// The numbers of the documents, as they were added, by key. Those of one key stay in their order.
  [[nodiscard]] std::vector<std::uint32_t> order() const;
  void write(std::span<const std::uint32_t> order, matcher::DocsWriter& docs) const;
  /// Bytes held, and those that order() will need.
  [[nodiscard]] std::size_t memory() const noexcept;

 private:
  struct Keyed {
    std::string_view key;
    std::uint32_t doc;
    auto operator<=>(const Keyed&) const = default;
  };

  /// Where a document's bytes begin.
  struct Place {
    std::uint32_t chunk;
    std::uint32_t offset;
  };
  [[nodiscard]] std::string_view bytes_at(Place place) const {
    return std::string_view(chunks_[place.chunk]).substr(place.offset);
  }

  // Of each document its key and its entry. In chunks, so that growing copies nothing.
  std::vector<std::string> chunks_;
  std::size_t bytes_ = 0;  // In all of them.
  std::vector<Place> places_;
};

}  // namespace svitok::index
