#include "text/morphology.h"

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

  /// Adds the lemmas that `dictionary` has of a word. Returns whether it has the word.
  static bool add_known(const std::optional<Dictionary>& dictionary, std::string_view word, DictionaryEntry entry,
                        LemmaList& to) {
    if (!dictionary) return false;
    if (entry == kNotAsked) entry = dictionary->find(word);
    dictionary->add_lemmas(word, entry, to);
    return entry != kNoEntry;
  }

  void add_unknown(std::string_view word, LemmaList& to) const {
    if (const std::string name = name_lemma(word); !name.empty()) {
      to.add(name);
      // Грибова: the form Грибов of that name is in the dictionary, as mushrooms. So the forms meet there.
      (void)add_known(russian, name, kNotAsked, to);
      // And it may be no name: айфонов, фейковым.
    }
    if (russian && word.size() >= kLeastGuessedBytes) russian->guess(word, to);
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

bool Morphology::russian(std::string_view word, LemmaList& lemmas, DictionaryEntry entry) const {
  lemmas.clear();
  if (Impl::add_known(impl_->russian, word, entry, lemmas)) return true;
  if (word.find('-') == std::string_view::npos) impl_->add_unknown(word, lemmas);
  return false;
}

void Morphology::find_russian(std::span<const AskedWord> words) const {
  if (impl_->russian) return impl_->russian->find(words);
  for (const AskedWord& asked : words) *asked.entry = kNoEntry;
}

bool Morphology::english(std::string_view word, LemmaList& lemmas) const {
  lemmas.clear();
  return Impl::add_known(impl_->english, word, kNotAsked, lemmas);
}

Lemmas Morphology::russian(std::string_view word) const {
  LemmaList found;
  const bool in_dictionary = russian(word, found);
  return {{found.begin(), found.end()}, in_dictionary};
}

Lemmas Morphology::english(std::string_view word) const {
  LemmaList found;
  const bool in_dictionary = english(word, found);
  return {{found.begin(), found.end()}, in_dictionary};
}

std::uint64_t Morphology::fingerprint() const noexcept {
  // Not symmetric: each dictionary has its place.
  const std::uint64_t russian = impl_->russian ? impl_->russian->fingerprint() : 0;
  const std::uint64_t english = impl_->english ? impl_->english->fingerprint() : 0;
  return russian ^ std::rotl(english, 1);
}

const std::vector<std::string>& Morphology::missing() const noexcept { return impl_->missing; }

}  // namespace svitok::text
