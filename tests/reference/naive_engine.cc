#include "naive_engine.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "base/date.h"
#include "postings/lengths.h"

namespace svitok::reference {

namespace {

// Farther than any phrase or NEAR reaches.
constexpr std::uint32_t kApart = 100000;

bool has_key(const Occurrence& occurrence, const std::string& key) {
  return std::find(occurrence.keys.begin(), occurrence.keys.end(), key) != occurrence.keys.end();
}

bool has_a_key_of(const Occurrence& occurrence, const QueryToken& token) {
  return std::any_of(token.keys.begin(), token.keys.end(),
                     [&](const std::string& key) { return has_key(occurrence, key); });
}

void add(std::optional<double>& sum, const std::optional<double>& more) {
  if (more) sum = sum.value_or(0) + *more;
}

std::vector<QueryToken> ordinary(const std::vector<QueryToken>& tokens) {
  std::vector<QueryToken> kept;
  for (const QueryToken& token : tokens) {
    if (!token.extra) kept.push_back(token);
  }
  return kept;
}

// Whether one of each list can be taken so that all lie within `distance`, in one field.
bool near_somewhere(const std::vector<std::vector<const Occurrence*>>& lists, std::uint32_t distance) {
  std::vector<std::uint32_t> begins;
  for (const auto& list : lists) {
    for (const Occurrence* occurrence : list) begins.push_back(occurrence->place);
  }
  return std::any_of(begins.begin(), begins.end(), [&](std::uint32_t begin) {
    return std::all_of(lists.begin(), lists.end(), [&](const auto& list) {
      return std::any_of(list.begin(), list.end(), [&](const Occurrence* occurrence) {
        return occurrence->place >= begin && occurrence->place - begin <= distance;
      });
    });
  });
}

}  // namespace

NaiveEngine::NaiveEngine(Fields fields) : fields_(std::move(fields)) {
  double scale = 1;
  const auto whole = [&scale](const Field& field) { return std::fmod(field.weight * scale, 1.0) == 0; };
  while (!std::all_of(fields_.begin(), fields_.end(), whole)) scale *= 2;
  for (const Field& field : fields_) weights_.push_back(field.weight * scale);
}

std::vector<QueryToken> NaiveEngine::analyze(const std::string& text) {
  std::vector<QueryToken> tokens;
  analyzer_.start(text);
  for (auto batch = analyzer_.next(); !batch.empty(); batch = analyzer_.next()) {
    for (const text::Token& token : batch) {
      tokens.push_back({std::string(token.word->surface()),
                        {token.word->keys().begin(), token.word->keys().end()},
                        token.position,
                        token.extra,
                        token.word->stop()});
    }
  }
  return tokens;
}

void NaiveEngine::put(const Document& document) {
  remove(document.key());
  NaiveDocument entry;
  entry.key = document.key();
  double length = 0;
  std::uint32_t start = 0;
  for (const auto& [name, text] : document.texts()) {
    const std::size_t field = field_number(name).value();
    for (const QueryToken& token : analyze(text)) {
      entry.occurrences.push_back({start + token.position, field, token.surface, token.keys});
      if (!token.extra) length += weights_[field];
    }
    start += kApart;
  }
  entry.length = postings::decode_length(postings::encode_length(static_cast<std::uint64_t>(length)));
  for (const auto& [name, value] : document.attributes()) {
    if (name == "group") entry.group = value;
    if (name == "date") entry.date = value;
  }
  documents_.push_back(std::move(entry));
  known_.clear();
}

void NaiveEngine::remove(const std::string& key) {
  for (NaiveDocument& document : documents_) {
    if (document.key == key) document.alive = false;
  }
}

void NaiveEngine::forget_dead() {
  std::erase_if(documents_, [](const NaiveDocument& document) { return !document.alive; });
  known_.clear();
}

std::size_t NaiveEngine::alive() const {
  return static_cast<std::size_t>(
      std::count_if(documents_.begin(), documents_.end(), [](const auto& document) { return document.alive; }));
}

std::optional<std::size_t> NaiveEngine::field_number(const std::string& name) const {
  for (std::size_t i = 0; i < fields_.size(); ++i) {
    if (fields_[i].name == name) return i;
  }
  return std::nullopt;
}

template <typename Wanted>
double NaiveEngine::frequency(const NaiveDocument& document, const Wanted& wanted) const {
  double sum = 0;
  for (const Occurrence& occurrence : document.occurrences) {
    if (wanted(occurrence)) sum += weights_[occurrence.field];
  }
  return sum;
}

template <typename Wanted>
double NaiveEngine::documents_with(const Wanted& wanted) const {
  return static_cast<double>(std::count_if(documents_.begin(), documents_.end(), [&](const NaiveDocument& document) {
    return std::any_of(document.occurrences.begin(), document.occurrences.end(), wanted);
  }));
}

double NaiveEngine::idf(double documents) const {
  const auto all = static_cast<double>(documents_.size());
  return std::log(1 + (all - documents + 0.5) / (documents + 0.5));
}

template <typename Find>
double NaiveEngine::remember(const std::string& name, const Find& find) {
  const auto known = known_.find(name);
  if (known != known_.end()) return known->second;
  return known_[name] = find();
}

double NaiveEngine::key_idf(const std::string& key) {
  return remember("key " + key,
                  [&] { return idf(documents_with([&](const Occurrence& o) { return has_key(o, key); })); });
}

double NaiveEngine::surface_idf(const std::string& surface) {
  return remember("surface " + surface,
                  [&] { return idf(documents_with([&](const Occurrence& o) { return o.surface == surface; })); });
}

// A prefix is in as many documents as its words together, but not in more than there are.
double NaiveEngine::prefix_idf(const std::string& prefix) {
  return remember("prefix " + prefix, [&] {
    std::set<std::string> words;
    for (const NaiveDocument& document : documents_) {
      for (const Occurrence& o : document.occurrences) {
        if (o.surface.starts_with(prefix)) words.insert(o.surface);
      }
    }
    double count = 0;
    for (const std::string& word : words) {
      count += documents_with([&](const Occurrence& o) { return o.surface == word; });
    }
    return idf(std::min(count, static_cast<double>(documents_.size())));
  });
}

// A word of a phrase counts like the most frequent of its keys.
double NaiveEngine::word_idf(const QueryToken& token) {
  double least = HUGE_VAL;
  for (const std::string& key : token.keys) least = std::min(least, key_idf(key));
  return least;
}

double NaiveEngine::average_length() {
  return remember("average length", [this] {
    double total = 0;
    for (const NaiveDocument& document : documents_) total += document.length;
    return total > 0 ? total / static_cast<double>(documents_.size()) : 1;
  });
}

NaiveEngine::Score NaiveEngine::weigh(double frequency, double weight, const NaiveDocument& document) {
  if (frequency == 0) return std::nullopt;
  const double norm = 1.2 * (1 - 0.75 + 0.75 * document.length / average_length());
  return weight * frequency / (frequency + norm);
}

bool NaiveEngine::has_content(const Query& group) {
  return std::any_of(group.children.begin(), group.children.end(), [this](const Query& child) {
    if (child.occur == Occur::kMustNot || child.kind == Kind::kFilter || child.kind == Kind::kDates) return false;
    if (child.kind != Kind::kWord) return true;
    const auto tokens = analyze(child.words[0]);
    return std::any_of(tokens.begin(), tokens.end(), [](const QueryToken& token) { return !token.stop; });
  });
}

bool NaiveEngine::left_out(const QueryToken& token, const Query& query, bool group_has_content) {
  return token.stop && group_has_content && query.occur == Occur::kShould;
}

std::map<std::string, double> NaiveEngine::search(const Query& query) {
  std::map<std::string, double> found;
  for (const NaiveDocument& document : documents_) {
    if (!document.alive) continue;
    if (const Score score = score_group(query, document, 1)) found[document.key] = *score;
  }
  return found;
}

std::size_t NaiveEngine::terms(const Query& query) {
  if (query.kind != Kind::kGroup) {
    std::size_t count = 0;
    for (const std::string& word : query.words) {
      for (const QueryToken& token : analyze(word)) count += token.keys.size() + 1;
    }
    return count;
  }
  std::size_t count = 0;
  for (const Query& child : query.children) count += terms(child);
  return count;
}

NaiveEngine::Score NaiveEngine::score(const Query& query, const NaiveDocument& document, double boost, bool content) {
  boost *= query.boost;
  switch (query.kind) {
    case Kind::kWord:
      return score_word(query, document, boost, content);
    case Kind::kExact:
      return score_exact(query, document, boost);
    case Kind::kPrefix:
      return score_prefix(query, document, boost);
    case Kind::kPhrase: {
      std::string text;
      for (const std::string& word : query.words) text += word + " ";
      const auto tokens = ordinary(analyze(text));
      if (tokens.size() == 1) return score_token(tokens[0], query, document, boost);
      return score_places(tokens, query.field, document, boost);
    }
    case Kind::kNear:
      return score_near(query, document, boost);
    case Kind::kFilter:
      return text::normalize(document.group) == text::normalize(query.words[0]) ? Score(0) : Score();
    case Kind::kDates:
      return in_dates(query, document) ? Score(0) : Score();
    case Kind::kGroup:
      return score_group(query, document, boost);
  }
  return std::nullopt;
}

NaiveEngine::Score NaiveEngine::score_group(const Query& group, const NaiveDocument& document, double boost) {
  const bool content = has_content(group);
  Score sum;
  bool asks = false;  // Something has to match that is no filter.
  bool only_excludes = true;
  bool found = false;
  for (const Query& child : group.children) {
    const Score one = score(child, document, boost, content);
    const bool filter = child.kind == Kind::kFilter || child.kind == Kind::kDates;
    if (child.occur == Occur::kMustNot) {
      if (one) return std::nullopt;
      continue;
    }
    only_excludes = false;
    if (child.occur == Occur::kMust && !one) return std::nullopt;
    if (!filter) asks = true;
    if (!filter && child.occur == Occur::kMust) found = true;
    if (child.occur == Occur::kShould && one) found = true;
    add(sum, one);
  }
  if (only_excludes) return 0;
  if (asks && !found) return std::nullopt;
  return sum.value_or(0);
}

NaiveEngine::Score NaiveEngine::score_word(const Query& query, const NaiveDocument& document, double boost,
                                           bool content) {
  const auto tokens = analyze(query.words[0]);
  const auto parts = ordinary(tokens);
  Score sum;
  if (query.occur != Occur::kShould && parts.size() > 1) {
    // Required or excluded, a compound is its parts side by side, or itself as one word.
    add(sum, score_places(parts, query.field, document, boost));
    for (const QueryToken& token : tokens) {
      if (token.extra) add(sum, score_token(token, query, document, boost));
    }
    return sum;
  }
  for (const QueryToken& token : tokens) {
    if (!left_out(token, query, content)) add(sum, score_token(token, query, document, boost));
  }
  return sum;
}

NaiveEngine::Score NaiveEngine::score_token(const QueryToken& token, const Query& query, const NaiveDocument& document,
                                            double boost) {
  if (!query.field.empty()) return score_places({token}, query.field, document, boost);
  // What may be several words is one to whoever asked: its keys share its weight.
  const double share = boost / static_cast<double>(token.keys.size());
  Score sum;
  for (const std::string& key : token.keys) {
    const double freq = frequency(document, [&](const Occurrence& o) { return has_key(o, key); });
    add(sum, weigh(freq, key_idf(key) * share, document));
  }
  return sum;
}

NaiveEngine::Score NaiveEngine::score_exact(const Query& query, const NaiveDocument& document, double boost) {
  const auto tokens = ordinary(analyze(query.words[0]));
  Score sum;
  for (const QueryToken& token : tokens) {
    const auto is_it = [&](const Occurrence& o) { return o.surface == token.surface; };
    const Score one = weigh(frequency(document, is_it), surface_idf(token.surface) * boost, document);
    if (!one) return std::nullopt;
    add(sum, one);
  }
  // Several forms have to stand side by side, which adds nothing to the score.
  if (tokens.size() > 1 && !score_places(tokens, query.field, document, 0)) return std::nullopt;
  return sum;
}

NaiveEngine::Score NaiveEngine::score_prefix(const Query& query, const NaiveDocument& document, double boost) {
  const std::string prefix = text::normalize(query.words[0]);
  const double freq = frequency(document, [&](const Occurrence& o) { return o.surface.starts_with(prefix); });
  return weigh(freq, prefix_idf(prefix) * boost, document);
}

// The words at successive places: counts the places, each as often as its field weighs.
NaiveEngine::Score NaiveEngine::score_places(const std::vector<QueryToken>& tokens, const std::string& field,
                                             const NaiveDocument& document, double boost) {
  const auto wanted_field = field_number(field);
  std::map<std::uint32_t, std::size_t> places;  // Where the first word stands, and its field.
  for (const Occurrence& o : document.occurrences) {
    if (has_a_key_of(o, tokens[0]) && (field.empty() || o.field == wanted_field)) places[o.place] = o.field;
  }
  double freq = 0;
  double weight = 0;
  for (const QueryToken& token : tokens) weight += word_idf(token);
  for (const auto& [place, at_field] : places) {
    const bool all = std::all_of(tokens.begin(), tokens.end(), [&, start = place](const QueryToken& token) {
      const std::uint32_t there = start + token.position - tokens[0].position;
      return std::any_of(document.occurrences.begin(), document.occurrences.end(),
                         [&](const Occurrence& o) { return o.place == there && has_a_key_of(o, token); });
    });
    if (all) freq += weights_[at_field];
  }
  return weigh(freq, weight * boost, document);
}

// Says only whether: how often, and so the score, is the library's own matter.
NaiveEngine::Score NaiveEngine::score_near(const Query& query, const NaiveDocument& document, double /*boost*/) {
  std::vector<std::vector<const Occurrence*>> lists;
  for (const std::string& word : query.words) {
    for (const QueryToken& token : ordinary(analyze(word))) {
      lists.emplace_back();
      for (const Occurrence& o : document.occurrences) {
        if (has_a_key_of(o, token)) lists.back().push_back(&o);
      }
    }
  }
  return near_somewhere(lists, query.distance) ? Score(0) : Score();
}

bool NaiveEngine::in_dates(const Query& query, const NaiveDocument& document) {
  if (!document.date) return false;
  const auto when = base::parse_date(*document.date).value();
  const std::string& since = query.words[0];
  const std::string& until = query.words[1];
  return (since.empty() || when.first >= base::parse_date(since)->first) &&
         (until.empty() || when.first <= base::parse_date(until)->last);
}

}  // namespace svitok::reference
