// OpenCorpora's dictionary as pymorphy2 and Az.js pack it (format 2.4; https://pymorphy2.readthedocs.io, "internals"):
//
//   words.dawg          form, byte 1, then a paradigm's number and the form's number in it, two bytes each
//   p_t_given_w.intdawg form, colon, tag -> how often the form is meant so, in millionths, as counted in running text
//   paradigms.array     for each paradigm of n forms: n suffixes, n tags, n prefixes, by number
//   suffixes.json, gramtab-opencorpora-int.json          what the numbers of suffixes and tags stand for
//
// A form without its prefix and suffix is the stem; the stem with those of form 0 is the lemma. Letters are bytes of
// CP1251. The .dawg files are arrays of units as the dawgdic library lays them out: a unit has the label by which it is
// reached and an offset to its children, and a guide beside it names its first child and its next sibling.
#include <array>
#include <charconv>
#include <cmath>
#include <functional>
#include <map>
#include <set>
#include <stdexcept>

#include "base/coding.h"
#include "text/dictionary/sources.h"
#include "text/dictionary/surname_paradigm.h"
#include "text/surname_rules.h"

namespace svitok::text::dictionary {

namespace {

class Dawg {
 public:
  explicit Dawg(const std::filesystem::path& path) : bytes_(read_file(path)) {
    units_ = number(0);
    if (bytes_.size() < 8 + std::size_t{units_} * 4 + std::size_t{number(4 + std::size_t{units_} * 4)} * 2)
      throw std::runtime_error(path.string() + ": is cut short");
  }

  /// Calls visit(key, value) for every key, in no useful order but that keys with a common beginning are together.
  using Visit = std::function<void(const std::string&, std::uint32_t)>;
  void for_each(const Visit& visit) const {
    std::string key;
    walk(0, key, visit);
  }

 private:
  static constexpr std::uint32_t kLeaf = std::uint32_t{1} << 31U;

  [[nodiscard]] std::uint32_t number(std::size_t at) const {
    if (at + 4 > bytes_.size()) throw std::runtime_error("a dawg is cut short");
    return base::load_fixed<std::uint32_t>(bytes_.data() + at);
  }
  [[nodiscard]] std::uint32_t unit(std::uint32_t index) const {
    if (index >= units_) throw std::runtime_error("a dawg points outside itself");
    return number(4 + std::size_t{index} * 4);
  }
  [[nodiscard]] static std::uint32_t offset(std::uint32_t unit) { return (unit >> 10U) << ((unit & 0x200U) >> 6U); }
  [[nodiscard]] unsigned char guide(std::uint32_t index, std::size_t which) const {
    return static_cast<unsigned char>(bytes_.at(8 + std::size_t{units_} * 4 + std::size_t{index} * 2 + which));
  }

  void walk(std::uint32_t index, std::string& key, const Visit& visit) const {
    const std::uint32_t here = unit(index);
    if ((here & 0x100U) != 0) visit(key, unit(index ^ offset(here)) & ~kLeaf);
    for (unsigned char label = guide(index, 0); label != 0;) {
      const std::uint32_t child = index ^ offset(here) ^ label;
      if ((unit(child) & (kLeaf | 0xFFU)) != label) throw std::runtime_error("a dawg's guide leads astray");
      key.push_back(static_cast<char>(label));
      walk(child, key, visit);
      key.pop_back();
      label = guide(child, 1);
    }
  }

  std::string bytes_;
  std::uint32_t units_ = 0;
};

/// Folded; empty when it has other characters than Russian letters and hyphens.
std::string from_cp1251(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '-') {
      out += c;
    } else if (byte == 0xB8U) {
      out += "е";
    } else if (byte >= 0xE0U) {
      const unsigned letter = byte - 0xE0U;
      out += static_cast<char>(letter < 16 ? 0xD0U : 0xD1U);
      out += static_cast<char>(letter < 16 ? 0xB0U + letter : 0x70U + letter);
    } else {
      return {};
    }
  }
  return out;
}

