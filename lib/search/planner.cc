#include "search/planner.h"

#include <algorithm>
#include <cmath>

#include "base/date.h"
#include "matcher/docs_file.h"

namespace svitok::search {

namespace {

using matcher::MatchNode;
using query::Kind;
using query::Node;
using query::Occur;

double sum_of_weights(const MatchNode& node) {
  double sum = node.weight;
  for (const MatchNode& child : node.children) sum += sum_of_weights(child);
  return sum;
}

void scale_weights(MatchNode& node, double scale) {
  node.weight = static_cast<float>(node.weight * scale);
  for (MatchNode& child : node.children) scale_weights(child, scale);
}

bool is_nothing(const MatchNode& node) { return node.kind == MatchNode::Kind::kNothing; }

std::string rounded(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.2f", value);
  return text;
}

}  // namespace

Planner::Planner(const segment::Snapshot& snapshot, text::Analyzer& analyzer, const QueryLimits& limits, bool explains)
    : snapshot_(snapshot),
      analyzer_(analyzer),
      limits_(limits),
      explains_(explains),
      documents_(static_cast<double>(snapshot.all_documents())) {}

Plan Planner::plan(const Node& root) {
  plan_.query = plan_group(root, 1.0F);
  const double sum = sum_of_weights(plan_.query);
  while (sum * plan_.scale > matcher::kGreatestScore) plan_.scale /= 2;
  scale_weights(plan_.query, plan_.scale);
  return std::move(plan_);
}

void Planner::restrict(Plan& plan, MatchNode condition) {
  std::vector<MatchNode> both;
  both.push_back(std::move(plan.query));
  both.push_back(std::move(condition));
  plan.query = combine(MatchNode::Kind::kAll, std::move(both));
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
      tokens.push_back({std::string(word.surface()),
                        {word.keys().begin(), word.keys().end()},
                        token.position,
                        token.extra,
                        word.stop()});
    }
  }
  return tokens;
}

