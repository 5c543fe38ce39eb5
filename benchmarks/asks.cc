#include "asks.h"

#include <algorithm>
#include <functional>
#include <random>
#include <unordered_map>
#include <unordered_set>

namespace svitok::bench {

namespace {

bool is_continuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; }

// The letter at `at` in lower case; empty if none of ASCII or of the Russian alphabet stands there.
std::string letter_at(const std::string& text, std::size_t at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  if (lead < 0x80) {
    if (lead >= 'A' && lead <= 'Z') return {static_cast<char>(lead + 0x20)};
    return lead >= 'a' && lead <= 'z' ? std::string{static_cast<char>(lead)} : std::string();
  }
  if ((lead != 0xD0 && lead != 0xD1) || at + 1 >= text.size()) return {};
  const unsigned code = ((lead & 0x1FU) << 6U) | (static_cast<unsigned char>(text[at + 1]) & 0x3FU);
  if (code != 0x401 && code != 0x451 && (code < 0x410 || code > 0x44F)) return {};
  const unsigned lower = code == 0x401 ? 0x451 : code < 0x430 ? code + 0x20 : code;
  return {static_cast<char>(0xC0U | (lower >> 6U)), static_cast<char>(0x80U | (lower & 0x3FU))};
}

struct PlainWord {
  std::string text;
  bool neighbour = false;  // One blank, and nothing else, stands between it and the word before.
};

bool is_one_of(std::string_view signs, const std::string& text, std::size_t at) {
  return at >= text.size() || signs.find(text[at]) != std::string_view::npos;
}

// Words of letters alone between blanks and punctuation: parts of a name, a path or a number are none.
std::vector<PlainWord> plain_words(const std::string& text) {
  std::vector<PlainWord> words;
  std::size_t last_end = std::string::npos;  // Of the word before, if it counted.
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    std::string word;
    for (std::string letter; at < text.size() && !(letter = letter_at(text, at)).empty(); at += letter.size()) {
      word += letter;
    }
    if (word.empty()) {
      ++at;
    } else if (is_one_of(" \n([", text, begin - 1) && is_one_of(" \n.,;:!?)]", text, at)) {
      words.push_back({word, last_end == begin - 1 && text[begin - 1] == ' '});
      last_end = at;
    }
  }
  return words;
}

std::size_t letters(const std::string& word) {
  return static_cast<std::size_t>(std::count_if(word.begin(), word.end(), [](char c) { return !is_continuation(c); }));
}

std::string first_letters(const std::string& word, std::size_t count) {
  std::size_t at = 0;
  for (; at < word.size() && (count > 0 || is_continuation(word[at])); ++at) {
    if (!is_continuation(word[at])) --count;
  }
  while (at < word.size() && is_continuation(word[at])) ++at;
  return word.substr(0, at);
}

std::string language_of(const std::vector<std::string>& words) {
  return !words.empty() && static_cast<unsigned char>(words[0][0]) >= 0x80 ? "ru" : "en";
}

class Chooser {
 public:
  Chooser(const std::vector<Article>& corpus, std::uint32_t seed) : corpus_(corpus), random_(seed) {
    for (const Article& article : corpus) {
      std::unordered_set<std::string> seen;
      for (const PlainWord& word : plain_words(article.text)) {
        if (seen.insert(word.text).second) ++documents_[word.text];
      }
    }
    const std::size_t all = corpus.size();
    rare_ = words_in(2, std::max<std::size_t>(6, all / 5000));
    mid_ = words_in(std::max<std::size_t>(7, all / 500), all / 50);
    common_ = words_in(all / 20, all / 3);
  }

  [[nodiscard]] std::vector<AskKind> choose(std::size_t count) {
    const auto term = [this](const std::vector<std::string>& from) { return ask(Ask::Kind::kAny, {any(from)}); };
    return {{"rare term", repeat(count, [&] { return term(rare_); })},
            {"mid term", repeat(count, [&] { return term(mid_); })},
            {"common term", repeat(count, [&] { return term(common_); })},
            {"AND of two", repeat(count, [&] { return two_words(); })},
            {"OR of title", repeat(count, [&] { return title_words(); })},
            {"phrase", repeat(count, [&] { return phrase(); })},
            {"prefix", repeat(count, [&] { return prefix(); })},
            {"in a group", repeat(count, [&] { return filtered(); })},
            {"in a year", repeat(count, [&] { return dated(); })}};
  }

 private:
  static constexpr int kMostTries = 10000;