/// The strings of a JSON array of strings, which hold no escapes.
std::vector<std::string> read_strings(const std::filesystem::path& path) {
  const std::string text = read_file(path);
  std::vector<std::string> strings;
  for (std::size_t at = text.find('"'); at != std::string::npos; at = text.find('"', at)) {
    const std::size_t end = text.find('"', at + 1);
    if (end == std::string::npos) throw std::runtime_error(path.string() + ": a string does not end");
    strings.push_back(text.substr(at + 1, end - at - 1));
    at = end + 1;
  }
  return strings;
}

class Paradigms {
 public:
  explicit Paradigms(const std::filesystem::path& folder)
      : suffixes_(read_strings(folder / "suffixes.json")),
        tags_(read_strings(folder / "gramtab-opencorpora-int.json")) {
    for (std::string& suffix : suffixes_) suffix = fold(suffix);
    const std::string bytes = read_file(folder / "paradigms.array");
    std::size_t at = 0;
    const auto next = [&] {
      if (at + 2 > bytes.size()) throw std::runtime_error("paradigms.array: is cut short");
      at += 2;
      return base::load_fixed<std::uint16_t>(bytes.data() + at - 2);
    };
    paradigms_.resize(next());
    for (auto& paradigm : paradigms_) {
      paradigm.resize(next());
      for (std::uint16_t& number : paradigm) number = next();
    }
  }

  [[nodiscard]] std::string lemma(std::string_view form, std::size_t paradigm, std::size_t index) const {
    const std::string& suffix = suffix_of(paradigm, index);
    const std::string_view prefix = prefix_of(paradigm, index);
    if (!form.starts_with(prefix) || !form.ends_with(suffix) || form.size() < prefix.size() + suffix.size()) return {};
    form.remove_prefix(prefix.size());
    form.remove_suffix(suffix.size());
    return std::string(prefix_of(paradigm, 0)).append(form).append(suffix_of(paradigm, 0));
  }
  [[nodiscard]] const std::string& tag(std::size_t paradigm, std::size_t index) const {
    return tags_.at(paradigms_.at(paradigm).at(size(paradigm) + index));
  }

 private:
  [[nodiscard]] std::size_t size(std::size_t paradigm) const { return paradigms_.at(paradigm).size() / 3; }
  [[nodiscard]] const std::string& suffix_of(std::size_t paradigm, std::size_t index) const {
    return suffixes_.at(paradigms_.at(paradigm).at(index));
  }
  [[nodiscard]] std::string_view prefix_of(std::size_t paradigm, std::size_t index) const {
    static constexpr std::array<std::string_view, 3> kPrefixes = {"", "по", "наи"};
    return kPrefixes.at(paradigms_.at(paradigm).at(2 * size(paradigm) + index));
  }

  std::vector<std::string> suffixes_;
  std::vector<std::string> tags_;
  std::vector<std::vector<std::uint16_t>> paradigms_;
};

/// In tenths of a nat, as the other sources have it.
constexpr int kCertain = 20;
constexpr int kUncounted = -50;
constexpr int kName = -8;

int weight_of_share(std::uint32_t millionths) {
  return kCertain + static_cast<int>(std::lround(10 * std::log(static_cast<double>(millionths) / 1e6)));
}

/// Of a form that was not counted: by its grammar, as in link_grammar.cc.
int weight_of_tag(std::string_view tag) {
  const auto has = [tag](std::string_view part) { return tag.find(part) != std::string_view::npos; };
  const int name = has("Surn") || has("Name") || has("Patr") || has("Geox") || has("Orgn") ? kName : 0;
  if (has("ADJS") || has("PRTS")) return has("neut") ? -20 : 0;
  if (has("NOUN")) {
    if (has("plur")) return name + (has("gent") ? 2 : -3);
    return name + (has("nomn") || has("gent") || has("accs") ? 5 : 0);
  }
  if (has("GRND")) return -8;
  if (has("VERB") || has("INFN") || has("PRTF")) return has("impr") ? -20 : has("past") && !has("PRTF") ? 8 : -1;
  if (has("ADJF") || has("NPRO")) return 2;
  return 19;
}