matcher::TermRef Planner::resolve(std::string_view key) const {
  matcher::TermRef found;
  found.infos.reserve(snapshot_.segments().size());
  for (const segment::LiveSegment& live : snapshot_.segments()) {
    found.infos.push_back(live.segment->text().find(key).value_or(postings::TermInfo{}));
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

// The parts as one, of kind kAny or kAll. No parts, nothing found.
MatchNode Planner::combine(MatchNode::Kind kind, std::vector<MatchNode> parts) {
  MatchNode whole;
  for (MatchNode& part : parts) {
    if (part.kind == MatchNode::Kind::kNothing) {
      if (kind == MatchNode::Kind::kAll) return {};
    } else if (part.kind == kind) {
      std::move(part.children.begin(), part.children.end(), std::back_inserter(whole.children));
    } else {
      whole.children.push_back(std::move(part));
    }
  }
  if (whole.children.empty()) return {};
  if (whole.children.size() == 1) {
    MatchNode only = std::move(whole.children[0]);
    return only;
  }
  whole.kind = kind;
  return whole;
}

// A node of two children.
MatchNode Planner::pair(MatchNode::Kind kind, MatchNode first, MatchNode second) {
  MatchNode both;
  both.kind = kind;
  both.children.push_back(std::move(first));
  both.children.push_back(std::move(second));
  return both;
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

MatchNode Planner::plan_group(const Node& group, float boost) {
  std::vector<MatchNode> must;
  std::vector<MatchNode> should;
  std::vector<MatchNode> must_not;
  const bool keep_stop_words = !holds_content(group);
  for (const Node& child : group.children) {
    const bool was_negative = negative_;
    if (child.occur == Occur::kMustNot) negative_ = true;
    auto& list = child.occur == Occur::kMust ? must : child.occur == Occur::kShould ? should : must_not;
    list.push_back(plan_node(child, boost, keep_stop_words || child.occur != Occur::kShould));
    negative_ = was_negative;
  }
  const bool any_required = !must.empty();
  MatchNode whole = combine(MatchNode::Kind::kAny, std::move(should));
  if (any_required) {
    MatchNode required = combine(MatchNode::Kind::kAll, std::move(must));
    whole = is_nothing(whole) || is_nothing(required)
                ? std::move(required)
                : pair(MatchNode::Kind::kMaybe, std::move(required), std::move(whole));
  }
  MatchNode excluded = combine(MatchNode::Kind::kAny, std::move(must_not));
  if (is_nothing(whole) || is_nothing(excluded)) return whole;
  return pair(MatchNode::Kind::kWithout, std::move(whole), std::move(excluded));
}

MatchNode Planner::plan_node(const Node& node, float boost, bool keep_stop_words) {
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
      MatchNode everything;
      everything.kind = MatchNode::Kind::kEverything;
      return everything;
    }
  }
  return {};
}

MatchNode Planner::term_node(const std::string& key, float boost) {
  MatchNode node;
  node.kind = MatchNode::Kind::kTerm;
  node.terms.push_back(resolve(key));
  const std::uint64_t documents = node.terms[0].documents();
  const double weight = idf(documents);
  node.weight = static_cast<float>(weight * boost);
  note([&] {
    return "key \"" + key + "\": in " + std::to_string(documents) + " documents, weight " + rounded(weight * boost);
  });
  if (!negative_) plan_.wanted.keys.push_back({key, weight});
  return node;
}

MatchNode Planner::exact_node(const std::string& surface, float boost) {
  MatchNode node;
  node.kind = MatchNode::Kind::kSynonym;
  std::uint64_t documents = 0;
  for (const segment::LiveSegment& live : snapshot_.segments()) {
    node.synonyms.emplace_back();
    const auto form = live.segment->words().find(surface);
    if (!form) continue;
    node.synonyms.back() = postings::group_by_key({*form}, live.segment->text());
    documents += form->documents;
  }
  const double weight = idf(documents);
  node.weight = static_cast<float>(weight * boost);
  note([&] {
    return "form \"" + surface + "\": in " + std::to_string(documents) + " documents, weight " +
           rounded(weight * boost);
  });
  if (!negative_) plan_.wanted.surfaces.push_back(surface);
  return node;
}

// The terms that a word may be in a phrase. Its idf is that of its most frequent key.
std::vector<matcher::TermRef> Planner::alternatives(const QueryToken& token, double& word_idf) {
  std::vector<matcher::TermRef> refs;
  std::uint64_t most = 0;
  for (const std::string& key : token.keys) {
    refs.push_back(resolve(key));
    most = std::max(most, refs.back().documents());
  }
  word_idf = idf(most);
  if (!negative_) {
    for (const std::string& key : token.keys) plan_.wanted.keys.push_back({key, word_idf});
  }
  return refs;
}

MatchNode Planner::phrase_node(const std::vector<QueryToken>& tokens, const std::string& field, float boost) {
  MatchNode node;
  node.kind = MatchNode::Kind::kPhrase;
  double weight = 0;
  std::uint32_t first = 0;
  for (const QueryToken& token : tokens) {
    if (token.extra) continue;
    if (node.slots.empty()) first = token.position;
    double word_idf = 0;
    node.slots.push_back(alternatives(token, word_idf));
    node.offsets.push_back(token.position - first);
    weight += word_idf;
  }
  node.weight = static_cast<float>(weight * boost);
  if (!field.empty()) node.field = field_number(field);
  note([&] {
    std::string words;
    for (const QueryToken& token : tokens) {
      if (!token.extra) words += (words.empty() ? "" : " ") + token.keys[0];
    }
    return "at successive places" + (field.empty() ? std::string() : " of " + field) + " \"" + words + "\": weight " +
           rounded(weight * boost);
  });
  return node;
}

// One token as what scores: its keys, in any field or in one.
MatchNode Planner::word_node(const QueryToken& token, const Node& node, float boost) {
  if (!node.field.empty()) {
    QueryToken alone = token;
    alone.extra = false;
    return phrase_node({alone}, node.field, boost);
  }
  if (token.keys.size() == 1) return term_node(token.keys[0], boost);
  MatchNode any;
  any.kind = MatchNode::Kind::kAny;
  // They are one word to whoever asked, so together they weigh as much as one.
  const float share = boost / static_cast<float>(token.keys.size());
  for (const std::string& key : token.keys) any.children.push_back(term_node(key, share));
  return any;
}

// Remembers a word that scores, for the reranker.
void Planner::note_asked(const QueryToken& token, const MatchNode& scored, float boost) {
  AskedWord word;
  word.position = words_before_ + token.position;
  std::uint64_t documents = 0;
  const auto add = [&](const MatchNode& term) {
    word.keys.push_back(term.terms[0]);
    documents = std::max(documents, term.terms[0].documents());
  };
  if (scored.kind == MatchNode::Kind::kTerm) add(scored);
  for (const MatchNode& child : scored.children) add(child);
  word.weight = idf(documents) * static_cast<double>(boost);
  plan_.asked.push_back(std::move(word));
}

MatchNode Planner::plan_words(const Node& node, float boost, bool keep_stop_words) {
  const std::vector<QueryToken> tokens = tokens_of(node.text);
  const auto ordinary =
      std::count_if(tokens.begin(), tokens.end(), [](const QueryToken& token) { return !token.extra; });
  std::vector<MatchNode> parts;
  if (node.occur != Occur::kShould && ordinary > 1) {
    // A required compound: its parts side by side, or the whole as one word.
    parts.push_back(phrase_node(tokens, node.field, boost));
    for (const QueryToken& token : tokens) {
      if (token.extra) parts.push_back(word_node(token, node, boost));
    }
  } else {
    for (const QueryToken& token : tokens) {
      if (token.stop && !keep_stop_words) continue;
      MatchNode scored = word_node(token, node, boost);
      if (!token.extra && !negative_ && node.field.empty()) note_asked(token, scored, boost);
      parts.push_back(std::move(scored));
    }
  }
  if (!tokens.empty()) words_before_ += tokens.back().position + 1;
  if (parts.empty()) return {};
  return combine(MatchNode::Kind::kAny, std::move(parts));
}

MatchNode Planner::plan_exact(const Node& node, float boost) {
  const std::vector<QueryToken> tokens = tokens_of(node.text);
  std::vector<MatchNode> parts;
  std::vector<QueryToken> ordinary;
  for (const QueryToken& token : tokens) {
    if (token.extra) continue;
    ordinary.push_back(token);
    parts.push_back(exact_node(token.surface, boost));
  }
  if (parts.empty()) return {};
  // The forms have no positions of their own; the keys' positions say where.
  if (ordinary.size() > 1 || !node.field.empty()) {
    parts.push_back(phrase_node(ordinary, node.field, 0.0F));
  }
  return combine(MatchNode::Kind::kAll, std::move(parts));
}

namespace {

// Walks the words of all segments that begin with a prefix, in order, a word that several segments have as one.
class PrefixWords {
 public:
  PrefixWords(const segment::Snapshot& snapshot, const std::string& prefix) {
    // What the words are matters only where they have to be compared.
    const auto spelling = snapshot.segments().size() > 1 ? postings::Spelling::kTerms : postings::Spelling::kInfosOnly;
    for (const segment::LiveSegment& live : snapshot.segments()) {
      segments_.push_back({live.segment->words().forms_with_prefix(prefix, spelling)});
      segments_.back().has_term = segments_.back().terms.next();
    }
  }

  /// Calls visit(segment, info) for every segment that has the next word; false if there is none.
  template <typename Visit>
  bool next(Visit visit) {
    const Segment* first = nullptr;
    for (const Segment& segment : segments_) {
      if (!segment.has_term) continue;
      if (first == nullptr || segment.terms.code() < first->terms.code()) first = &segment;
    }
    if (first == nullptr) return false;
    if (segments_.size() > 1) word_ = first->terms.code();
    for (std::size_t i = 0; i < segments_.size(); ++i) {
      Segment& segment = segments_[i];
      if (!segment.has_term || (segments_.size() > 1 && segment.terms.code() != word_)) continue;
      visit(i, segment.terms.info());
      segment.has_term = segment.terms.next();
    }
    return true;
  }

 private:
  struct Segment {
    postings::Terms<postings::FormInfo> terms;
    bool has_term = false;
  };
  std::vector<Segment> segments_;
  std::string word_;  // Its code.
};

struct PrefixWord {
  std::uint64_t documents = 0;
  std::size_t begin = 0;  // Of its infos.
  std::size_t end = 0;
};

}  // namespace

// The words that begin with `prefix`, a list a segment; nothing if they are more than limits_.expansions, all segments'
// together.
std::optional<std::vector<std::vector<postings::FormInfo>>> Planner::expand_few(const std::string& prefix) const {
  std::vector<std::vector<postings::FormInfo>> lists;
  std::size_t left = limits_.expansions;
  for (const segment::LiveSegment& live : snapshot_.segments()) {
    auto words = live.segment->words().forms_with_prefix(prefix, postings::Spelling::kInfosOnly);
    std::vector<postings::FormInfo>& list = lists.emplace_back();
    for (; words.next(); --left) {
      if (left == 0) return std::nullopt;
      list.push_back(words.info());
    }
  }
  return lists;
}

// The words that begin with `prefix`, a list a segment; at most limits_.expansions different ones, the most frequent.
std::vector<std::vector<postings::FormInfo>> Planner::expand(const std::string& prefix, const Node& node) {
  // Which words are the same in several segments matters only where there are too many.
  if (auto lists = expand_few(prefix)) return std::move(*lists);
  std::vector<std::pair<std::size_t, postings::FormInfo>> infos;  // With their segments.
  std::vector<PrefixWord> words;
  PrefixWords all(snapshot_, prefix);
  PrefixWord word;
  while (all.next([&](std::size_t segment, const postings::FormInfo& info) {
    infos.emplace_back(segment, info);
    word.documents += info.documents;
  })) {
    word.end = infos.size();
    words.push_back(word);
    word = {0, word.end, 0};
  }
  if (words.size() > limits_.expansions) {
    const auto kept = words.begin() + static_cast<std::ptrdiff_t>(limits_.expansions);
    // Words come in order, and so does what begins.
    std::nth_element(words.begin(), kept, words.end(), [](const PrefixWord& a, const PrefixWord& b) {
      return a.documents != b.documents ? a.documents > b.documents : a.begin < b.begin;
    });
    words.erase(kept, words.end());
    complain(node, "more than " + std::to_string(limits_.expansions) + " words begin with \"" + prefix +
                       "\"; the most frequent are searched");
  }
  std::vector<std::vector<postings::FormInfo>> lists(snapshot_.segments().size());
  for (const PrefixWord& kept : words) {
    for (std::size_t i = kept.begin; i < kept.end; ++i) lists[infos[i].first].push_back(infos[i].second);
  }
  return lists;
}

MatchNode Planner::plan_prefix(const Node& node, float boost) {
  const std::string prefix = text::normalize(node.text);
  if (prefix.empty()) return {};
  MatchNode synonym;
  synonym.kind = MatchNode::Kind::kSynonym;
  std::uint64_t documents = 0;
  std::size_t words = 0;
  std::vector<std::vector<postings::FormInfo>> lists = expand(prefix, node);
  for (std::size_t i = 0; i < lists.size(); ++i) {
    for (const postings::FormInfo& form : lists[i]) documents += form.documents;
    words += lists[i].size();
    synonym.synonyms.push_back(postings::group_by_key(std::move(lists[i]), snapshot_.segments()[i].segment->text()));
  }
  if (words == 0) return {};
  const double weight = idf(std::min(documents, snapshot_.all_documents()));
  synonym.weight = static_cast<float>(weight * boost);
  note([&] {
    return "words beginning with \"" + prefix + "\": " + std::to_string(words) + ", weight " + rounded(weight * boost);
  });
  if (!negative_) plan_.wanted.prefixes.push_back(prefix);
  if (!node.field.empty()) complain(node, "a prefix is searched in all fields");
  return synonym;
}

MatchNode Planner::plan_phrase(const Node& node, float boost) {
  const std::vector<QueryToken> tokens = tokens_of(node.text);
  const auto ordinary =
      std::count_if(tokens.begin(), tokens.end(), [](const QueryToken& token) { return !token.extra; });
  if (ordinary == 0) return {};
  if (ordinary == 1) return word_node(tokens[0], node, boost);
  return phrase_node(tokens, node.field, boost);
}

MatchNode Planner::plan_near(const Node& node, float boost) {
  MatchNode near;
  near.kind = MatchNode::Kind::kNear;
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
  note([&] { return "near each other (" + std::to_string(near.distance) + "): weight " + rounded(weight * boost); });
  return near;
}

MatchNode Planner::plan_filter(const Node& node) const {
  MatchNode part;
  part.kind = MatchNode::Kind::kFilter;
  part.filter = matcher::filter_term(node.field, text::normalize(node.text));
  return part;
}

MatchNode Planner::plan_range(const Node& node) {
  MatchNode part;
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
  part.kind = MatchNode::Kind::kRange;
  part.slot = matcher::kDateSlot;
  if (low) part.low = static_cast<double>(low->first);
  if (high) part.high = static_cast<double>(high->last);
  return part;
}

}  // namespace svitok::search
