// Documents, queries and judgements as JSON Lines and tables on disk: what the programs here measure with.
//
//   FOLDER/corpus.jsonl   {"id", "lang", "title", "text"} a line; further members are left alone
//   FOLDER/queries.jsonl  {"id", "text"} a line
//   FOLDER/qrels.tsv      query id, document id, grade; only what is relevant, grades from 1
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

namespace svitok::bench {

struct Article {
  std::string id;
  std::string lang;
  std::string title;
  std::string text;
  std::string date;   ///< May be empty.
  std::string group;  ///< What the comparison filters by; may be empty.
};

struct Question {
  std::string id;
  std::string text;
  std::unordered_map<std::string, int> grades;  ///< By document id.
};

/// Calls `visit` with every article of a JSON Lines file, one in memory at a time. Throws std::runtime_error naming
/// file and line.
void for_each_article(const std::filesystem::path& file, const std::function<void(Article&)>& visit);

/// All of them.
[[nodiscard]] std::vector<Article> read_corpus(const std::filesystem::path& file);

/// The first `limit` questions that have a judgement.
[[nodiscard]] std::vector<Question> read_questions(const std::filesystem::path& folder, std::size_t limit);

}  // namespace svitok::bench
