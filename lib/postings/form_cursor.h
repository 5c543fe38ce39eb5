// Walks the documents that have some forms of a key, with the frequency of those forms alone.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "postings/cursor.h"
#include "postings/postings_file.h"
#include "postings/words_file.h"

namespace svitok::postings {

/// Borrows the file and the forms; one thread. All members may throw CorruptionError when the file is damaged.
class FormCursor {
 public:
  FormCursor(const PostingsFile& text, const KeyForms& forms) : cursor_(text.cursor(forms.key())), forms_(&forms) {}

  /// No document that has the forms stands before this one; kEnd past the last.
  [[nodiscard]] std::uint32_t doc() const noexcept { return cursor_.doc(); }
  /// Moves on to `target`; never backwards.
  void skip_to(std::uint32_t target) { cursor_.skip_to(target); }

  /// Calls visit(doc, freq) for every document that has any of the forms, from the present one up to but without
  /// `limit`, and moves there.
  template <typename Visit>
  void visit_below(std::uint32_t limit, Visit visit) {
    if (forms_->all()) return cursor_.visit_below(limit, visit);
    cursor_.visit_runs_below(limit, [&](std::span<const std::uint32_t> docs, const std::uint32_t* /*of_key*/) {
      if (cursor_.block() != block_) load_block();
      const std::uint32_t* const freqs = freqs_ + cursor_.index();
      for (std::size_t i = 0; i < docs.size(); ++i) {
        if (freqs[i] != 0) visit(docs[i], freqs[i]);
      }
    });
  }

 private:
  void load_block() {
    block_ = cursor_.block();
    FormsReader forms = cursor_.forms();
    const std::uint32_t* const of_key = cursor_.freqs_of_block();
    const std::uint32_t* const ones = forms.ones();
    for (std::size_t i = 0; i < kBlock; ++i) freqs_[i] = forms_->has_one(ones[i]) ? of_key[i] : 0;
    forms.visit_several(of_key, [this](std::uint32_t index, std::uint32_t code, std::uint32_t freq) {
      freqs_[index] += forms_->has(code) ? freq : 0;
    });
  }

  Cursor cursor_;
  const KeyForms* forms_;
  std::uint32_t block_ = UINT32_MAX;  // The block that freqs_ has.
  std::uint32_t freqs_[kBlock];       // Of the forms alone; 0 where there are none.
};

/// The same for a key with fewer than kBlock documents, all of them at once and without the cost of a cursor.
template <typename Visit>
void visit_short_list(const PostingsFile& text, const KeyForms& forms, Visit visit) {
  std::uint32_t docs[kBlock];
  std::uint32_t freqs[kBlock];
  const std::uint32_t size = forms.key().documents;
  const std::string_view behind = read_short_list(text.file(), forms.key(), text.documents(), docs, freqs);
  if (forms.all()) {
    for (std::uint32_t i = 0; i < size; ++i) visit(docs[i], freqs[i]);
    return;
  }
  FormsReader(text.file(), behind, size, forms.key().forms)
      .visit_all(freqs, [&](std::uint32_t i, std::uint32_t code, std::uint32_t freq) {
        if (forms.has(code)) visit(docs[i], freq);
      });
}

}  // namespace svitok::postings
