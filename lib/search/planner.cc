#include "search/planner.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "base/date.h"
#include "matcher/docs_file.h"

namespace svitok::search {

namespace {

using matcher::MatchNode;
using matcher::TextNode;
using query::Kind;
using query::Node;
using query::Occur;

double sum_of_weights(const TextNode& node) {
  double sum = node.weight;
  for (const TextNode& child : node.children) sum += sum_of_weights(child);
  return sum;
}

void scale_weights(TextNode& node, double scale) {
  node.weight = static_cast<float>(node.weight * scale);
  for (TextNode& child : node.children) scale_weights(child, scale);
}

std::string rounded(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.2f", value);
  return text;
}

}  // namespace

Planner::Planner(const segment::Snapshot& snapshot, text::Analyzer& analyzer, const QueryLimits& limits)
    : snapshot_(snapshot),
      analyzer_(analyzer),
      limits_(limits),
      documents_(static_cast<double>(snapshot.all_documents())) {}

Plan Planner::plan(const Node& root) {
  plan_.query = to_match(plan_group(root, 1.0F));
  double sum = 0;
  for (const auto& text : texts_) sum += sum_of_weights(*text);
  while (sum * plan_.scale > matcher::kGreatestScore) plan_.scale /= 2;
  for (const auto& text : texts_) scale_weights(*text, plan_.scale);
  return std::move(plan_);
}

void Planner::restrict(Plan& plan, MatchNode condition) {
  MatchNode both;
  both.kind = MatchNode::Kind::kAnd;
  both.children = {std::move(plan.query), std::move(condition)};
  plan.query = std::move(both);
}

void Planner::complain(const Node& node, std::string message) {
  plan_.diagnostics.push_back({node.begin, node.end, std::move(message)});
}

std::vector<Planner::QueryToken> Planner::tokens_of(std::string_view text) {
  std::vector<QueryToken> tokens;
  analyzer_.start(text);
  for (auto batch = analyzer_.next(); !batch.empty(); batch = analyzer_.next()) {
    for (const text::Token& token : batch) {
      const text::Word& word = *token.word;
      tokens.push_back(
          {std::string(word.surface), {word.keys.begin(), word.keys.end()}, token.position, token.extra, word.stop});
    }
  }
  return tokens;
}

matcher::TermRef Planner::resolve(std::string_view term, bool surface) const {
  matcher::TermRef found;
  found.surface = surface;
  found.infos.reserve(snapshot_.segments().size());
  for (const segment::LiveSegment& live : snapshot_.segments()) {
    const postings::PostingsFile& file = surface ? live.segment->words() : live.segment->text();
    found.infos.push_back(file.find(term).value_or(postings::TermInfo{}));
  }
  return found;
}

double Planner::idf(std::uint64_t documents) const {
  const auto df = static_cast<double>(documents);
  return std::log(1.0 + (documents_ - df + 0.5) / (df + 0.5));
}

std::optional<std::uint32_t> Planner::field_number(const std::string& field) const {
  const Fields& fields = snapshot_.manifest().fields;
  for (std::uint32_t i = 0; i < fields.size(); ++i) {
    if (fields[i].name == field) return i;
  }
  return std::nullopt;
}

MatchNode Planner::to_match(Part part) {
  if (!part.text) return std::move(part.match);
  MatchNode node;
  node.kind = MatchNode::Kind::kText;
  texts_.push_back(part.text);
  node.text = std::move(part.text);
  return node;
}

// The parts as one: as text what is text, around it the rest.
Planner::Part Planner::combine(TextNode::Kind text_kind, MatchNode::Kind match_kind, std::vector<Part> parts) {
  TextNode text;
  text.kind = text_kind;
  std::vector<MatchNode> matches;
  for (Part& part : parts) {
    if (!part.text) {
      matches.push_back(std::move(part.match));
    } else if (part.text->kind == text_kind) {
      std::move(part.text->children.begin(), part.text->children.end(), std::back_inserter(text.children));
    } else {
      text.children.push_back(std::move(*part.text));
    }
  }
  Part whole;
  if (text.children.size() == 1) {
    whole.text = std::make_shared<TextNode>(std::move(text.children[0]));
  } else if (!text.children.empty()) {
    whole.text = std::make_shared<TextNode>(std::move(text));
  }
  if (matches.empty()) return whole;
  if (whole.text) matches.insert(matches.begin(), to_match(std::move(whole)));
  whole = {};
  if (matches.size() == 1) {
    whole.match = std::move(matches[0]);
  } else {
    whole.match.kind = match_kind;
    whole.match.children = std::move(matches);
  }
  return whole;
}

// Whether the group has a word that is not a function word, so that function words need not score.
bool Planner::holds_content(const Node& group) {
  for (const Node& child : group.children) {
    if (child.occur == Occur::kMustNot) continue;
    if (child.kind != Kind::kWords && child.kind != Kind::kFilter && child.kind != Kind::kRange &&
        child.kind != Kind::kAll)
      return true;
    if (child.kind != Kind::kWords) continue;
    for (const QueryToken& token : tokens_of(child.text)) {
      if (!token.stop) return true;
    }
  }
  return false;
}

Planner::Part Planner::plan_group(const Node& group, float boost) {
  std::vector<Part> must;
  std::vector<Part> should;
  std::vector<Part> must_not;
  const bool keep_stop_words = !holds_content(group);
  for (const Node& child : group.children) {
    const bool was_negative = negative_;
    if (child.occur == Occur::kMustNot) negative_ = true;
    Part part = plan_node(child, boost, keep_stop_words || child.occur != Occur::kShould);
    negative_ = was_negative;
    if (child.occur == Occur::kMust) {
      must.push_back(std::move(part));
    } else if (!part.is_nothing()) {
      (child.occur == Occur::kShould ? should : must_not).push_back(std::move(part));
    }
  }
  Part whole = should.empty() ? Part{} : combine(TextNode::Kind::kAny, MatchNode::Kind::kOr, std::move(should));
  if (!must.empty()) {
    Part required = combine(TextNode::Kind::kAll, MatchNode::Kind::kAnd, std::move(must));
    if (whole.is_nothing()) {
      whole = std::move(required);
    } else {
      MatchNode both;
      both.kind = MatchNode::Kind::kAndMaybe;
      both.children.push_back(to_match(std::move(required)));
      both.children.push_back(to_match(std::move(whole)));
      whole = {nullptr, std::move(both)};
    }
  }
  if (must_not.empty() || whole.is_nothing()) return whole;
  MatchNode without;
  without.kind = MatchNode::Kind::kAndNot;
  without.children.push_back(to_match(std::move(whole)));
  without.children.push_back(to_match(combine(TextNode::Kind::kAny, MatchNode::Kind::kOr, std::move(must_not))));
  return {nullptr, std::move(without)};
}

Planner::Part Planner::plan_node(const Node& node, float boost, bool keep_stop_words) {
  boost *= node.boost;
  switch (node.kind) {
    case Kind::kWords:
      return plan_words(node, boost, keep_stop_words);
    case Kind::kFuzzy:
      complain(node, "a fuzzy word is searched as it is written");
      return plan_words(node, boost, true);
    case Kind::kExact:
      return plan_exact(node, boost);
    case Kind::kPrefix:
      return plan_prefix(node, boost);
    case Kind::kPhrase:
      return plan_phrase(node, boost);
    case Kind::kNear:
      return plan_near(node, boost);
    case Kind::kFilter:
      return plan_filter(node);
    case Kind::kRange:
      return plan_range(node);
    case Kind::kGroup:
      return plan_group(node, boost);
    case Kind::kAll: {
      Part everything;
      everything.match.kind = MatchNode::Kind::kEverything;
      return everything;
    }
  }
  return {};
}

TextNode Planner::term_node(const std::string& key, bool surface, float boost) {
  TextNode node;
  node.kind = TextNode::Kind::kTerm;
  node.terms.push_back(resolve(key, surface));
  const std::uint64_t documents = node.terms[0].documents();
  const double weight = idf(documents);
  node.weight = static_cast<float>(weight * boost);
  plan_.notes.push_back((surface ? "form \"" : "key \"") + key + "\": in " + std::to_string(documents) +
                        " documents, weight " + rounded(weight * boost));
  if (!negative_) {
    if (surface) {
      plan_.wanted.surfaces.push_back(key);
    } else {
      plan_.wanted.keys.push_back({key, weight});
    }
  }
  return node;
}

// The terms that a word may be in a phrase. Its idf is that of its most frequent key.
std::vector<matcher::TermRef> Planner::alternatives(const QueryToken& token, double& word_idf) {
  std::vector<matcher::TermRef> refs;
  std::uint64_t most = 0;
  for (const std::string& key : token.keys) {
    refs.push_back(resolve(key, false));
    most = std::max(most, refs.back().documents());
  }
  word_idf = idf(most);
  if (!negative_) {
    for (const std::string& key : token.keys) plan_.wanted.keys.push_back({key, word_idf});
  }
  return refs;
}

TextNode Planner::phrase_node(const std::vector<QueryToken>& tokens, const std::string& field, float boost) {
  TextNode node;
  node.kind = TextNode::Kind::kPhrase;
  double weight = 0;
  std::uint32_t first = 0;
  std::string note;
  for (const QueryToken& token : tokens) {
    if (token.extra) continue;
    if (node.slots.empty()) first = token.position;
    double word_idf = 0;
    node.slots.push_back(alternatives(token, word_idf));
    node.offsets.push_back(token.position - first);
    weight += word_idf;
    note += (note.empty() ? "" : " ") + token.keys[0];
  }
  node.weight = static_cast<float>(weight * boost);
  if (!field.empty()) node.field = field_number(field);
  plan_.notes.push_back("at successive places" + (field.empty() ? std::string() : " of " + field) + " \"" + note +
                        "\": weight " + rounded(weight * boost));
  return node;
}

// One token as what scores: its keys, in any field or in one.
TextNode Planner::word_node(const QueryToken& token, const Node& node, float boost) {
  if (!node.field.empty()) {
    QueryToken alone = token;
    alone.extra = false;
    return phrase_node({alone}, node.field, boost);
  }
  if (token.keys.size() == 1) return term_node(token.keys[0], false, boost);
  TextNode any;
  any.kind = TextNode::Kind::kAny;
  // They are one word to whoever asked, so together they weigh as much as one.
  const float share = boost / static_cast<float>(token.keys.size());
  for (const std::string& key : token.keys) any.children.push_back(term_node(key, false, share));
  return any;
}

// Remembers a word that scores, for the reranker.
void Planner::note_asked(const QueryToken& token, const TextNode& scored, float boost) {
  AskedWord word;
  word.position = words_before_ + token.position;
  std::uint64_t documents = 0;
  const auto add = [&](const TextNode& term) {
    word.keys.push_back(term.terms[0]);
    documents = std::max(documents, term.terms[0].documents());
  };
  if (scored.kind == TextNode::Kind::kTerm) add(scored);
  for (const TextNode& child : scored.children) add(child);
  word.weight = idf(documents) * static_cast<double>(boost);
  plan_.asked.push_back(std::move(word));
}

Planner::Part Planner::plan_words(const Node& node, float boost, bool keep_stop_words) {
  const std::vector<QueryToken> tokens = tokens_of(node.text);
  const auto ordinary =
      std::count_if(tokens.begin(), tokens.end(), [](const QueryToken& token) { return !token.extra; });
  std::vector<Part> parts;
  if (node.occur != Occur::kShould && ordinary > 1) {
    // A required compound: its parts side by side, or the whole as one word.
    parts.push_back({std::make_shared<TextNode>(phrase_node(tokens, node.field, boost)), {}});
    for (const QueryToken& token : tokens) {
      if (token.extra) parts.push_back({std::make_shared<TextNode>(word_node(token, node, boost)), {}});
    }
  } else {
    for (const QueryToken& token : tokens) {
      if (token.stop && !keep_stop_words) continue;
      TextNode scored = word_node(token, node, boost);
      if (!token.extra && !negative_ && node.field.empty()) note_asked(token, scored, boost);
      parts.push_back({std::make_shared<TextNode>(std::move(scored)), {}});
    }
  }
  if (!tokens.empty()) words_before_ += tokens.back().position + 1;
  if (parts.empty()) return {};
  return combine(TextNode::Kind::kAny, MatchNode::Kind::kOr, std::move(parts));
}

Planner::Part Planner::plan_exact(const Node& node, float boost) {
  const std::vector<QueryToken> tokens = tokens_of(node.text);
  std::vector<Part> parts;
  std::vector<QueryToken> ordinary;
  for (const QueryToken& token : tokens) {
    if (token.extra) continue;
    ordinary.push_back(token);
    parts.push_back({std::make_shared<TextNode>(term_node(token.surface, true, boost)), {}});
  }
  if (parts.empty()) return {};
  // The forms have no positions of their own; the keys' positions say where.
  if (ordinary.size() > 1 || !node.field.empty()) {
    parts.push_back({std::make_shared<TextNode>(phrase_node(ordinary, node.field, 0.0F)), {}});
  }
  return combine(TextNode::Kind::kAll, MatchNode::Kind::kAnd, std::move(parts));
}

// The words that begin with `prefix`, a list a segment; at most limits_.expansions different ones, the most frequent.
std::vector<std::vector<postings::TermInfo>> Planner::expand(const std::string& prefix, const Node& node) {
  const auto& segments = snapshot_.segments();
  std::vector<std::vector<postings::TermInfo>> lists(segments.size());
  std::size_t total = 0;
  for (std::size_t i = 0; i < segments.size(); ++i) {
    for (auto terms = segments[i].segment->words().terms_with_prefix(prefix); terms.next();)
      lists[i].push_back(terms.info());
    total += lists[i].size();
  }
  if (total <= limits_.expansions) return lists;
  std::map<std::string, std::uint64_t> counts;
  for (const auto& live : segments) {
    for (auto terms = live.segment->words().terms_with_prefix(prefix); terms.next();) {
      counts[std::string(terms.term())] += terms.info().documents;
    }
  }
  if (counts.size() <= limits_.expansions) return lists;
  std::vector<std::pair<std::uint64_t, std::string>> order;
  for (auto& [word, count] : counts) order.emplace_back(count, word);
  const auto kept = order.begin() + static_cast<std::ptrdiff_t>(limits_.expansions);
  std::nth_element(order.begin(), kept, order.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first > b.first : a.second < b.second;
  });
  complain(node, "more than " + std::to_string(limits_.expansions) + " words begin with \"" + prefix +
                     "\"; the most frequent are searched");
  for (auto& list : lists) list.clear();
  for (auto word = order.begin(); word != kept; ++word) {
    for (std::size_t i = 0; i < segments.size(); ++i) {
      if (const auto info = segments[i].segment->words().find(word->second)) lists[i].push_back(*info);
    }
  }
  return lists;
}

