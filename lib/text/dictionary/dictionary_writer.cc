#include "text/dictionary/dictionary_writer.h"

#include <stdexcept>
#include <unordered_map>

#include "base/coding.h"
#include "base/output_file.h"
#include "text/dictionary/automaton_builder.h"
#include "text/dictionary/ending_table.h"

namespace svitok::text::dictionary {

namespace {

/// The analyses of the file, each kept once.
class Analyses {
 public:
  /// 1 + the offset of the analysis with these rules, in this order.
  std::uint32_t add(const std::vector<Rule>& rules) {
    std::string bytes;
    bytes += static_cast<char>(rules.size());
    for (const Rule& rule : rules) {
      if (rule.cut > 255 || rule.put.size() > 255) throw std::runtime_error("a lemma is too long: " + rule.put);
      bytes += static_cast<char>(rule.cut);
      bytes += static_cast<char>(rule.put.size());
      bytes += rule.put;
    }
    const auto [at, is_new] = offsets_.emplace(bytes, static_cast<std::uint32_t>(bytes_.size()));
    if (is_new) bytes_ += bytes;
    return at->second + 1;
  }
  [[nodiscard]] const std::string& bytes() const noexcept { return bytes_; }

 private:
  std::string bytes_;
  std::unordered_map<std::string, std::uint32_t> offsets_;
};

std::vector<std::uint32_t> build_words(const Lexicon& lexicon, const Entries& entries, Analyses& analyses,
                                       std::uint32_t& root) {
  AutomatonBuilder words;
  std::vector<Rule> rules;
  for (const Entry& entry : entries) {
    const std::string form = spelled_out(entry.form, lexicon.alphabet());
    rules.clear();
    for (const Analysis& analysis : entry.analyses)
      rules.push_back(rule_between(form, lexicon.text(analysis.lemma), lexicon.alphabet()));
    words.add(entry.form, analyses.add(rules));
  }
  return words.finish(root);
}

std::string_view bytes_of(const std::vector<std::uint32_t>& words) {
  return {reinterpret_cast<const char*>(words.data()), words.size() * sizeof(std::uint32_t)};
}

}  // namespace

void write_dictionary(const Lexicon& lexicon, bool endings, const std::filesystem::path& path) {
  const Entries entries = lexicon.entries();
  Analyses analyses;
  DictionaryHeader header{};
  header.alphabet = static_cast<std::uint32_t>(lexicon.alphabet());
  const auto words = build_words(lexicon, entries, analyses, header.words_root);
  std::vector<std::uint32_t> ends;
  if (endings) {
    AutomatonBuilder builder;
    for (const auto& [end, rules] : learn_endings(lexicon, entries)) builder.add(end, analyses.add(rules));
    ends = builder.finish(header.endings_root);
  }
  header.words_size = static_cast<std::uint32_t>(words.size());
  header.endings_size = static_cast<std::uint32_t>(ends.size());
  header.analyses_size = static_cast<std::uint32_t>(analyses.bytes().size());
  const std::filesystem::path temporary = path.string() + ".new";
  std::filesystem::remove(temporary);
  base::OutputFile out(temporary, kDictionaryKind, kDictionaryVersion);
  out.append({reinterpret_cast<const char*>(&header), sizeof header});
  out.append(bytes_of(words));
  out.append(bytes_of(ends));
  out.append(analyses.bytes());
  out.finish(false);
  std::filesystem::rename(temporary, path);
}

}  // namespace svitok::text::dictionary
