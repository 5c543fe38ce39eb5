#include "postings/merge.h"

#include <algorithm>
#include <queue>
#include <span>
#include <string>

#include "postings/cursor.h"
#include "postings/postings_writer.h"

namespace svitok::postings {

namespace {

DocumentLengths merge_lengths(const std::vector<MergeInput>& inputs) {
  DocumentLengths merged;
  for (const MergeInput& input : inputs) {
    const DocumentLengths lengths = input.text->lengths();
    merged.fields = lengths.fields;
    for (std::uint32_t doc = 0; doc < lengths.documents(); ++doc) {
      if (input.new_numbers.at(doc) != kDropped) merged.append(lengths, doc);
    }
  }
  return merged;
}

/// Several dictionaries in step: each term once, in order, with those that have it.
template <typename Info>
class TermMerge {
 public:
  explicit TermMerge(std::vector<Terms<Info>> sources) : sources_(std::move(sources)) {
    for (std::size_t i = 0; i < sources_.size(); ++i) {
      if (sources_[i].next()) queue_.push(i);
    }
  }
  TermMerge(const TermMerge&) = delete;  // The queue looks into the sources.
  TermMerge& operator=(const TermMerge&) = delete;

  /// False at the end.
  bool next() {
    for (const std::size_t source : here_) {
      if (sources_[source].next()) queue_.push(source);
    }
    here_.clear();
    if (queue_.empty()) return false;
    code_ = sources_[queue_.top()].code();
    while (!queue_.empty() && sources_[queue_.top()].code() == code_) {
      here_.push_back(queue_.top());
      queue_.pop();
    }
    return true;
  }
  [[nodiscard]] std::string term() const { return sources_[here_.front()].term(); }
  /// Which of the sources have the term, ascending.
  [[nodiscard]] const std::vector<std::size_t>& here() const noexcept { return here_; }
  [[nodiscard]] const Terms<Info>& source(std::size_t number) const noexcept { return sources_[number]; }

 private:
  struct Later {
    const std::vector<Terms<Info>>* sources;
    bool operator()(std::size_t a, std::size_t b) const {
      const int order = (*sources)[a].code().compare((*sources)[b].code());
      return order != 0 ? order > 0 : a > b;
    }
  };

  std::vector<Terms<Info>> sources_;
  std::priority_queue<std::size_t, std::vector<std::size_t>, Later> queue_{Later{&sources_}};
  std::vector<std::size_t> here_;
  std::string code_;
};

TermMerge<FormInfo> merge_words(const std::vector<MergeInput>& inputs) {
  std::vector<Terms<FormInfo>> sources;
  for (const MergeInput& input : inputs) sources.push_back(input.words->forms_with_prefix(""));
  return TermMerge<FormInfo>(std::move(sources));
}

TermMerge<TermInfo> merge_keys(const std::vector<MergeInput>& inputs) {
  std::vector<Terms<TermInfo>> sources;
  for (const MergeInput& input : inputs) sources.push_back(input.text->terms_with_prefix(""));
  return TermMerge<TermInfo>(std::move(sources));
}

/// A form of an input: its code within its key there, and the number of the word in the result.
struct InputForm {
  std::uint32_t key;
  std::uint32_t code;
  std::uint32_t word;
};

/// Numbers the words of all inputs in order.
class WordNumbers {
 public:
  explicit WordNumbers(const std::vector<MergeInput>& inputs) : forms_(inputs.size()), taken_(inputs.size(), 0) {
    TermMerge<FormInfo> words = merge_words(inputs);
    for (; words.next(); ++size_) {
      for (const std::size_t input : words.here()) {
        const FormInfo& form = words.source(input).info();
        forms_[input].push_back({form.key, form.code, size_});
      }
    }
    for (std::vector<InputForm>& forms : forms_) {
      std::ranges::sort(forms, {}, [](const InputForm& form) { return std::pair(form.key, form.code); });
    }
  }

  [[nodiscard]] std::uint32_t size() const noexcept { return size_; }
  /// The forms of a key of an input, by code. Keys of an input are asked for in order.
  std::span<const InputForm> take(std::size_t input, std::uint64_t key) {
    const std::vector<InputForm>& forms = forms_[input];
    std::size_t& next = taken_[input];
    while (next < forms.size() && forms[next].key < key) ++next;
    const std::size_t first = next;
    while (next < forms.size() && forms[next].key == key) ++next;
    return std::span(forms).subspan(first, next - first);
  }

 private:
  std::vector<std::vector<InputForm>> forms_;
  std::vector<std::size_t> taken_;
  std::uint32_t size_ = 0;
};

/// Words that have a key as another than their first; they have one code together.
constexpr std::uint32_t kOthers = UINT32_MAX;

/// The forms of one key in the result, by code: those of the first input first, so that frequent ones keep small codes.
class MergedForms {
 public:
  void clear() { words_.clear(); }
  /// The code of a word (or kOthers), a new one if it has none.
  std::uint32_t code(std::uint32_t word) {
    const auto known = std::ranges::find(words_, word);
    const auto code = static_cast<std::uint32_t>(known - words_.begin());
    if (known == words_.end()) words_.push_back(word);
    return code;
  }
  [[nodiscard]] const std::vector<std::uint32_t>& words() const noexcept { return words_; }

