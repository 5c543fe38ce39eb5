// How good the answers are, against human judgement.
//
//   svitok-evaluate [options] COLLECTION...       build a temporary index of each, ask its queries, print the measures
//   svitok-evaluate --compare ONE.tsv OTHER.tsv   are two runs different by more than chance?
//
//   --engine NAME       svitok (default) or xapian: what a plain Xapian user gets
//   --queries N         of each collection the first N with judgements (default 1000)
//   --output FILE       measures of every query, for --compare
//   --fields T=W,T=W    weights of title and text, e.g. title=3,text=1 (svitok)
//   --keys NAME         what stands for a word: snowball (alone, Porter2 for English), lemma, lemmas, lemma-stem,
//                       lemma-stems, lemma-and-stem (lib/text/keys.h; svitok)
//   --no-rerank         score words alone (svitok)
//   --plain             take operators and quotes out of the queries first
//
// A collection is a folder as collection.h describes it.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "collection.h"
#include "engine.h"
#include "measures.h"
#include "temporary_folder.h"
#include "text/keys.h"

namespace svitok::bench {
namespace {

constexpr std::uint32_t kPermutations = 10000;
constexpr std::uint32_t kSeed = 20200609;

struct Options {
  std::string engine = "svitok";
  std::size_t queries = 1000;
  std::string output;
  bool plain = false;
  EngineOptions engine_options;
  std::vector<std::filesystem::path> collections;
  bool compare = false;
};

std::vector<std::pair<std::string, float>> parse_fields(const std::string& text) {
  std::vector<std::pair<std::string, float>> fields;
  std::istringstream list(text);
  for (std::string item; std::getline(list, item, ',');) {
    const std::size_t equals = item.find('=');
    if (equals == std::string::npos) throw std::runtime_error("--fields: " + item + " has no weight");
    fields.emplace_back(item.substr(0, equals), std::stof(item.substr(equals + 1)));
  }
  return fields;
}

void choose_keys(const std::string& name) {
  static const std::map<std::string, text::RussianKeys> kNames = {
      {"snowball", text::RussianKeys::kSnowball},      {"lemma", text::RussianKeys::kLemma},
      {"lemmas", text::RussianKeys::kLemmas},          {"lemma-stem", text::RussianKeys::kLemmaStem},
      {"lemma-stems", text::RussianKeys::kLemmaStems}, {"lemma-and-stem", text::RussianKeys::kLemmaAndStem}};
  const auto known = kNames.find(name);
  if (known == kNames.end()) throw std::runtime_error("--keys: there is no " + name);
  text::default_key_policy() = {known->second, name != "snowball"};
}

Options parse(int argc, char** argv) {
  Options options;
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string& argument = arguments[i];
    const auto value = [&]() -> const std::string& {
      if (++i == arguments.size()) throw std::runtime_error(argument + " wants a value");
      return arguments[i];
    };
    if (argument == "--engine") {
      options.engine = value();
    } else if (argument == "--queries") {
      options.queries = std::stoul(value());
    } else if (argument == "--output") {
      options.output = value();
    } else if (argument == "--fields") {
      options.engine_options.fields = parse_fields(value());
    } else if (argument == "--keys") {
      choose_keys(value());
    } else if (argument == "--no-rerank") {
      options.engine_options.rerank = false;
    } else if (argument == "--plain") {
      options.plain = true;
    } else if (argument == "--compare") {
      options.compare = true;
    } else if (argument.starts_with("-")) {
      throw std::runtime_error("unknown option " + argument);
    } else {
      options.collections.emplace_back(argument);
    }
  }
  return options;
}

std::string without_operators(std::string text) {
  for (char& byte : text) {
    if (std::string_view("\"+-=*~^()[]{}:/&|!<>?\\").find(byte) != std::string_view::npos) byte = ' ';
  }
  return text;
}

void print_row(const std::string& name, std::size_t queries, const Quality& sum, double seconds) {
  const double percent = 100.0 / static_cast<double>(std::max<std::size_t>(queries, 1));
  std::printf("%-20s %7zu %8.2f %8.2f %8.2f %8.2f\n", name.c_str(), queries, sum.ndcg10 * percent, sum.mrr10 * percent,
              sum.recall100 * percent, seconds);
  std::fflush(stdout);
}

void evaluate(const std::filesystem::path& folder, const Options& options, std::ostream& per_query) {
  const auto start = std::chrono::steady_clock::now();
  const std::vector<Article> corpus = read_corpus(folder / "corpus.jsonl");
  const TemporaryFolder temporary;
  const auto engine = make_engine(options.engine, temporary.path() / "index", options.engine_options);
  engine->begin();
  for (const Article& article : corpus) engine->add(article);
  engine->commit();
  engine->optimise();
  engine->open();

  const std::string name = folder.has_filename() ? folder.filename() : folder.parent_path().filename();
  Quality sum;
  const std::vector<Question> questions = read_questions(folder, options.queries);
  for (const Question& question : questions) {
    std::vector<std::string> ranking;
    Ask ask;
    ask.words = {options.plain ? without_operators(question.text) : question.text};
    ask.lang = corpus.empty() ? "" : corpus.front().lang;
    engine->ask(ask, 100, &ranking);
    const Quality quality = measure(ranking, question.grades);
    sum.ndcg10 += quality.ndcg10;
    sum.mrr10 += quality.mrr10;
    sum.recall100 += quality.recall100;
    per_query << name << '\t' << question.id << '\t' << quality.ndcg10 << '\t' << quality.mrr10 << '\t'
              << quality.recall100 << '\n';
  }
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  print_row(name, questions.size(), sum, took.count());
}

int evaluate_all(const Options& options) {
  std::ofstream per_query;
  if (!options.output.empty()) {
    per_query.open(options.output);
    if (!per_query) throw std::runtime_error(options.output + ": cannot be written");
  }
  std::printf("%-20s %7s %8s %8s %8s %8s\n", options.engine.c_str(), "queries", "nDCG@10", "MRR@10", "R@100",
              "seconds");
  for (const std::filesystem::path& collection : options.collections) evaluate(collection, options, per_query);
  per_query.close();
  if (!options.output.empty() && !per_query) throw std::runtime_error(options.output + ": cannot be written");
  return 0;
}

using Run = std::map<std::string, std::map<std::string, Quality>>;  // Collection, query.

Run read_run(const std::filesystem::path& file) {
  std::ifstream in(file);
  if (!in) throw std::runtime_error(file.string() + ": cannot be read");
  Run run;
  for (std::string line; std::getline(in, line);) {
    std::istringstream fields(line);
    std::string collection;
    std::string query;
    Quality quality;
    std::getline(fields, collection, '\t');
    std::getline(fields, query, '\t');
    if (!(fields >> quality.ndcg10 >> quality.mrr10 >> quality.recall100)) {
      throw std::runtime_error(file.string() + ": bad line: " + line);
    }
    run[collection][query] = quality;
  }
  return run;
}

void compare_measure(const std::string& collection, const char* name, double Quality::*measure,
                     const std::map<std::string, Quality>& one, const std::map<std::string, Quality>& other) {
  std::vector<double> differences;
  double first = 0;
  double second = 0;
  int better = 0;
  int worse = 0;
  for (const auto& [query, quality] : one) {
    const auto match = other.find(query);
    if (match == other.end()) continue;
    const double difference = match->second.*measure - quality.*measure;
    differences.push_back(difference);
    first += quality.*measure;
    second += match->second.*measure;
    better += difference > 0 ? 1 : 0;
    worse += difference < 0 ? 1 : 0;
  }
  if (differences.empty()) return;
  const double percent = 100.0 / static_cast<double>(differences.size());
  std::printf("%-20s %-8s %7zu %8.2f %8.2f %+8.2f %6d %6d %8.4f\n", collection.c_str(), name, differences.size(),
              first * percent, second * percent, (second - first) * percent, better, worse,
              randomisation_test(differences, kPermutations, kSeed));
}

int compare(const Options& options) {
  if (options.collections.size() != 2) throw std::runtime_error("--compare wants two files");
  const Run one = read_run(options.collections[0]);
  const Run other = read_run(options.collections[1]);
  std::printf("paired randomisation test, %u permutations, seed %u\n", kPermutations, kSeed);
  std::printf("%-20s %-8s %7s %8s %8s %8s %6s %6s %8s\n", "collection", "measure", "queries", "first", "second",
              "change", "better", "worse", "p");
  for (const auto& [collection, queries] : one) {
    const auto match = other.find(collection);
    if (match == other.end()) continue;
    compare_measure(collection, "nDCG@10", &Quality::ndcg10, queries, match->second);
    compare_measure(collection, "MRR@10", &Quality::mrr10, queries, match->second);
    compare_measure(collection, "R@100", &Quality::recall100, queries, match->second);
  }
  return 0;
}

}  // namespace
}  // namespace svitok::bench

int main(int argc, char** argv) {
  try {
    const auto options = svitok::bench::parse(argc, argv);
    if (options.collections.empty()) throw std::runtime_error("name a collection; see the head of evaluate.cc");
    return options.compare ? svitok::bench::compare(options) : svitok::bench::evaluate_all(options);
  } catch (const std::exception& error) {
    std::cerr << "svitok-evaluate: " << error.what() << '\n';
    return 2;
  }
}
