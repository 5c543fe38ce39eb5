#include "query/group_builder.h"

#include <utility>

namespace svitok::query {

void GroupBuilder::add(Operand operand, Occur occur) {
  operand.node.occur = occur;
  if (children_.empty()) begin_ = operand.node.begin;
  end_ = operand.node.end;
  only_filters_ = only_filters_ && operand.filter;
  if (occur == Occur::kShould) ++shoulds_;
  if (occur == Occur::kMust) ++(operand.filter ? must_filters_ : must_words_);
  children_.push_back(std::move(operand.node));
}

Operand GroupBuilder::finish() {
  if (shoulds_ + must_words_ + must_filters_ == 0) start_from_all();
  if (must_filters_ > 0 && must_words_ == 0 && shoulds_ > 0) require_words();
  Operand result;
  result.filter = only_filters_;
  if (children_.size() == 1) {
    result.node = std::move(children_.front());
    return result;
  }
  result.node.begin = begin_;
  result.node.end = end_;
  result.node.children = std::move(children_);
  return result;
}

void GroupBuilder::start_from_all() {
  Node all;
  all.kind = Kind::kAll;
  all.occur = Occur::kMust;
  all.begin = begin_;
  all.end = begin_;
  children_.insert(children_.begin(), std::move(all));
}

void GroupBuilder::require_words() {
  std::vector<Node> words;
  std::vector<Node> kept(1);
  for (Node& child : children_) (child.occur == Occur::kShould ? words : kept).push_back(std::move(child));
  Node& required = kept.front();
  if (words.size() == 1) {
    required = std::move(words.front());
  } else {
    required.begin = words.front().begin;
    required.end = words.back().end;
    required.children = std::move(words);
  }
  required.occur = Occur::kMust;
  children_ = std::move(kept);
}

}  // namespace svitok::query
