// A recursive descent over the tokens, one function a level of the language:
//
//   sequence     items side by side: any of them, best first
//   disjunction  x OR y
//   conjunction  x AND y
//   negation     NOT x, -x, +x
//   near_chain   x NEAR/5 y
//   primary      a word, a phrase, a group, each perhaps with `name:`
//
// It recurses only through parentheses, which the lexer has balanced and bounded. An operator counts only when an item
// stands where it needs one; anywhere else it is a word, so no text is a syntax error.
#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "query/characters.h"
#include "query/diagnostics.h"
#include "query/group_builder.h"
#include "query/leaf.h"
#include "query/lexer.h"
#include "query/names.h"
#include "query/query.h"

namespace svitok::query {

namespace {

constexpr std::size_t kDefaultDistance = 10;
// Whatever the limits say: trees are walked and destroyed recursively.
constexpr std::size_t kDeepest = 256;

bool is_attribute(const Name* name) { return name != nullptr && name->kind != NameKind::kTextField; }

bool is_sign(char c) { return c == '+' || c == '-'; }

class Parser {
 public:
  Parser(std::string_view text, const Names& names, const QueryLimits& limits)
      : text_(text), names_(names), limits_(limits) {}

  ParsedQuery run() {
    cut();
    tokens_ = tokenize(text_, std::min(limits_.depth, kDeepest), diagnostics_);
    Node root;
    if (std::optional<Operand> all = sequence(nullptr)) root = as_group(std::move(*all));
    root.occur = Occur::kShould;
    root.begin = 0;
    root.end = text_.size();
    return {std::move(root), diagnostics_.take()};
  }

 private:
  void cut() {
    const std::size_t length = cut_length(text_, limits_.bytes);
    if (length == text_.size()) return;
    diagnostics_.add(length, text_.size(),
                     "A query is at most " + std::to_string(limits_.bytes) + " bytes long; the rest is left out");
    text_ = text_.substr(0, length);
  }

  static Node as_group(Operand operand) {
    if (operand.node.kind == Kind::kGroup && operand.node.boost == 1.0F) return std::move(operand.node);
    Node group;
    if (operand.filter) operand.node.occur = Occur::kMust;
    group.children.push_back(std::move(operand.node));
    return group;
  }

  // --- tokens

  [[nodiscard]] bool done() const { return at_ == tokens_.size() || tokens_[at_].kind == TokenKind::kClose; }

  [[nodiscard]] bool is(std::size_t index, TokenKind kind) const {
    return index < tokens_.size() && tokens_[index].kind == kind;
  }

  [[nodiscard]] bool starts_item(std::size_t index) const {
    return is(index, TokenKind::kRun) || is(index, TokenKind::kPhrase) || is(index, TokenKind::kOpen);
  }

  // An operator with something to work on after it.
  [[nodiscard]] bool at_operator(TokenKind kind) const {
    return is(at_, kind) && (starts_item(at_ + 1) || (kind != TokenKind::kNear && is(at_ + 1, TokenKind::kNot)));
  }

  // Whether the token at `index` stands directly, without white space, after the one before it.
  [[nodiscard]] bool glued(std::size_t index) const {
    return index > 0 && index < tokens_.size() && tokens_[index].begin == tokens_[index - 1].end;
  }

  [[nodiscard]] Piece piece(const Token& token) const {
    return {text_.substr(token.begin, token.end - token.begin), token.begin};
  }

  // --- levels of the language; `name` is that of the group around, null if it has none

  std::optional<Operand> sequence(const Name* name) {
    GroupBuilder builder;
    while (!done()) disjunction(name, builder);
    if (builder.empty()) return std::nullopt;
    return builder.finish();
  }

  void disjunction(const Name* name, GroupBuilder& builder) {
    std::vector<Operand> first = conjunction(name);
    if (!at_operator(TokenKind::kOr)) {
      add_beside(std::move(first), name, builder);
      return;
    }
    std::vector<Operand> alternatives;
    add_alternative(std::move(first), alternatives);
    while (at_operator(TokenKind::kOr)) {
      ++at_;
      add_alternative(conjunction(name), alternatives);
    }
    add_alternatives(std::move(alternatives), name, builder);
  }

  std::vector<Operand> conjunction(const Name* name) {
    std::vector<Operand> operands;
    if (std::optional<Operand> operand = negation(name)) operands.push_back(std::move(*operand));
    while (at_operator(TokenKind::kAnd)) {
      ++at_;
      if (std::optional<Operand> operand = negation(name)) {
        operand->required = true;
        operands.push_back(std::move(*operand));
      }
      if (!operands.empty()) operands.front().required = true;
    }
    return operands;
  }

  std::optional<Operand> negation(const Name* name) {
    bool negated = false;
    for (; at_operator(TokenKind::kNot); ++at_) negated = !negated;
    const char sign = take_sign();
    std::optional<Operand> operand = near_chain(name);
    if (!operand) return std::nullopt;
    operand->negated = negated != (sign == '-');
    operand->required = sign == '+';
    return operand;
  }