 private:
  std::vector<std::uint32_t> words_;
};

/// One input's codes of a key in those of the result.
class CodeMap {
 public:
  CodeMap(std::span<const InputForm> forms, bool has_others, MergedForms& merged) : forms_(forms) {
    for (const InputForm& form : forms) codes_.push_back(merged.code(form.word));
    if (has_others) others_ = merged.code(kOthers);
  }
  [[nodiscard]] std::uint32_t operator()(std::uint32_t code) const {
    const auto form = std::ranges::lower_bound(forms_, code, {}, &InputForm::code);
    if (form == forms_.end() || form->code != code) return others_;
    return codes_[static_cast<std::size_t>(form - forms_.begin())];
  }

 private:
  std::span<const InputForm> forms_;
  std::vector<std::uint32_t> codes_;
  std::uint32_t others_ = 0;
};

/// Walks the forms of a term's documents along with a cursor.
class FormWalk {
 public:
  /// The forms of the present document; valid until the next call.
  std::span<const FormFreq> of(Cursor& cursor) {
    if (cursor.block() != block_) {
      block_ = cursor.block();
      forms_.clear();
      ends_.assign(kBlock, 0);
      cursor.forms().visit_all(cursor.freqs_of_block(),
                               [this](std::uint32_t index, std::uint32_t code, std::uint32_t freq) {
                                 forms_.push_back({code, freq});
                                 ends_[index] = forms_.size();
                               });
    }
    const std::size_t begin = cursor.index() == 0 ? 0 : ends_[cursor.index() - 1];
    return std::span(forms_).subspan(begin, ends_[cursor.index()] - begin);
  }

 private:
  std::uint32_t block_ = UINT32_MAX;
  std::vector<FormFreq> forms_;
  std::vector<std::size_t> ends_;  // By index.
};

class KeyMerge {
 public:
  KeyMerge(const std::vector<MergeInput>& inputs, const DocumentLengths& lengths, const std::filesystem::path& path)
      : inputs_(inputs), words_(inputs), infos_(words_.size()), writer_(path, lengths) {}

  base::FileSeal run(bool durable) {
    for (TermMerge<TermInfo> keys = merge_keys(inputs_); keys.next();) write_key(keys);
    return writer_.finish(durable);
  }
  /// Of the words in order, once run: those without documents are gone.
  [[nodiscard]] const std::vector<FormInfo>& infos() const noexcept { return infos_; }

 private:
  void write_key(const TermMerge<TermInfo>& keys) {
    merged_.clear();
    std::vector<CodeMap> maps;
    for (const std::size_t input : keys.here()) {
      const auto forms = words_.take(input, keys.source(input).number());
      maps.emplace_back(forms, forms.size() < keys.source(input).info().forms, merged_);
    }
    const std::uint32_t number = writer_.terms();
    const auto codes = static_cast<std::uint32_t>(merged_.words().size());
    documents_of_.assign(codes, 0);
    writer_.begin_term(keys.term(), codes);
    for (std::size_t i = 0; i < maps.size(); ++i) {
      const std::size_t input = keys.here()[i];
      append_documents(inputs_[input], keys.source(input).info(), maps[i]);
    }
    writer_.end_term();
    for (std::uint32_t code = 0; code < codes; ++code) {
      const std::uint32_t word = merged_.words()[code];
      if (word != kOthers) infos_[word] = {documents_of_[code], number, code};
    }
  }

  void append_documents(const MergeInput& input, const TermInfo& key, const CodeMap& codes) {
    FormWalk walk;
    for (Cursor cursor = input.text->cursor(key); cursor.doc() != kEnd; cursor.next()) {
      const std::uint32_t number = input.new_numbers.at(cursor.doc());
      if (number == kDropped) continue;
      const std::uint32_t freq = cursor.freq();
      cursor.positions(positions_);
      const auto count = static_cast<std::uint32_t>(positions_.size());
      forms_.clear();
      if (key.forms == 1) {
        forms_.push_back({codes(0), freq});
      } else {
        for (const FormFreq form : walk.of(cursor)) forms_.push_back({codes(form.code), form.freq});
      }
      for (const FormFreq form : forms_) ++documents_of_[form.code];
      const auto form_count = static_cast<std::uint32_t>(forms_.size());
      writer_.add({{&number, 1}, {&freq, 1}, {&count, 1}, positions_, {&form_count, 1}, forms_});
    }
  }

  const std::vector<MergeInput>& inputs_;
  WordNumbers words_;
  std::vector<FormInfo> infos_;
  PostingsWriter writer_;
  // Of the key being written.
  MergedForms merged_;
  std::vector<std::uint32_t> documents_of_;  // By code.
  // Of the document being written.
  std::vector<std::uint32_t> positions_;
  std::vector<FormFreq> forms_;
};

base::FileSeal write_words(const std::vector<MergeInput>& inputs, const std::vector<FormInfo>& infos,
                           const std::filesystem::path& path, bool durable) {
  WordsWriter writer(path);
  TermMerge<FormInfo> words = merge_words(inputs);
  for (const FormInfo& info : infos) {
    words.next();
    if (info.documents != 0) writer.add(words.term(), info);
  }
  return writer.finish(durable);
}

}  // namespace

std::pair<base::FileSeal, base::FileSeal> merge_postings(const std::vector<MergeInput>& inputs,
                                                         const std::filesystem::path& text_path,
                                                         const std::filesystem::path& words_path, bool durable) {
  const DocumentLengths lengths = merge_lengths(inputs);
  KeyMerge keys(inputs, lengths, text_path);
  const base::FileSeal text = keys.run(durable);
  return {text, write_words(inputs, keys.infos(), words_path, durable)};
}

}  // namespace svitok::postings
