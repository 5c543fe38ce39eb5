#include "output_json.h"

#include <nlohmann/json.hpp>

namespace tools {
namespace {

using Json = nlohmann::ordered_json;

std::string dump(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

Json highlights_json(const svitok::Snippet& snippet) {
  Json ranges = Json::array();
  for (const svitok::TextRange& range : snippet.highlights) ranges.push_back(Json::array({range.begin, range.end}));
  return ranges;
}

/// Attributes other than those that have a place of their own: name -> every value it was given.
Json metadata_json(const svitok::Hit& hit) {
  Json metadata = Json::object();
  for (const auto& [name, value] : hit.attributes) {
    if (name != "lang" && name != "date" && name != "url") metadata[name].push_back(value);
  }
  return metadata;
}

Json hit_json(const svitok::Hit& hit) {
  return {{"id", hit.id},
          {"score", hit.score},
          {"title", hit.title},
          {"snippet", hit.snippet.text},
          {"highlights", highlights_json(hit.snippet)},
          {"lang", hit.attribute("lang")},
          {"date", hit.attribute("date")},
          {"url", hit.attribute("url")},
          {"metadata", metadata_json(hit)}};
}

Json token_json(const svitok::AnalyzedToken& token) {
  return {{"text", token.text},         {"start", token.begin}, {"end", token.end},
          {"position", token.position}, {"lemma", token.lemma}, {"keys", token.keys}};
}

}  // namespace

std::string results_json(std::string_view query, const svitok::Results& results,
                         const std::optional<std::string>& explanation) {
  Json hits = Json::array();
  for (const svitok::Hit& hit : results.hits) hits.push_back(hit_json(hit));
  Json diagnostics = Json::array();
  for (const svitok::Diagnostic& diagnostic : results.diagnostics) {
    diagnostics.push_back({{"begin", diagnostic.begin}, {"end", diagnostic.end}, {"message", diagnostic.message}});
  }
  Json json = {{"schema", 1},
               {"query", query},
               {"total", results.total},
               {"took_us", results.took_us},
               {"hits", std::move(hits)},
               {"diagnostics", std::move(diagnostics)}};
  if (explanation) json["explain"] = *explanation;
  return dump(json) + '\n';
}

std::string tokens_json_lines(const std::vector<svitok::AnalyzedToken>& tokens) {
  std::string lines;
  for (const svitok::AnalyzedToken& token : tokens) lines += dump(token_json(token)) + '\n';
  return lines;
}

std::string tokens_json_array(const std::vector<svitok::AnalyzedToken>& tokens) {
  Json array = Json::array();
  for (const svitok::AnalyzedToken& token : tokens) array.push_back(token_json(token));
  return dump(array) + '\n';
}

}  // namespace tools