  std::optional<Operand> near_chain(const Name* name) {
    std::optional<Operand> first = primary(name);
    if (!first || !at_near()) return first;
    std::vector<Operand> operands;
    operands.push_back(std::move(*first));
    const Token operation = tokens_[at_];
    std::size_t distance = 0;
    while (at_near()) {
      distance = std::max(distance, near_distance(tokens_[at_], distance));
      ++at_;
      if (std::optional<Operand> operand = primary(name)) operands.push_back(std::move(*operand));
    }
    return near(std::move(operands), operation, distance);
  }

  std::optional<Operand> primary(const Name* name) {
    const std::size_t begin = tokens_[at_].begin;
    Prefix prefix{name, false};
    std::optional<Piece> run;
    if (is(at_, TokenKind::kRun)) run = take_prefix(prefix);
    if (is(at_, TokenKind::kOpen) && (!run || run->raw.empty())) return group(prefix);
    std::optional<Operand> operand;
    if (run && !run->raw.empty()) {
      operand = leaf(read_run(*run, prefix, diagnostics_), prefix);
    } else if (is(at_, TokenKind::kPhrase)) {
      operand = phrase(prefix);
    } else if (!done()) {
      operand = stray_operator();
    }
    if (operand) operand->node.begin = begin;
    return operand;
  }

  // --- how items stand to each other

  // Side by side with others: a filter restricts, AND asks for both its sides, a word is one of many.
  static void add_beside(std::vector<Operand> operands, const Name* name, GroupBuilder& builder) {
    for (Operand& operand : operands) {
      const bool must = operand.required || (operand.filter && !is_attribute(name));
      const Occur occur = operand.negated ? Occur::kMustNot : must ? Occur::kMust : Occur::kShould;
      builder.add(std::move(operand), occur);
    }
  }

  // One side of an OR.
  void add_alternative(std::vector<Operand> operands, std::vector<Operand>& alternatives) {
    if (operands.empty()) return;
    if (operands.size() == 1 && !operands.front().negated) {
      alternatives.push_back(std::move(operands.front()));
      return;
    }
    GroupBuilder builder;
    for (Operand& operand : operands) {
      const Occur occur = operand.negated ? Occur::kMustNot : Occur::kMust;
      builder.add(std::move(operand), occur);
    }
    alternatives.push_back(builder.finish());
  }

  // Alternatives that are all filters restrict as one filter does; others join the words around.
  static void add_alternatives(std::vector<Operand> alternatives, const Name* name, GroupBuilder& builder) {
    const bool filters = !alternatives.empty() && std::all_of(alternatives.begin(), alternatives.end(),
                                                              [](const Operand& operand) { return operand.filter; });
    GroupBuilder group;
    GroupBuilder& target = filters && !is_attribute(name) ? group : builder;
    for (Operand& operand : alternatives) target.add(std::move(operand), Occur::kShould);
    if (!group.empty()) builder.add(group.finish(), Occur::kMust);
  }

  // --- NEAR

  // A sign asks something of the whole query, so what bears one is no neighbour.
  [[nodiscard]] bool at_near() const { return at_operator(TokenKind::kNear) && !has_sign(at_ + 1); }

  std::size_t near_distance(const Token& token, std::size_t before) {
    const std::size_t most = std::max<std::size_t>(limits_.phrase, 1);
    const std::size_t typed = token.distance == 0 ? std::min(kDefaultDistance, most) : token.distance;
    if (typed > most) {
      diagnostics_.add(token.begin, token.end, "NEAR reaches at most " + std::to_string(most) + " words");
    }
    const std::size_t distance = std::min(typed, most);
    if (before != 0 && before != distance) {
      diagnostics_.add(token.begin, token.end, "A chain of NEAR has one distance; the widest is used");
    }
    return distance;
  }

  Operand near(std::vector<Operand> operands, const Token& operation, std::size_t distance) {
    if (operands.size() == 1) return std::move(operands.front());
    if (!share_field(operands)) {
      diagnostics_.add(operation.begin, operation.end,
                       "NEAR joins words and phrases of one field; here it is read as AND");
      GroupBuilder builder;
      for (Operand& operand : operands) builder.add(std::move(operand), Occur::kMust);
      return builder.finish();
    }
    Operand result;
    result.node.kind = Kind::kNear;
    result.node.distance = distance;
    result.node.begin = operands.front().node.begin;
    result.node.end = operands.back().node.end;
    for (Operand& operand : operands) result.node.children.push_back(std::move(operand.node));
    return result;
  }

  // The field named for one of them counts for all. False when they cannot be neighbours.
  static bool share_field(std::vector<Operand>& operands) {
    std::string field;
    for (const Operand& operand : operands) {
      const Node& node = operand.node;
      const bool fits = node.kind == Kind::kWords || node.kind == Kind::kExact || node.kind == Kind::kPrefix ||
                        node.kind == Kind::kPhrase;
      if (!fits || (!field.empty() && !node.field.empty() && node.field != field)) return false;
      if (!node.field.empty()) field = node.field;
    }
    for (Operand& operand : operands) operand.node.field = field;
    return true;
  }

  // --- items

