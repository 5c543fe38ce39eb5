// How well keys bring the forms of one word together: precision and recall against a table of forms and lemmas.
//
//   conflation ru|en TABLE [DATA-FOLDER] [--errors N]
//
// TABLE: a heading, then lines "form <TAB> lemma <TAB> part of speech <TAB> count", as counted in Universal
// Dependencies treebanks. Only content words count: NOUN, VERB, ADJ, ADV, PROPN. Two figures a row:
//   B3    the average, over running words, of the share of right words in the word's cluster (precision) and of its
//         lemma's words in that cluster (recall) (Bagga and Baldwin, 1998)
//   pair  over pairs of different forms
// Then the share of running words outside the dictionary, and look-ups a second. --errors lists the N commonest forms
// whose key is not the lemma.
#include <libstemmer.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <iostream>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "text/dictionary/lexicon.h"
#include "text/keys.h"
#include "text/morphology.h"

namespace {

using svitok::text::KeyMaker;
using svitok::text::Lemmas;
using svitok::text::Morphology;
using svitok::text::dictionary::fold;

struct Row {
  std::string form;
  std::string lemma;
  double count;
};

using Key = std::function<std::string(const std::string&)>;

class Stemmer {
 public:
  explicit Stemmer(const char* language) : stemmer_(sb_stemmer_new(language, "UTF_8"), &sb_stemmer_delete) {}
  std::string operator()(const std::string& word) const {
    const auto* stem =
        sb_stemmer_stem(stemmer_.get(), reinterpret_cast<const sb_symbol*>(word.data()), static_cast<int>(word.size()));
    return {reinterpret_cast<const char*>(stem), static_cast<std::size_t>(sb_stemmer_length(stemmer_.get()))};
  }

 private:
  std::shared_ptr<sb_stemmer> stemmer_;
};

std::string lower(std::string text) {
  text = fold(text);
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return text;
}

std::vector<Row> read_rows(const char* path) {
  static const std::set<std::string> kContent{"NOUN", "VERB", "ADJ", "ADV", "PROPN"};
  std::ifstream in(path);
  std::map<std::pair<std::string, std::string>, double> counts;
  std::string form;
  std::string lemma;
  std::string speech;
  std::string count;
  while (std::getline(in, form, '\t') && std::getline(in, lemma, '\t') && std::getline(in, speech, '\t') &&
         std::getline(in, count)) {
    if (kContent.count(speech) != 0) counts[{lower(form), lower(lemma)}] += std::atof(count.c_str());
  }
  std::vector<Row> rows;
  for (const auto& [words, total] : counts) rows.push_back({words.first, words.second, total});
  return rows;
}

struct Figures {
  double precision = 0;
  double recall = 0;
  [[nodiscard]] double f1() const { return 2 * precision * recall / std::max(precision + recall, 1e-9); }
};

/// `weigh`: what a cluster of this many is worth, `of` the larger cluster it is part of.
struct Tally {
  std::map<std::pair<std::string, std::string>, double> cells;
  std::map<std::string, double> keys;
  std::map<std::string, double> lemmas;
  double all = 0;

