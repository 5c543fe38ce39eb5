#include "xapian_engine.h"

#include "base/date.h"

namespace svitok::reference {

namespace {

constexpr Xapian::valueno kDate = 0;

std::string key_term(const std::string& key, const std::string& field) { return "K" + field + ":" + key; }
std::string surface_term(const std::string& surface) { return "S" + surface; }
std::string group_term(const std::string& group) { return "G" + text::normalize(group); }
std::string seconds(std::int64_t value) { return Xapian::sortable_serialise(static_cast<double>(value)); }

Xapian::Query any_key(const QueryToken& token, const std::string& field) {
  Xapian::Query query;
  for (const std::string& key : token.keys) query |= Xapian::Query(key_term(key, field));
  return query;
}

Xapian::Query side_by_side(const std::vector<QueryToken>& tokens, const std::string& field) {
  std::vector<Xapian::Query> words;
  for (const QueryToken& token : tokens) {
    if (!token.extra) words.push_back(any_key(token, field));
  }
  if (words.size() == 1) return words[0];
  return {Xapian::Query::OP_PHRASE, words.begin(), words.end(), static_cast<Xapian::termcount>(words.size())};
}

}  // namespace

XapianEngine::XapianEngine(NaiveEngine& naive) : naive_(naive), database_("", Xapian::DB_BACKEND_INMEMORY) {
  for (const NaiveDocument& document : naive.documents()) {
    if (!document.alive) continue;
    Xapian::Document entry;
    entry.set_data(document.key);
    for (const Occurrence& o : document.occurrences) {
      entry.add_posting(surface_term(o.surface), o.place);
      for (const std::string& key : o.keys) {
        entry.add_posting(key_term(key, ""), o.place);
        entry.add_posting(key_term(key, naive.fields()[o.field].name), o.place);
      }
    }
    if (!document.group.empty()) entry.add_boolean_term(group_term(document.group));
    if (document.date) entry.add_value(kDate, seconds(base::parse_date(*document.date)->first));
    database_.add_document(entry);
  }
}

std::set<std::string> XapianEngine::search(const Query& query) {
  Xapian::Enquire enquire(database_);
  enquire.set_query(compile_group(query));
  const Xapian::MSet found = enquire.get_mset(0, database_.get_doccount());
  std::set<std::string> keys;
  for (auto match = found.begin(); match != found.end(); ++match) keys.insert(match.get_document().get_data());
  return keys;
}

Xapian::Query XapianEngine::compile(const Query& query, bool content) {
  switch (query.kind) {
    case Kind::kWord:
      return compile_word(query, content);
    case Kind::kExact:
      return compile_exact(query);
    case Kind::kPrefix:
      return compile_prefix(query);
    case Kind::kPhrase: {
      std::string text;
      for (const std::string& word : query.words) text += word + " ";
      return side_by_side(naive_.analyze(text), query.field);
    }
    case Kind::kFilter:
      return Xapian::Query(group_term(query.words[0]));
    case Kind::kDates: {
      Xapian::Query range(
          Xapian::Query::OP_VALUE_GE, kDate,
          query.words[0].empty() ? std::string(1, '\1') : seconds(base::parse_date(query.words[0])->first));
      if (query.words[1].empty()) return range;
      return range & Xapian::Query(Xapian::Query::OP_VALUE_LE, kDate, seconds(base::parse_date(query.words[1])->last));
    }
    case Kind::kNear:
    case Kind::kGroup:
      break;
  }
  return compile_group(query);
}

Xapian::Query XapianEngine::compile_group(const Query& group) {
  const bool content = naive_.has_content(group);
  std::vector<Xapian::Query> must;
  std::vector<Xapian::Query> filters;
  std::vector<Xapian::Query> should;
  std::vector<Xapian::Query> must_not;
  for (const Query& child : group.children) {
    const bool filter = child.kind == Kind::kFilter || child.kind == Kind::kDates;
    auto& list = child.occur == Occur::kMustNot ? must_not
                 : filter                       ? filters
                 : child.occur == Occur::kMust  ? must
                                                : should;
    list.push_back(compile(child, content));
  }
  // Where a word is required the others only add to the score.
  if (must.empty() && !should.empty()) must.emplace_back(Xapian::Query::OP_OR, should.begin(), should.end());
  must.insert(must.end(), filters.begin(), filters.end());
  Xapian::Query query =
      must.empty() ? Xapian::Query::MatchAll : Xapian::Query(Xapian::Query::OP_AND, must.begin(), must.end());
  for (const Xapian::Query& excluded : must_not) query = Xapian::Query(Xapian::Query::OP_AND_NOT, query, excluded);
  return query;
}

Xapian::Query XapianEngine::compile_word(const Query& query, bool content) {
  const std::vector<QueryToken> tokens = naive_.analyze(query.words[0]);
  std::size_t parts = 0;
  for (const QueryToken& token : tokens) parts += token.extra ? 0 : 1;
  const bool compound = query.occur != Occur::kShould && parts > 1;
  Xapian::Query any = compound ? side_by_side(tokens, query.field) : Xapian::Query();
  for (const QueryToken& token : tokens) {
    if (compound ? token.extra : !NaiveEngine::left_out(token, query, content)) any |= any_key(token, query.field);
  }
  return any;
}

Xapian::Query XapianEngine::compile_exact(const Query& query) {
  const std::vector<QueryToken> tokens = naive_.analyze(query.words[0]);
  std::vector<Xapian::Query> all = {side_by_side(tokens, "")};
  for (const QueryToken& token : tokens) {
    if (!token.extra) all.emplace_back(surface_term(token.surface));
  }
  return {Xapian::Query::OP_AND, all.begin(), all.end()};
}

Xapian::Query XapianEngine::compile_prefix(const Query& query) {
  const std::string prefix = surface_term(text::normalize(query.words[0]));
  std::vector<Xapian::Query> words;
  for (auto term = database_.allterms_begin(prefix); term != database_.allterms_end(prefix); ++term)
    words.emplace_back(*term);
  return {Xapian::Query::OP_OR, words.begin(), words.end()};
}

}  // namespace svitok::reference
