#include "matcher/scorer.h"

#include "matcher/composite_scorers.h"
#include "matcher/phrase_scorer.h"
#include "matcher/ranked_scorer.h"
#include "matcher/synonym_scorer.h"

namespace svitok::matcher {

TermScorer::TermScorer(const SegmentView& segment, const TermRef& term, float weight)
    : file_(segment.text),
      info_(term.infos[segment.number]),
      cursor_(file_->cursor(info_)),
      impacts_(segment.impacts),
      codes_(segment.length_codes),
      weight_(weight),
      ratio_(segment.bound_ratio),
      greatest_(bound_score(cursor_.bound())) {}

void TermScorer::skip_to(std::uint32_t target, Score least) {
  if (least > greatest_) {
    doc_ = kEnd;
    return;
  }
  while (true) {
    cursor_.skip_to(target);
    doc_ = cursor_.doc();
    if (doc_ == kEnd || least == 0) return;
    const std::uint32_t end = cursor_.block_end(doc_);
    if (bound(doc_, end) >= least) return;
    target = end + 1;
  }
}

namespace {

using Kind = MatchNode::Kind;

bool is_there(const SegmentView& segment, const TermRef& term) { return term.infos[segment.number].documents != 0; }

bool is_term(const MatchNode& node) { return node.kind == Kind::kTerm; }

// A term, or any of several.
bool is_ranked_set(const MatchNode& node) {
  return is_term(node) || (node.kind == Kind::kAny && std::all_of(node.children.begin(), node.children.end(), is_term));
}

// What RankedScorer takes as its required groups.
bool is_conjunction(const MatchNode& node) {
  return node.kind == Kind::kAll && std::all_of(node.children.begin(), node.children.end(), is_ranked_set);
}

// Makes the scorers of one match in one segment.
class Maker {
 public:
  Maker(const SegmentView& segment, const ConditionReader& conditions) : segment_(segment), conditions_(conditions) {}

  [[nodiscard]] std::unique_ptr<Scorer> make(const MatchNode& node, const Selection* selection) const;

 private:
  [[nodiscard]] std::unique_ptr<TermScorer> term_scorer(const MatchNode& node) const {
    return std::make_unique<TermScorer>(segment_, node.terms[0], node.weight);
  }
  [[nodiscard]] RankedScorer::Terms terms_of(const MatchNode& set) const;
  [[nodiscard]] std::unique_ptr<Scorer> make_ranked(const std::vector<const MatchNode*>& required,
                                                    const MatchNode* optional, const Selection* selection) const;
  [[nodiscard]] std::unique_ptr<Scorer> make_any(const MatchNode& node, const Selection* selection) const;
  [[nodiscard]] std::unique_ptr<Scorer> make_all(const MatchNode& node, const Selection* selection) const;
  [[nodiscard]] std::unique_ptr<Scorer> make_maybe(const MatchNode& node, const Selection* selection) const;
  [[nodiscard]] std::unique_ptr<Scorer> make_without(const MatchNode& node) const;
  [[nodiscard]] std::unique_ptr<Scorer> make_synonym(const MatchNode& node, const Selection* selection) const;
  [[nodiscard]] std::unique_ptr<Scorer> make_phrase(const MatchNode& node, const Selection* selection) const;