  [[nodiscard]] bool has_sign(std::size_t index) const {
    const Token& token = tokens_[index];
    if (token.kind != TokenKind::kRun || !token.fresh || !is_sign(text_[token.begin])) return false;
    if (token.end - token.begin == 1) return glued(index + 1);
    return !is_sign(text_[token.begin + 1]);
  }

  // '+', '-', or 0. What is left of the run may be empty, before a phrase or a group.
  char take_sign() {
    if (at_ == tokens_.size() || !has_sign(at_)) return 0;
    return text_[tokens_[at_].begin++];
  }

  // Takes a run with the `name:` and `=` at its start; what is left is empty when a phrase or a group goes on with it.
  Piece take_prefix(Prefix& prefix) {
    Piece rest = piece(tokens_[at_]);
    const bool goes_on = glued(at_ + 1) && starts_item(at_ + 1) && !is(at_ + 1, TokenKind::kRun);
    ++at_;
    const auto take = [&](std::size_t length) {
      const bool fits = rest.raw.size() > length || goes_on;
      if (fits) rest = rest.from(length);
      return fits;
    };
    const std::size_t colon = find_operator(rest.raw, ':');
    if (colon != std::string_view::npos && colon > 0) {
      const Name* const found = names_.find(rest.raw.substr(0, colon));
      if (found == nullptr) {
        doubt_name(rest, colon, goes_on, names_, diagnostics_);
      } else if (take(colon + 1)) {
        prefix.name = found;
      } else {
        diagnostics_.add(rest.begin, rest.end(),
                         quoted(rest.raw) + " names nothing; write the word right after the colon");
      }
    }
    if (!rest.raw.empty() && rest.raw.front() == '=') prefix.exact = take(1);
    return rest;
  }

  std::optional<Operand> leaf(std::optional<Node> node, Prefix prefix) {
    if (!node || !take_term(node->begin)) return std::nullopt;
    Operand operand;
    operand.filter = is_attribute(prefix.name);
    operand.node = std::move(*node);
    return operand;
  }

  std::optional<Operand> phrase(Prefix prefix) {
    const Token token = tokens_[at_++];
    const Piece inner{text_.substr(token.inner_begin, token.inner_end - token.inner_begin), token.inner_begin};
    std::optional<Operand> operand = leaf(read_phrase(inner, prefix, limits_.phrase, diagnostics_), prefix);
    if (operand) {
      operand->node.begin = token.begin;
      operand->node.end = token.end;
    }
    take_suffix(operand);
    return operand;
  }

  std::optional<Operand> group(Prefix prefix) {
    const std::size_t begin = tokens_[at_++].begin;
    if (prefix.exact) diagnostics_.add(begin - 1, begin, "= stands before one word; before a group it is ignored");
    std::optional<Operand> operand = sequence(prefix.name);
    if (at_ < tokens_.size()) {
      const std::size_t end = tokens_[at_++].end;
      if (operand && operand->node.kind == Kind::kGroup) {
        operand->node.begin = begin;
        operand->node.end = end;
      }
    }
    take_suffix(operand);
    return operand;
  }

  // "a phrase"^2, (a group)^2; and "a phrase"~5, which other engines have.
  void take_suffix(std::optional<Operand>& operand) {
    if (!glued(at_) || !is(at_, TokenKind::kRun)) return;
    const Piece suffix = piece(tokens_[at_]);
    if (suffix.raw.front() == '~') {
      diagnostics_.add(suffix.begin, suffix.end(), "~ goes with one word; for words that stand close write a NEAR/5 b");
      ++at_;
      return;
    }
    if (suffix.raw.front() != '^') return;
    const Boosted boosted = take_boost(suffix, diagnostics_);
    if (!boosted.boost || !boosted.piece.raw.empty()) return;
    ++at_;
    if (!operand) return;
    operand->node.boost = std::clamp(operand->node.boost * *boosted.boost, kLeastBoost, kMostBoost);
    operand->node.end = suffix.end();
  }

  // AND, OR, NOT or NEAR with nothing to work on.
  std::optional<Operand> stray_operator() {
    const Piece word = piece(tokens_[at_++]);
    if (!take_term(word.begin)) return std::nullopt;
    diagnostics_.add(word.begin, word.end(), quoted(word.raw) + " has nothing to join here and is read as a word");
    Operand operand;
    operand.node = plain_words(word);
    return operand;
  }

  // Counts one more leaf; beyond the limit the rest of the query is left out.
  bool take_term(std::size_t begin) {
    if (terms_++ < limits_.terms) return true;
    diagnostics_.add(begin, text_.size(),
                     "A query holds at most " + std::to_string(limits_.terms) + " words; the rest is left out");
    at_ = tokens_.size();
    return false;
  }

  std::string_view text_;
  NameTable names_;
  QueryLimits limits_;
  Diagnostics diagnostics_;
  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  std::size_t terms_ = 0;
};

}  // namespace

ParsedQuery parse(std::string_view text, const Names& names, const QueryLimits& limits) {
  return Parser(text, names, limits).run();
}

}  // namespace svitok::query