Planner::Part Planner::plan_prefix(const Node& node, float boost) {
  const std::string prefix = text::normalize(node.text);
  if (prefix.empty()) return {};
  TextNode synonym;
  synonym.kind = TextNode::Kind::kSynonym;
  synonym.synonyms = expand(prefix, node);
  std::uint64_t documents = 0;
  std::size_t words = 0;
  for (const auto& list : synonym.synonyms) {
    for (const postings::TermInfo& info : list) documents += info.documents;
    words += list.size();
  }
  if (words == 0) return {};
  const double weight = idf(std::min(documents, snapshot_.all_documents()));
  synonym.weight = static_cast<float>(weight * boost);
  plan_.notes.push_back("words beginning with \"" + prefix + "\": " + std::to_string(words) + ", weight " +
                        rounded(weight * boost));
  if (!negative_) plan_.wanted.prefixes.push_back(prefix);
  if (!node.field.empty()) complain(node, "a prefix is searched in all fields");
  return {std::make_shared<TextNode>(std::move(synonym)), {}};
}

Planner::Part Planner::plan_phrase(const Node& node, float boost) {
  const std::vector<QueryToken> tokens = tokens_of(node.text);
  const auto ordinary =
      std::count_if(tokens.begin(), tokens.end(), [](const QueryToken& token) { return !token.extra; });
  if (ordinary == 0) return {};
  if (ordinary == 1) return {std::make_shared<TextNode>(word_node(tokens[0], node, boost)), {}};
  return {std::make_shared<TextNode>(phrase_node(tokens, node.field, boost)), {}};
}