  [[nodiscard]] std::vector<std::string> words_in(std::size_t least, std::size_t most) const {
    std::vector<std::string> words;
    for (const auto& [word, documents] : documents_) {
      if (documents >= least && documents <= most && letters(word) >= 3) words.push_back(word);
    }
    std::sort(words.begin(), words.end());
    return words;
  }

  [[nodiscard]] std::string any(const std::vector<std::string>& words) {
    return words.empty() ? "word" : words[random_() % words.size()];
  }
  [[nodiscard]] const Article& any_article() { return corpus_[random_() % corpus_.size()]; }

  static Ask ask(Ask::Kind kind, std::vector<std::string> words) {
    Ask ask;
    ask.kind = kind;
    ask.lang = language_of(words);
    ask.words = std::move(words);
    return ask;
  }

  [[nodiscard]] bool is_frequent(const std::string& word) const {
    const auto found = documents_.find(word);
    return letters(word) >= 3 && found != documents_.end() &&
           found->second >= std::max<std::size_t>(5, corpus_.size() / 1000);
  }

  static std::vector<Ask> repeat(std::size_t count, const std::function<Ask()>& make) {
    std::vector<Ask> asks;
    for (int tries = 0; asks.size() < count && tries < kMostTries; ++tries) {
      Ask one = make();
      if (!one.words.empty()) asks.push_back(std::move(one));
    }
    return asks;
  }

  Ask two_words() {
    std::vector<std::string> words;
    const auto all = plain_words(any_article().text);
    for (int tries = 0; words.size() < 2 && tries < 100 && !all.empty(); ++tries) {
      const std::string& word = all[random_() % all.size()].text;
      if (is_frequent(word) && (words.empty() || words[0] != word)) words.push_back(word);
    }
    if (words.size() < 2 || language_of({words[0]}) != language_of({words[1]})) return {};
    return ask(Ask::Kind::kAll, words);
  }

  Ask title_words() {
    std::vector<std::string> words;
    for (const PlainWord& word : plain_words(any_article().title)) {
      if (letters(word.text) >= 3 && words.size() < 8) words.push_back(word.text);
    }
    return words.size() < 2 ? Ask() : ask(Ask::Kind::kAny, words);
  }

  Ask phrase() {
    const auto words = plain_words(any_article().text);
    if (words.size() < 2) return {};
    const std::size_t at = 1 + random_() % (words.size() - 1);
    if (!words[at].neighbour || !is_frequent(words[at].text) || !is_frequent(words[at - 1].text)) return {};
    return ask(Ask::Kind::kPhrase, {words[at - 1].text, words[at].text});
  }

  Ask prefix() {
    const std::string word = any(mid_);
    return letters(word) < 5 ? Ask() : ask(Ask::Kind::kPrefix, {first_letters(word, 4)});
  }

  Ask filtered() {
    Ask one = ask(Ask::Kind::kAny, {any(common_)});
    one.group = any_article().group;
    return one;
  }

  Ask dated() {
    Ask one = ask(Ask::Kind::kAny, {any(common_)});
    const std::string year = any_article().date.substr(0, 4);
    one.since = year + "-01-01";
    one.until = year + "-12-31";
    return one;
  }

  const std::vector<Article>& corpus_;
  std::mt19937 random_;
  std::unordered_map<std::string, std::size_t> documents_;
  std::vector<std::string> rare_;
  std::vector<std::string> mid_;
  std::vector<std::string> common_;
};

// FNV-1a: the same on every machine.
std::uint64_t hash(const std::string& text) {
  std::uint64_t value = 0xCBF29CE484222325U;
  for (const char byte : text) value = (value ^ static_cast<unsigned char>(byte)) * 0x100000001B3U;
  return value ^ (value >> 29U);
}

std::string two_digits(std::uint64_t number) { return (number < 10 ? "0" : "") + std::to_string(number); }

}  // namespace

std::vector<AskKind> choose_asks(const std::vector<Article>& corpus, std::size_t count, std::uint32_t seed) {
  return Chooser(corpus, seed).choose(count);
}

void complete(Article& article) {
  const std::uint64_t number = hash(article.id);
  if (article.group.empty()) article.group = "g" + std::to_string(number % 20);
  if (!article.date.empty()) return;
  article.date = std::to_string(2000 + number / 32 % 20) + "-" + two_digits(1 + number / 1024 % 12) + "-" +
                 two_digits(1 + number / 65536 % 28);
}

}  // namespace svitok::bench
