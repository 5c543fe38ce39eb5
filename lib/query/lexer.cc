#include "query/lexer.h"

#include <algorithm>
#include <string>

#include "query/characters.h"

namespace svitok::query {

namespace {

constexpr std::string_view kNear = "NEAR";
constexpr std::size_t kHugeDistance = 1000000;
constexpr std::size_t kNoNumber = 4;

// The quotation marks that end what `opening` opens; the second may be 0. Not an opening mark: both 0.
struct ClosingMarks {
  char32_t first = 0;
  char32_t second = 0;
};

ClosingMarks closing_marks(char32_t opening) {
  switch (opening) {
    case U'"':
      return {U'"', 0};
    case U'«':
      return {U'»', 0};
    case U'“':
      return {U'”', 0};
    case U'„':
      return {U'“', U'”'};
    default:
      return {};
  }
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The spaces that people and typesetters put between thousands.
bool is_group_space(char32_t code) { return code == ' ' || code == 0xA0 || code == 0x2009 || code == 0x202F; }

// "NEAR" or "NEAR/5".
void read_near(std::string_view run, Token& token) {
  if (run.substr(0, kNear.size()) != kNear) return;
  const std::string_view suffix = run.substr(kNear.size());
  if (suffix.empty()) {
    token.kind = TokenKind::kNear;
    return;
  }
  const std::string_view number = suffix.substr(1);
  if (suffix.front() != '/' || number.empty() || !std::all_of(number.begin(), number.end(), is_digit)) return;
  for (const char digit : number) {
    token.distance = std::min(token.distance * 10 + static_cast<std::size_t>(digit - '0'), kHugeDistance);
  }
  token.kind = TokenKind::kNear;
  token.distance = std::max<std::size_t>(token.distance, 1);
}

class Lexer {
 public:
  Lexer(std::string_view text, std::size_t depth, Diagnostics& diagnostics)
      : text_(text), depth_limit_(depth), diagnostics_(diagnostics) {}

  std::vector<Token> run() {
    while (at_ < text_.size()) step();
    close_groups();
    return std::move(tokens_);
  }

 private:
  void step() {
    const Character character = decode(text_, at_);
    if (is_space(character.code)) {
      at_ += character.length;
      fresh_ = true;
    } else if (character.code == '(') {
      open();
    } else if (character.code == ')') {
      close();
    } else if (closing_marks(character.code).first != 0) {
      phrase(character);
    } else {
      word_run();
    }
  }

  Token& push(TokenKind kind, std::size_t begin) {
    Token token;
    token.kind = kind;
    token.fresh = fresh_;
    token.begin = begin;
    token.end = at_;
    tokens_.push_back(token);
    fresh_ = kind == TokenKind::kOpen;
    return tokens_.back();
  }

  void open() {
    ++at_;
    if (open_.size() < depth_limit_) {
      open_.push_back(at_ - 1);
      push(TokenKind::kOpen, at_ - 1);
      return;
    }
    ++ignored_;
    fresh_ = true;
    diagnostics_.add(at_ - 1, at_,
                     "Parentheses may be nested " + std::to_string(depth_limit_) + " deep; deeper ones are ignored");
  }

  void close() {
    ++at_;
    if (ignored_ > 0) {
      --ignored_;
      fresh_ = false;
    } else if (!open_.empty()) {
      open_.pop_back();
      push(TokenKind::kClose, at_ - 1);
    } else {
      fresh_ = false;
      diagnostics_.add(at_ - 1, at_, "A closing parenthesis that nothing opens is ignored");
    }
  }

  void close_groups() {
    if (!open_.empty()) {
      diagnostics_.add(open_.back(), open_.back() + 1, "A parenthesis is not closed; it is closed at the end");
    }
    for (std::size_t i = 0; i < open_.size(); ++i) push(TokenKind::kClose, at_);
  }

  // Quotation marks of the same kind nest; others inside are text.
  void phrase(Character opening) {
    const std::size_t begin = at_;
    const ClosingMarks closing = closing_marks(opening.code);
    at_ += opening.length;
    std::size_t inner_end = text_.size();
    bool closed = false;
    for (std::size_t level = 1; at_ < text_.size() && !closed;) {
      if (const std::size_t escape = escape_length(text_, at_); escape > 0) {
        at_ += escape;
        continue;
      }
      const Character character = decode(text_, at_);
      if (character.code == closing.first || character.code == closing.second) {
        closed = --level == 0;
        inner_end = at_;
      } else if (character.code == opening.code) {
        ++level;
      }
      at_ += character.length;
    }
    if (!closed) {
      inner_end = text_.size();
      diagnostics_.add(begin, begin + opening.length, "A quotation mark is not closed; the phrase goes on to the end");
    }
    Token& token = push(TokenKind::kPhrase, begin);
    token.inner_begin = begin + opening.length;
    token.inner_end = inner_end;
    trim(token);
  }

  void trim(Token& token) const {
    std::size_t last_end = token.inner_begin;
    bool started = false;
    for (std::size_t at = token.inner_begin; at < token.inner_end;) {
      const Character character = decode(text_, at);
      if (!is_space(character.code)) {
        if (!started) token.inner_begin = at;
        started = true;
        last_end = at + character.length;
      }
      at += character.length;
    }
    token.inner_end = started ? last_end : token.inner_begin;
  }

  void word_run() {
    const std::size_t begin = at_;
    digits_ = 0;
    grouped_ = false;
    while (at_ < text_.size()) {
      if (const std::size_t escape = escape_length(text_, at_); escape > 0) {
        at_ += escape;
        continue;
      }
      const Character character = decode(text_, at_);
      if (ends_run(character)) break;
      count_digits(character, begin);
      at_ += character.length;
    }
    const std::string_view run = text_.substr(begin, at_ - begin);
    if (is_searchable(run)) {
      classify(run, push(TokenKind::kRun, begin));
      return;
    }
    fresh_ = false;
    if (run == "&&") diagnostics_.add(begin, at_, "\"&&\" is no operator; write AND");
    if (run == "||") diagnostics_.add(begin, at_, "\"||\" is no operator; write OR");
  }

  [[nodiscard]] bool ends_run(Character character) const {
    if (character.code == '(' || character.code == ')') return true;
    if (is_space(character.code)) return !groups_digits(character);
    return closing_marks(character.code).first != 0 && !is_mark_after_word(character);
  }

  // Follows a run for as long as it is digits, after a sign or none.
  void count_digits(Character character, std::size_t begin) {
    if (is_space(character.code)) {
      grouped_ = true;
      digits_ = 0;
    } else if (is_digit(text_[at_])) {
      digits_ = std::min(digits_ + 1, kNoNumber);
    } else if (at_ != begin || (character.code != '+' && character.code != '-')) {
      digits_ = kNoNumber;
    }
  }

  // 74 000 is one number, as it is in a document: one to three digits, a space, exactly three more.
  [[nodiscard]] bool groups_digits(Character space) const {
    if (!is_group_space(space.code) || digits_ < 1 || digits_ > 3 || (grouped_ && digits_ != 3)) return false;
    const std::string_view rest = text_.substr(at_ + space.length);
    return rest.size() >= 3 && std::all_of(rest.begin(), rest.begin() + 3, is_digit) &&
           (rest.size() == 3 || !is_digit(rest[3]));
  }

  // The inches of 24": a quotation mark at the end of a run opens nothing.
  [[nodiscard]] bool is_mark_after_word(Character character) const {
    const std::size_t next = at_ + character.length;
    if (next >= text_.size()) return true;
    const Character after = decode(text_, next);
    return after.code == ')' || is_space(after.code);
  }

  // Something to search for, or what may stand directly before a phrase or a group.
  [[nodiscard]] bool is_searchable(std::string_view run) const {
    if (count_word_characters(run, 1) > 0) return true;
    std::string_view rest = run;
    if (fresh_ && (rest.front() == '+' || rest.front() == '-')) rest.remove_prefix(1);
    if (rest == "*") return true;
    if (rest != "" && rest != "=") return false;
    return at_ < text_.size() && !is_space(decode(text_, at_).code) && text_[at_] != ')';
  }

  static void classify(std::string_view run, Token& token) {
    if (run == "AND") token.kind = TokenKind::kAnd;
    if (run == "OR") token.kind = TokenKind::kOr;
    if (run == "NOT") token.kind = TokenKind::kNot;
    read_near(run, token);
  }

  std::string_view text_;
  std::size_t depth_limit_;
  Diagnostics& diagnostics_;
  std::size_t at_ = 0;
  bool fresh_ = true;
  std::size_t ignored_ = 0;  // Parentheses open beyond the depth limit.
  std::size_t digits_ = 0;   // Of the run: digits since its start or its last space, kNoNumber or more if other text.
  bool grouped_ = false;     // The run holds a space already.
  std::vector<std::size_t> open_;
  std::vector<Token> tokens_;
};

}  // namespace

std::vector<Token> tokenize(std::string_view text, std::size_t depth, Diagnostics& diagnostics) {
  return Lexer(text, depth, diagnostics).run();
}

}  // namespace svitok::query