Planner::Part Planner::plan_near(const Node& node, float boost) {
  TextNode near;
  near.kind = TextNode::Kind::kNear;
  near.distance = static_cast<std::uint32_t>(node.distance);
  if (!node.field.empty()) near.field = field_number(node.field);
  double weight = 0;
  for (const Node& child : node.children) {
    for (const QueryToken& token : tokens_of(child.text)) {
      if (token.extra) continue;
      double word_idf = 0;
      near.slots.push_back(alternatives(token, word_idf));
      weight += word_idf;
    }
  }
  if (near.slots.empty()) return {};
  near.weight = static_cast<float>(weight * boost);
  plan_.notes.push_back("near each other (" + std::to_string(near.distance) + "): weight " + rounded(weight * boost));
  return {std::make_shared<TextNode>(std::move(near)), {}};
}

Planner::Part Planner::plan_filter(const Node& node) const {
  Part part;
  part.match.kind = MatchNode::Kind::kFilter;
  part.match.term = matcher::filter_term(node.field, text::normalize(node.text));
  return part;
}

Planner::Part Planner::plan_range(const Node& node) {
  Part part;
  if (node.field != "date") {
    complain(node, "only date has ranges");
    return part;
  }
  const auto low = base::parse_date(node.text);
  const auto high = base::parse_date(node.upper);
  if ((!low && !node.text.empty()) || (!high && !node.upper.empty())) {
    complain(node, "this is not a date; write 2020, 2020-06 or 2020-06-09");
    return part;
  }
  part.match.kind = MatchNode::Kind::kRange;
  part.match.slot = matcher::kDateSlot;
  if (low) part.match.low = matcher::encode_number(static_cast<double>(low->first));
  if (high) part.match.high = matcher::encode_number(static_cast<double>(high->last));
  return part;
}

}  // namespace svitok::search
