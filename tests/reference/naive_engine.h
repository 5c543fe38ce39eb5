// The formula and nothing else: every document is looked at for every query. What the library must agree with.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "query.h"
#include "svitok/document.h"
#include "svitok/schema.h"
#include "text/analyzer.h"

namespace svitok::reference {

/// One occurrence of a word: where, and what the analyser made of it.
struct Occurrence {
  std::uint32_t place = 0;  ///< Within its document; fields and values are far apart.
  std::size_t field = 0;
  std::string surface;
  std::vector<std::string> keys;
};

struct NaiveDocument {
  std::string key;
  bool alive = true;
  double length = 0;  ///< Weighted, as the library keeps it.
  std::vector<Occurrence> occurrences;
  std::string group;
  std::optional<std::string> date;
};

/// What the analyser made of a query's word or phrase.
struct QueryToken {
  std::string surface;
  std::vector<std::string> keys;
  std::uint32_t position = 0;
  bool extra = false;
  bool stop = false;
};

class NaiveEngine {
 public:
  explicit NaiveEngine(Fields fields);

  /// Documents that are replaced or removed count for the statistics until forget_dead().
  void put(const Document& document);
  void remove(const std::string& key);
  void forget_dead();

  /// Scores of the live documents that match, by key.
  [[nodiscard]] std::map<std::string, double> search(const Query& query);
  /// How many terms a query sums up at most: what a tolerance is a multiple of.
  [[nodiscard]] std::size_t terms(const Query& query);

  [[nodiscard]] const std::vector<NaiveDocument>& documents() const { return documents_; }
  [[nodiscard]] const Fields& fields() const { return fields_; }
  [[nodiscard]] std::size_t alive() const;
  [[nodiscard]] std::vector<QueryToken> analyze(const std::string& text);
  /// Words of a query that the group of `query` leaves out: function words, when it has others.
  [[nodiscard]] static bool left_out(const QueryToken& token, const Query& query, bool group_has_content);
  [[nodiscard]] bool has_content(const Query& group);

 private:
  /// The score of a document, absent when it does not match.
  using Score = std::optional<double>;

  Score score(const Query& query, const NaiveDocument& document, double boost, bool content);
  Score score_group(const Query& group, const NaiveDocument& document, double boost);
  Score score_word(const Query& query, const NaiveDocument& document, double boost, bool content);
  Score score_token(const QueryToken& token, const Query& query, const NaiveDocument& document, double boost);
  Score score_exact(const Query& query, const NaiveDocument& document, double boost);
  Score score_prefix(const Query& query, const NaiveDocument& document, double boost);
  Score score_places(const std::vector<QueryToken>& tokens, const std::string& field, const NaiveDocument& document,
                     double boost);
  Score score_near(const Query& query, const NaiveDocument& document, double boost);
  [[nodiscard]] static bool in_dates(const Query& query, const NaiveDocument& document);

  template <typename Wanted>
  [[nodiscard]] double frequency(const NaiveDocument& document, const Wanted& wanted) const;
  template <typename Wanted>
  [[nodiscard]] double documents_with(const Wanted& wanted) const;
  [[nodiscard]] double idf(double documents) const;
  [[nodiscard]] double key_idf(const std::string& key);
  [[nodiscard]] double surface_idf(const std::string& surface);
  [[nodiscard]] double prefix_idf(const std::string& prefix);
  [[nodiscard]] double word_idf(const QueryToken& token);
  [[nodiscard]] double average_length();
  [[nodiscard]] Score weigh(double frequency, double weight, const NaiveDocument& document);
  /// What `find` says, asked once.
  template <typename Find>
  [[nodiscard]] double remember(const std::string& name, const Find& find);
  [[nodiscard]] std::optional<std::size_t> field_number(const std::string& name) const;

  Fields fields_;
  std::vector<double> weights_;  // Scaled to integers.
  std::vector<NaiveDocument> documents_;
  text::Analyzer analyzer_;
  std::map<std::string, double> known_;  // Statistics, remembered until the documents change.
};

}  // namespace svitok::reference
