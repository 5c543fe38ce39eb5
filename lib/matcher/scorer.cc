#include "matcher/scorer.h"

#include "matcher/any_scorer.h"
#include "matcher/composite_scorers.h"
#include "matcher/phrase_scorer.h"

namespace svitok::matcher {

namespace {

const postings::PostingsFile& file_of(const SegmentView& segment, const TermRef& term) {
  return term.surface ? *segment.words : *segment.text;
}

}  // namespace

TermScorer::TermScorer(const SegmentView& segment, const TermRef& term, float weight)
    : cursor_(file_of(segment, term).cursor(term.infos[segment.number])),
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

bool is_there(const SegmentView& segment, const TermRef& term) { return term.infos[segment.number].documents != 0; }

std::unique_ptr<Scorer> make_any(const SegmentView& segment, const TextNode& node, TopScores* top) {
  std::vector<std::unique_ptr<TermScorer>> terms;
  std::vector<std::unique_ptr<Scorer>> others;
  for (const TextNode& child : node.children) {
    if (child.kind == TextNode::Kind::kTerm) {
      if (is_there(segment, child.terms[0]))
        terms.push_back(std::make_unique<TermScorer>(segment, child.terms[0], child.weight));
    } else if (auto scorer = make_scorer(segment, child, nullptr)) {
      others.push_back(std::move(scorer));
    }
  }
  if (others.empty()) {
    return terms.empty() ? nullptr : std::make_unique<AnyScorer>(segment, std::move(terms), top);
  }
  for (auto& term : terms) others.push_back(std::move(term));
  if (others.size() == 1) return std::move(others[0]);
  return std::make_unique<SumScorer>(std::move(others));
}

std::unique_ptr<Scorer> make_all(const SegmentView& segment, const TextNode& node) {
  std::vector<std::unique_ptr<Scorer>> members;
  for (const TextNode& child : node.children) {
    auto scorer = make_scorer(segment, child, nullptr);
    if (!scorer) return nullptr;
    members.push_back(std::move(scorer));
  }
  if (members.empty()) return nullptr;
  if (members.size() == 1) return std::move(members[0]);
  return std::make_unique<AllScorer>(std::move(members));
}

std::unique_ptr<Scorer> make_synonym(const SegmentView& segment, const TextNode& node) {
  std::vector<postings::Cursor> cursors;
  cursors.reserve(node.synonyms[segment.number].size());
  for (const postings::TermInfo& info : node.synonyms[segment.number]) cursors.push_back(segment.words->cursor(info));
  if (cursors.empty()) return nullptr;
  return std::make_unique<SynonymScorer>(segment, std::move(cursors), node.weight);
}

std::unique_ptr<Scorer> make_phrase(const SegmentView& segment, const TextNode& node) {
  std::vector<PhraseSlot> slots;
  for (std::size_t i = 0; i < node.slots.size(); ++i) {
    std::vector<postings::Cursor> cursors;
    for (const TermRef& term : node.slots[i]) {
      if (is_there(segment, term)) cursors.push_back(file_of(segment, term).cursor(term.infos[segment.number]));
    }
    if (cursors.empty()) return nullptr;
    slots.emplace_back(std::move(cursors), node.kind == TextNode::Kind::kPhrase ? node.offsets[i] : 0);
  }
  if (slots.empty()) return nullptr;
  return std::make_unique<PhraseScorer>(segment, node, std::move(slots));
}

}  // namespace

std::unique_ptr<Scorer> make_scorer(const SegmentView& segment, const TextNode& node, TopScores* top) {
  switch (node.kind) {
    case TextNode::Kind::kTerm:
      if (!is_there(segment, node.terms[0])) return nullptr;
      return std::make_unique<TermScorer>(segment, node.terms[0], node.weight);
    case TextNode::Kind::kAny:
      return make_any(segment, node, top);
    case TextNode::Kind::kAll:
      return make_all(segment, node);
    case TextNode::Kind::kSynonym:
      return make_synonym(segment, node);
    case TextNode::Kind::kPhrase:
    case TextNode::Kind::kNear:
      return make_phrase(segment, node);
  }
  return nullptr;
}

}  // namespace svitok::matcher