  void add(const std::string& key, const std::string& lemma, double count) {
    cells[{key, lemma}] += count;
    keys[key] += count;
    lemmas[lemma] += count;
    all += count;
  }
  [[nodiscard]] Figures b3() const {
    Figures figures;
    for (const auto& [names, count] : cells) {
      figures.precision += count * count / keys.at(names.first) / all;
      figures.recall += count * count / lemmas.at(names.second) / all;
    }
    return figures;
  }
  [[nodiscard]] Figures pairs() const {
    const auto pairs_of = [](const auto& counts) {
      double total = 0;
      for (const auto& [name, count] : counts) total += count * (count - 1) / 2;
      return total;
    };
    const double right = pairs_of(cells);
    return {right / std::max(pairs_of(keys), 1.0), right / std::max(pairs_of(lemmas), 1.0)};
  }
};

void report(const char* name, const std::vector<Row>& rows, const Key& key) {
  Tally running;
  Tally distinct;
  for (const Row& row : rows) {
    running.add(key(row.form), row.lemma, row.count);
    distinct.add(key(row.form), row.lemma, 1);
  }
  const Figures b3 = running.b3();
  const Figures pairs = distinct.pairs();
  std::printf("%-34s B3 P %.4f R %.4f F1 %.4f   pair P %.3f R %.3f F1 %.3f\n", name, b3.precision, b3.recall, b3.f1(),
              pairs.precision, pairs.recall, pairs.f1());
}

void list_errors(const std::vector<Row>& rows, const Key& key, std::size_t limit) {
  std::vector<Row> wrong;
  for (const Row& row : rows)
    if (key(row.form) != row.lemma) wrong.push_back(row);
  std::stable_sort(wrong.begin(), wrong.end(), [](const Row& a, const Row& b) { return a.count > b.count; });
  for (std::size_t i = 0; i < std::min(limit, wrong.size()); ++i)
    std::printf("%5.0f %s: %s, not %s\n", wrong[i].count, wrong[i].form.c_str(), key(wrong[i].form).c_str(),
                wrong[i].lemma.c_str());
}

/// A stem as a key of its own kind: it must not meet a lemma of the same letters.
std::string stem_key(const Stemmer& stem, const std::string& word) { return std::string(1, '~').append(stem(word)); }

void measure_speed(const std::vector<Row>& rows, const std::function<Lemmas(const std::string&)>& look_up) {
  constexpr int kRounds = 20;
  std::size_t found = 0;
  const auto begin = std::chrono::steady_clock::now();
  for (int round = 0; round < kRounds; ++round)
    for (const Row& row : rows) found += look_up(row.form).lemmas.size();
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
  std::printf("%.2f million look-ups a second (%zu lemmas)\n",
              static_cast<double>(rows.size()) * kRounds / took.count() / 1e6, found);
}

void run(const std::vector<Row>& rows, bool russian, const Morphology& morphology, std::size_t errors) {
  const Stemmer stem(russian ? "russian" : "english");
  const auto look_up = [&](const std::string& word) {
    return russian ? morphology.russian(word) : morphology.english(word);
  };
  const Key first = [&](const std::string& word) {
    const Lemmas found = look_up(word);
    if (russian) return found.lemmas.empty() ? stem_key(stem, word) : found.lemmas.front();
    return stem(found.lemmas.empty() ? word : found.lemmas.front());
  };
  report("surface", rows, [](const std::string& word) { return word; });
  report("Snowball", rows, stem);
  report("first lemma, else Snowball", rows, first);
  report("first lemma of dictionary, else Snowball", rows, [&](const std::string& word) {
    const Lemmas found = look_up(word);
    return found.in_dictionary ? first(word) : stem_key(stem, word);
  });
  KeyMaker keys;
  report("first key, as indexed", rows, [&](const std::string& word) { return keys.make(word).keys.front(); });
  double all = 0;
  double outside = 0;
  for (const Row& row : rows) {
    all += row.count;
    if (!look_up(row.form).in_dictionary) outside += row.count;
  }
  std::printf("outside the dictionary: %.2f %%\n", 100 * outside / all);
  measure_speed(rows, look_up);
  list_errors(rows, first, errors);
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::string> arguments(argv + 1, argv + argc);
  std::size_t errors = 0;
  if (arguments.size() >= 2 && arguments[arguments.size() - 2] == "--errors") {
    errors = static_cast<std::size_t>(std::atoi(arguments.back().c_str()));
    arguments.resize(arguments.size() - 2);
  }
  if (arguments.size() < 2 || arguments.size() > 3) {
    std::cerr << "usage: conflation ru|en TABLE [DATA-FOLDER] [--errors N]\n";
    return 2;
  }
  const std::vector<Row> rows = read_rows(arguments[1].c_str());
  if (arguments.size() == 3) {
    run(rows, arguments[0] == "ru", Morphology(arguments[2]), errors);
  } else {
    run(rows, arguments[0] == "ru", Morphology::shared(), errors);
  }
  for (const std::string& sentence : Morphology::shared().missing()) std::cerr << sentence << '\n';
  return 0;
}
