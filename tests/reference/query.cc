#include "query.h"

#include <algorithm>

namespace svitok::reference {

namespace {

std::string body_of(const Query& query) {
  std::string text;
  switch (query.kind) {
    case Kind::kExact:
      return "=" + query.words[0];
    case Kind::kPrefix:
      return query.words[0] + "*";
    case Kind::kPhrase:
      for (const std::string& word : query.words) text += (text.empty() ? "" : " ") + word;
      text.insert(text.begin(), '"');
      text += '"';
      return text;
    case Kind::kNear:
      for (const std::string& word : query.words) {
        if (!text.empty()) text += " NEAR/" + std::to_string(query.distance) + " ";
        text += word;
      }
      text.insert(text.begin(), '(');
      text += ')';
      return text;
    case Kind::kDates:
      return query.words[0] + ".." + query.words[1];
    case Kind::kGroup:
      for (const Query& child : query.children) text += (text.empty() ? "" : " ") + to_text(child, false);
      return text;
    case Kind::kWord:
    case Kind::kFilter:
      break;
  }
  return query.words[0];
}

template <typename Value>
const Value& any_of(const std::vector<Value>& values, std::mt19937& random) {
  return values[random() % values.size()];
}

Query leaf(Kind kind, const QueryParts& parts, std::mt19937& random) {
  Query query;
  query.kind = kind;
  query.words = {any_of(parts.words, random)};
  return query;
}

Query phrase(const QueryParts& parts, std::mt19937& random) {
  Query query = leaf(Kind::kPhrase, parts, random);
  for (auto more = random() % 3; more > 0; --more) query.words.push_back(any_of(parts.words, random));
  return query;
}

Query near(const QueryParts& parts, std::mt19937& random) {
  Query query = leaf(Kind::kNear, parts, random);
  for (auto more = 1 + random() % 2; more > 0; --more) query.words.push_back(any_of(parts.words, random));
  query.distance = random() % 8 == 0 ? 64 : 1 + static_cast<std::uint32_t>(random() % 6);
  return query;
}

// The first two letters or more, of the length in characters that the language wants.
Query prefix(const QueryParts& parts, std::mt19937& random) {
  Query query = leaf(Kind::kPrefix, parts, random);
  std::string& word = query.words[0];
  // A star wants two letters before it.
  const auto begins_with_letters = [](const std::string& text) {
    const auto is_letter = [](char c) {
      return (static_cast<unsigned char>(c) & 0x80U) != 0 || std::isalpha(static_cast<unsigned char>(c)) != 0;
    };
    return text.size() >= 4 && std::all_of(text.begin(), text.begin() + 4, is_letter);
  };
  while (!begins_with_letters(word)) word = any_of(parts.words, random);
  std::size_t letters = 2 + random() % 3;
  std::size_t end = 0;
  while (end < word.size() && letters > 0) {
    ++end;
    while (end < word.size() && (static_cast<unsigned char>(word[end]) & 0xC0U) == 0x80U) ++end;
    --letters;
  }
  word.resize(end);
  return query;
}

Query filter(const QueryParts& parts, std::mt19937& random) {
  Query query;
  if (random() % 3 == 0) {
    query.kind = Kind::kDates;
    const int year = 2000 + static_cast<int>(random() % 8);
    query.words = {std::to_string(year), std::to_string(year + static_cast<int>(random() % 3)) + "-06"};
    if (random() % 4 == 0) query.words[random() % 2].clear();
  } else {
    query.kind = Kind::kFilter;
    query.field = "group";
    query.words = {any_of(parts.groups, random)};
  }
  query.occur = Occur::kMust;
  return query;
}

Query any_leaf(const QueryParts& parts, std::mt19937& random) {
  switch (random() % 8) {
    case 0:
      return phrase(parts, random);
    case 1:
      return leaf(Kind::kExact, parts, random);
    case 2:
      return prefix(parts, random);
    case 3: {
      Query query = random() % 2 == 0 ? phrase(parts, random) : leaf(Kind::kWord, parts, random);
      query.field = any_of(parts.fields, random);
      return query;
    }
    default:
      return leaf(Kind::kWord, parts, random);
  }
}

Query leaf_of(Shape shape, const QueryParts& parts, std::mt19937& random) {
  switch (shape) {
    case Shape::kPhrases:
      return phrase(parts, random);
    case Shape::kNear:
      return near(parts, random);
    case Shape::kExact:
      return leaf(Kind::kExact, parts, random);
    case Shape::kPrefix:
      return prefix(parts, random);
    case Shape::kFields: {
      Query query = random() % 2 == 0 ? phrase(parts, random) : leaf(Kind::kWord, parts, random);
      query.field = any_of(parts.fields, random);
      return query;
    }
    case Shape::kMixed:
    case Shape::kNested:
      return any_leaf(parts, random);
    default:
      return leaf(Kind::kWord, parts, random);
  }
}

Occur occur_of(Shape shape, std::mt19937& random) {
  switch (shape) {
    case Shape::kRequired:
      return random() % 3 == 0 ? Occur::kShould : Occur::kMust;
    case Shape::kExcluded:
      return random() % 3 == 0 ? Occur::kMustNot : Occur::kShould;
    case Shape::kMixed:
    case Shape::kNested:
      return static_cast<Occur>(random() % 3);
    default:
      return Occur::kShould;
  }
}

Query group_of(Shape shape, const QueryParts& parts, std::mt19937& random, std::size_t least) {
  Query group;
  for (auto count = least + random() % 4; count > 0; --count) {
    Query child = leaf_of(shape, parts, random);
    child.occur = occur_of(shape, random);
    if (child.kind != Kind::kNear && child.kind != Kind::kPrefix && random() % 5 == 0) {
      child.boost = 2 + static_cast<int>(random() % 3);
    }
    group.children.push_back(child);
  }
  return group;
}

}  // namespace

std::string to_text(const Query& query, bool outermost) {
  std::string text = query.occur == Occur::kMust ? "+" : query.occur == Occur::kMustNot ? "-" : "";
  if (query.kind == Kind::kDates) {
    text += "date:";
  } else if (!query.field.empty()) {
    text += query.field + ":";
  }
  const bool parentheses = query.kind == Kind::kGroup && !outermost;
  text += (parentheses ? "(" : "") + body_of(query) + (parentheses ? ")" : "");
  if (query.boost != 1) text += "^" + std::to_string(query.boost);
  return text;
}

Query random_query(Shape shape, const QueryParts& parts, std::mt19937& random) {
  Query query = group_of(shape, parts, random, 1);
  if (shape == Shape::kNested || (shape == Shape::kMixed && random() % 2 == 0)) {
    // Groups of one are the same as what they hold; two at least keep the trees alike.
    Query inner = group_of(shape, parts, random, 2);
    inner.occur = occur_of(shape, random);
    query.children.push_back(inner);
  }
  if (shape == Shape::kFilters || (shape == Shape::kMixed && random() % 2 == 0)) {
    query.children.push_back(filter(parts, random));
  }
  return query;
}

}  // namespace svitok::reference
