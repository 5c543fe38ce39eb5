#include "postings/words_file.h"

#include <algorithm>
#include <cassert>
#include <span>
#include <string>

#include "postings/cursor.h"

namespace svitok::postings {

namespace {

bool by_key_and_code(const FormInfo& a, const FormInfo& b) { return a.key != b.key ? a.key < b.key : a.code < b.code; }

DictionaryPlace place_in(const base::CheckedFile& file) {
  if (file.size() < sizeof(DictionaryPlace)) file.throw_corrupt("it has no trailer");
  return base::load_fixed<DictionaryPlace>(
      file.read(file.size() - sizeof(DictionaryPlace), sizeof(DictionaryPlace)).data());
}

// How many documents of a key have each of `forms`, which ascend by code.
std::vector<std::uint32_t> count_documents(const PostingsFile& text, const TermInfo& key,
                                           std::span<const FormInfo> forms) {
  std::vector<std::uint32_t> counts(forms.size());
  const auto count = [&](std::uint32_t code, std::uint32_t documents) {
    const auto form = std::ranges::lower_bound(forms, code, {}, &FormInfo::code);
    if (form != forms.end() && form->code == code) counts[static_cast<std::size_t>(form - forms.begin())] += documents;
  };
  if (key.forms == 1) {
    count(0, key.documents);
    return counts;
  }
  for (Cursor cursor = text.cursor(key); cursor.doc() != kEnd; cursor.leave_block()) {
    cursor.forms().visit_all(cursor.freqs_of_block(),
                             [&](std::uint32_t /*i*/, std::uint32_t code, std::uint32_t /*freq*/) { count(code, 1); });
  }
  return counts;
}

}  // namespace

WordsFile::WordsFile(const std::filesystem::path& path)
    : file_(path, kWordsKind, kWordsVersion),
      dictionary_(file_, place_in(file_), file_.size() - sizeof(DictionaryPlace)) {}

std::optional<FormInfo> WordsFile::find(std::string_view surface) const {
  return find_term<FormInfo>(dictionary_, surface);
}

void WordsFile::verify(const PostingsFile& text) const {
  file_.verify();
  std::vector<FormInfo> forms;
  std::string last;
  for (Terms<FormInfo> all = forms_with_prefix(""); all.next(); forms.push_back(all.info())) {
    if (!forms.empty() && all.code() <= last) file_.throw_corrupt("its words are out of order");
    last = all.code();
  }
  if (forms.size() != dictionary_.terms()) file_.throw_corrupt("its words do not add up");
  std::sort(forms.begin(), forms.end(), by_key_and_code);
  TermInfos<TermInfo> keys = text.term_infos();
  for (std::size_t first = 0, end = 0; first < forms.size(); first = end) {
    while (end < forms.size() && forms[end].key == forms[first].key) ++end;
    if (!keys.move_to(forms[first].key)) file_.throw_corrupt("a word has a key that is not there");
    const auto of_key = std::span<const FormInfo>(forms).subspan(first, end - first);
    const std::vector<std::uint32_t> counts = count_documents(text, keys.info(), of_key);
    // A code that two words have is found at the first only, so the second has no documents.
    if (!std::ranges::equal(of_key, counts, {}, &FormInfo::documents) || std::ranges::count(counts, 0U) != 0)
      file_.throw_corrupt("a word contradicts the postings of its key");
  }
}

void KeyForms::add(const FormInfo& form) {
  ++count_;
  documents_ += std::min(form.documents, key_.documents - documents_);
  if (form.code < 63) {
    low_ |= std::uint64_t{1} << (form.code + 1);
  } else {
    high_.push_back(form.code + 1);
  }
}

std::vector<KeyForms> group_by_key(std::vector<FormInfo> forms, const PostingsFile& text) {
  std::sort(forms.begin(), forms.end(), by_key_and_code);
  std::vector<KeyForms> groups;
  std::size_t different = 0;
  for (std::size_t i = 0; i < forms.size(); ++i) different += i == 0 || forms[i].key != forms[i - 1].key ? 1U : 0U;
  groups.reserve(different);
  TermInfos<TermInfo> keys = text.term_infos();
  for (std::size_t i = 0; i < forms.size(); ++i) {
    if (i == 0 || forms[i].key != forms[i - 1].key) {
      if (!keys.move_to(forms[i].key)) text.file().throw_corrupt("it lacks a key that words have");
      groups.emplace_back(keys.info());
    }
    groups.back().add(forms[i]);
  }
  return groups;
}

}  // namespace svitok::postings