  const SegmentView& segment_;
  const ConditionReader& conditions_;
};

std::vector<const MatchNode*> pointers_to(const std::vector<MatchNode>& nodes) {
  std::vector<const MatchNode*> pointers;
  for (const MatchNode& node : nodes) pointers.push_back(&node);
  return pointers;
}

// Those of a ranked set that are in the segment.
RankedScorer::Terms Maker::terms_of(const MatchNode& set) const {
  RankedScorer::Terms terms;
  const auto add = [&](const MatchNode& term) {
    if (is_there(segment_, term.terms[0])) terms.push_back(term_scorer(term));
  };
  if (is_term(set)) {
    add(set);
  } else {
    for (const MatchNode& child : set.children) add(child);
  }
  return terms;
}

// `required`: ranked sets; `optional`: one, or null.
std::unique_ptr<Scorer> Maker::make_ranked(const std::vector<const MatchNode*>& required, const MatchNode* optional,
                                           const Selection* selection) const {
  std::vector<RankedScorer::Terms> groups;
  for (const MatchNode* node : required) {
    groups.push_back(terms_of(*node));
    if (groups.back().empty()) return nullptr;
  }
  RankedScorer::Terms terms;
  if (optional != nullptr) terms = terms_of(*optional);
  if (groups.empty() && terms.empty()) return nullptr;
  return std::make_unique<RankedScorer>(segment_, std::move(groups), std::move(terms), selection);
}

std::unique_ptr<Scorer> Maker::make_any(const MatchNode& node, const Selection* selection) const {
  if (is_ranked_set(node)) return make_ranked({}, &node, selection);
  RankedScorer::Terms terms;
  std::vector<std::unique_ptr<Scorer>> members;
  for (const MatchNode& child : node.children) {
    if (is_term(child)) {
      if (is_there(segment_, child.terms[0])) terms.push_back(term_scorer(child));
    } else if (auto scorer = make(child, nullptr)) {
      members.push_back(std::move(scorer));
    }
  }
  if (terms.size() == 1) {
    members.push_back(std::move(terms[0]));
  } else if (!terms.empty()) {
    members.push_back(
        std::make_unique<RankedScorer>(segment_, std::vector<RankedScorer::Terms>(), std::move(terms), nullptr));
  }
  if (members.empty()) return nullptr;
  if (members.size() == 1) return std::move(members[0]);
  return std::make_unique<SumScorer>(std::move(members));
}

// What is terms becomes one member.
std::unique_ptr<Scorer> Maker::make_all(const MatchNode& node, const Selection* selection) const {
  if (is_conjunction(node)) return make_ranked(pointers_to(node.children), nullptr, selection);
  std::vector<const MatchNode*> ranked;
  std::vector<std::unique_ptr<Scorer>> members;
  for (const MatchNode& child : node.children) {
    if (is_ranked_set(child)) {
      ranked.push_back(&child);
      continue;
    }
    members.push_back(make(child, nullptr));
    if (!members.back()) return nullptr;
  }
  if (ranked.size() == 1) {
    members.push_back(make(*ranked[0], nullptr));
  } else if (!ranked.empty()) {
    members.push_back(make_ranked(ranked, nullptr, nullptr));
  }
  if (members.empty() || !members.back()) return nullptr;
  if (members.size() == 1) return std::move(members[0]);
  return std::make_unique<AllScorer>(std::move(members));
}

std::unique_ptr<Scorer> Maker::make_maybe(const MatchNode& node, const Selection* selection) const {
  const MatchNode& required = node.children[0];
  const MatchNode& optional = node.children[1];
  if (is_ranked_set(optional)) {
    if (is_ranked_set(required)) return make_ranked({&required}, &optional, selection);
    if (is_conjunction(required)) return make_ranked(pointers_to(required.children), &optional, selection);
  }
  auto first = make(required, nullptr);
  if (!first) return nullptr;
  auto second = make(optional, nullptr);
  if (!second) return first;
  return std::make_unique<MaybeScorer>(std::move(first), std::move(second));
}

std::unique_ptr<Scorer> Maker::make_without(const MatchNode& node) const {
  auto included = make(node.children[0], nullptr);
  if (!included) return nullptr;
  auto excluded = make(node.children[1], nullptr);
  if (!excluded) return included;
  return std::make_unique<WithoutScorer>(std::move(included), std::move(excluded));
}

std::unique_ptr<Scorer> Maker::make_synonym(const MatchNode& node, const Selection* selection) const {
  const std::vector<postings::KeyForms>& forms = node.synonyms[segment_.number];
  if (forms.empty()) return nullptr;
  return std::make_unique<SynonymScorer>(segment_, forms, node.weight, selection);
}

std::unique_ptr<Scorer> Maker::make_phrase(const MatchNode& node, const Selection* selection) const {
  std::vector<PhraseSlot> slots;
  for (std::size_t i = 0; i < node.slots.size(); ++i) {
    std::vector<PhraseSlot::Term> terms;
    for (const TermRef& term : node.slots[i]) {
      if (is_there(segment_, term)) terms.push_back({segment_.text, term.infos[segment_.number]});
    }
    if (terms.empty()) return nullptr;
    slots.emplace_back(terms, node.kind == Kind::kPhrase ? node.offsets[i] : 0);
  }
  if (slots.empty()) return nullptr;
  return std::make_unique<PhraseScorer>(segment_, node, std::move(slots), selection);
}

std::unique_ptr<Scorer> Maker::make(const MatchNode& node, const Selection* selection) const {
  switch (node.kind) {
    case Kind::kNothing:
      return nullptr;
    case Kind::kEverything:
    case Kind::kFilter:
    case Kind::kRange:
      return std::make_unique<ConditionScorer>(conditions_.condition(node));
    case Kind::kTerm:
      // Alone it is a ranked set of one; as a member it is led.
      if (selection != nullptr) return make_ranked({}, &node, selection);
      if (!is_there(segment_, node.terms[0])) return nullptr;
      return term_scorer(node);
    case Kind::kSynonym:
      return make_synonym(node, selection);
    case Kind::kPhrase:
    case Kind::kNear:
      return make_phrase(node, selection);
    case Kind::kAny:
      return make_any(node, selection);
    case Kind::kAll:
      return make_all(node, selection);
    case Kind::kMaybe:
      return make_maybe(node, selection);
    case Kind::kWithout:
      return make_without(node);
  }
  return nullptr;
}

}  // namespace

std::unique_ptr<Scorer> make_scorer(const SegmentView& segment, const MatchNode& node,
                                    const ConditionReader& conditions, const Selection* selection) {
  return Maker(segment, conditions).make(node, selection);
}

}  // namespace svitok::matcher
