#include "text/morphology.h"

#include <algorithm>
#include <optional>

#include "text/dictionary_folder.h"
#include "text/dictionary_reader.h"
#include "text/surname_rules.h"

namespace svitok::text {

namespace {

constexpr const char* kRussianFile = "russian.lemmas";
/// Made by the person who runs script/opencorpora-dictionary; if it is there, it stands in for the one above.
constexpr const char* kOpenCorporaFile = "russian-opencorpora.lemmas";
constexpr const char* kEnglishFile = "english.lemmas";

/// Below this an ending says too little.
constexpr std::size_t kLeastGuessedBytes = 8;

void append_new(std::vector<std::string>& lemmas, const std::vector<std::string>& more) {
  for (const std::string& lemma : more)
    if (std::find(lemmas.begin(), lemmas.end(), lemma) == lemmas.end()) lemmas.push_back(lemma);
}

}  // namespace

struct Morphology::Impl {
  /// Takes each dictionary from the first folder that has it.
  explicit Impl(const std::vector<std::filesystem::path>& folders) {
    if (!open(folders, kOpenCorporaFile, Alphabet::kRussian, russian) &&
        !open(folders, kRussianFile, Alphabet::kRussian, russian)) {
      report_missing("Russian", kRussianFile, "hunspell-ru and link-grammar-dictionaries-all", folders);
    }
    if (!open(folders, kEnglishFile, Alphabet::kLatin, english))
      report_missing("English", kEnglishFile, "wordnet-base", folders);
  }

  static bool open(const std::vector<std::filesystem::path>& folders, const char* file, Alphabet alphabet,
                   std::optional<Dictionary>& to) {
    for (const std::filesystem::path& folder : folders) {
      std::error_code ignored;
      if (!std::filesystem::exists(folder / file, ignored)) continue;
      to.emplace(folder / file, alphabet);
      return true;
    }
    return false;
  }

  void report_missing(const std::string& language, const char* file, const std::string& packages,
                      const std::vector<std::filesystem::path>& folders) {
    std::string sentence = "The " + language + " dictionary (" + file + ") was not found in";
    for (const std::filesystem::path& folder : folders)
      sentence += (&folder == &folders.front() ? " " : ", ") + folder.string();
    sentence +=
        ": set SVITOK_DATA to the folder that holds it, or build Svitok with SVITOK_DICTIONARIES=ON, which needs "
        "the Debian packages " +
        packages + ".";
    missing.push_back(std::move(sentence));
  }

  /// Of a word without hyphens.
  [[nodiscard]] Lemmas russian_word(std::string_view word) const {
    Lemmas found;
    if (russian) found.lemmas = russian->find(word);
    found.in_dictionary = !found.lemmas.empty();
    if (!found.in_dictionary) found.lemmas = outside_dictionary(word);
    return found;
  }

  [[nodiscard]] std::vector<std::string> outside_dictionary(std::string_view word) const {
    if (std::string name = name_lemma(word); !name.empty()) {
      std::vector<std::string> lemmas{name};
      // Грибова: the form Грибов of that name is in the dictionary, as mushrooms. So the forms meet there.
      if (russian) append_new(lemmas, russian->find(name));
      // And it may be no name: айфонов, фейковым.
      append_new(lemmas, guess(word));
      return lemmas;
    }
    return guess(word);
  }

  [[nodiscard]] std::vector<std::string> guess(std::string_view word) const {
    return russian && word.size() >= kLeastGuessedBytes ? russian->guess(word) : std::vector<std::string>{};
  }

  std::optional<Dictionary> russian;
  std::optional<Dictionary> english;
  std::vector<std::string> missing;
};

const Morphology& Morphology::shared() {
  static const Morphology instance(std::make_unique<Impl>(dictionary_folders()));
  return instance;
}

Morphology::Morphology(const std::filesystem::path& folder)
    : impl_(std::make_unique<Impl>(std::vector<std::filesystem::path>{folder})) {}
Morphology::Morphology(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Morphology::~Morphology() = default;

Lemmas Morphology::russian(std::string_view word) const {
  const std::size_t hyphen = word.find('-');
  if (hyphen == std::string_view::npos) return impl_->russian_word(word);
  if (impl_->russian) {
    if (Lemmas whole{impl_->russian->find(word), true}; !whole.lemmas.empty()) return whole;
  }
  return {};
}

Lemmas Morphology::english(std::string_view word) const {
  Lemmas found;
  if (impl_->english) found.lemmas = impl_->english->find(word);
  found.in_dictionary = !found.lemmas.empty();
  return found;
}

const std::vector<std::string>& Morphology::missing() const noexcept { return impl_->missing; }

}  // namespace svitok::text
