// One place of a phrase: its documents, and where it stands in them. What PhraseScorer intersects and PhraseCounter
// compares.
#pragma once

#include <cstdint>
#include <vector>

#include "postings/cursor.h"
#include "postings/postings_file.h"

namespace svitok::matcher {

/// A term, or several of which any may stand there. Borrows the file; one thread.
class PhraseSlot {
 public:
  struct Term {
    const postings::PostingsFile* file = nullptr;
    postings::TermInfo info;
  };
  /// `terms`: one or more.
  PhraseSlot(const std::vector<Term>& terms, std::uint32_t offset);
  [[nodiscard]] std::size_t terms() const noexcept { return cursors_.size(); }
  /// Back to the first document.
  void restart();

  [[nodiscard]] std::uint32_t doc() const;
  void skip_to(std::uint32_t target) {
    for (auto& cursor : cursors_) cursor.skip_to(target);
  }
  /// Of the alternatives that stand in `doc`, summed; `places` gets the place of each.
  [[nodiscard]] std::uint32_t freq(std::uint32_t doc, postings::Place* places);
  /// The cursor, if there are no alternatives, else null.
  [[nodiscard]] postings::Cursor* only_cursor() { return cursors_.size() == 1 ? cursors_.data() : nullptr; }

  /// Where the slot stands in the phrase.
  [[nodiscard]] std::uint32_t offset() const noexcept { return offset_; }
  /// Calls visit(position) for those that the alternatives have at `places`; ascending for each alternative.
  template <typename Visit>
  void visit_positions(const postings::Place* places, Visit visit) {
    for (auto& cursor : position_cursors_) {
      const postings::Place& place = *places++;
      if (place.count != 0) cursor.visit(place, visit);
    }
  }
  /// Calls visit(Lanes) with the positions at `place`. REQUIRES: there are no alternatives.
  template <typename Visit>
  void visit_fours(const postings::Place& place, Visit visit) {
    position_cursors_.front().visit_fours(place, visit);
  }
  /// Fills positions(): those that the alternatives have at `places`, ascending.
  void load_positions(const postings::Place* places);
  [[nodiscard]] const std::vector<std::uint32_t>& positions() const noexcept { return positions_; }

  [[nodiscard]] std::uint32_t cost() const;
  /// decode_bound() summed over the alternatives.
  [[nodiscard]] float bound() const;
  [[nodiscard]] float bound(std::uint32_t first, std::uint32_t last);
  [[nodiscard]] std::uint32_t block_end(std::uint32_t doc);

 private:
  std::vector<postings::Cursor> cursors_;
  std::vector<postings::PositionCursor> position_cursors_;
  std::uint32_t offset_;
  std::vector<std::uint32_t> positions_;
};

}  // namespace svitok::matcher