/// One form with what it may be.
struct Parsed {
  std::string form;
  std::string bytes;                                    // The form as the files spell it.
  std::vector<std::pair<std::size_t, std::size_t>> as;  // Paradigm, number in it.
};

class Reader {
 public:
  Reader(const std::filesystem::path& folder, Lexicon& lexicon) : paradigms_(folder), lexicon_(lexicon) {
    Dawg(folder / "p_t_given_w.intdawg").for_each([this](const std::string& key, std::uint32_t share) {
      shares_.emplace(key, share);
    });
    Dawg(folder / "words.dawg").for_each([this](const std::string& key, std::uint32_t) { read(key); });
    finish();
  }

 private:
  void read(const std::string& key) {
    const std::size_t end = key.find('\1');
    if (end == std::string::npos || key.size() < end + 5) return;
    const std::string bytes = key.substr(0, end);
    if (bytes != parsed_.bytes) {
      finish();
      parsed_ = {from_cp1251(bytes), bytes, {}};
    }
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(key[end + i]); };
    const auto number = [&](std::size_t i) { return ((byte(i) ^ 1U) << 6U) + (byte(i + 1) >> 1U); };
    parsed_.as.emplace_back(number(1), number(3));
  }

  void finish() {
    if (parsed_.form.empty()) return;
    std::map<std::string, std::uint32_t> counted;
    std::map<std::string, int> weights;
    for (const auto& [paradigm, index] : parsed_.as) add(paradigm, index, counted, weights);
    for (const auto& [lemma, weight] : weights) {
      const auto share = counted.find(lemma);
      const int fallback = counted.empty() ? weight : kUncounted;
      lexicon_.add(parsed_.form, lexicon_.lemma(lemma),
                   share == counted.end() ? fallback : weight_of_share(share->second));
    }
  }

  void add(std::size_t paradigm, std::size_t index, std::map<std::string, std::uint32_t>& counted,
           std::map<std::string, int>& weights) {
    const std::string& tag = paradigms_.tag(paradigm, index);
    const std::string lemma = lemma_of(paradigms_.lemma(parsed_.form, paradigm, index), tag);
    if (lemma.empty()) return;
    const int weight = weight_of_tag(tag);
    const auto [at, is_new] = weights.emplace(lemma, weight);
    if (!is_new) at->second = std::max(at->second, weight);
    const auto share = shares_.find(parsed_.bytes + ':' + tag);
    if (share != shares_.end() && share->second > 0) counted[lemma] += share->second;
  }

  /// A patronymic is not its father's name, as it is there. A woman's surname is the family's. Of a family, and of one
  /// that a town is named after, all forms are added.
  std::string lemma_of(std::string lemma, const std::string& tag) {
    if (tag.find("Patr") != std::string::npos) return name_lemma(parsed_.form);
    if (tag.find("Geox") != std::string::npos) add_family(namesake_of_place(lemma));
    if (tag.find("Surn") == std::string::npos) return lemma;
    if (lemma.ends_with("ская") || lemma.ends_with("цкая"))
      return lemma.substr(0, lemma.size() - std::string_view("ая").size()) + "ий";
    if (std::string masculine = masculine_of(lemma); !masculine.empty()) lemma = std::move(masculine);
    add_family(lemma);
    return lemma;
  }

  void add_family(const std::string& surname) {
    if (masculine_of(surname + "а").empty() || !families_.insert(surname).second) return;
    add_surname(surname, kSurnameWeight, lexicon_);
  }

  Paradigms paradigms_;
  Lexicon& lexicon_;
  std::unordered_map<std::string, std::uint32_t> shares_;  // By form and tag.
  std::set<std::string> families_;                         // Those added.
  Parsed parsed_;
};

}  // namespace

void read_opencorpora(const std::filesystem::path& folder, Lexicon& lexicon) { Reader(folder, lexicon); }

}  // namespace svitok::text::dictionary
