// Structural limits, and queries that nobody should write.
#include <gtest/gtest.h>

#include <algorithm>
#include <ctime>
#include <random>
#include <string>
#include <vector>

#include "names_for_tests.h"
#include "query/query.h"

namespace svitok::query {
namespace {

std::string repeat(std::string_view piece, std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += piece;
  return text;
}

std::size_t leaves(const Node& node) {
  if (node.kind == Kind::kAll) return 0;
  if (node.kind != Kind::kGroup && node.kind != Kind::kNear) return 1;
  std::size_t count = 0;
  for (const Node& child : node.children) count += leaves(child);
  return count;
}

std::size_t depth(const Node& node) {
  std::size_t deepest = 0;
  for (const Node& child : node.children) deepest = std::max(deepest, depth(child));
  return deepest + 1;
}

void expect_nested_spans(const Node& node, const std::string& query) {
  ASSERT_LE(node.begin, node.end) << query;
  for (const Node& child : node.children) {
    ASSERT_LE(node.begin, child.begin) << query;
    ASSERT_GE(node.end, child.end) << query;
    expect_nested_spans(child, query);
  }
}

// The promises of query.h about any tree.
void expect_well_formed(const Node& node, bool root, const std::string& query) {
  const bool group = node.kind == Kind::kGroup;
  const bool inner = group || node.kind == Kind::kNear;
  ASSERT_GE(node.children.size(), inner && !root ? 2U : 0U) << query;
  ASSERT_TRUE(inner || node.children.empty()) << query;
  ASSERT_GE(node.boost, 0.01F) << query;
  ASSERT_LE(node.boost, 100.0F) << query;
  if (group && !node.children.empty()) {
    ASSERT_TRUE(std::any_of(node.children.begin(), node.children.end(), [](const Node& child) {
      return child.occur != Occur::kMustNot;
    })) << query;
  }
  for (const Node& child : node.children) expect_well_formed(child, false, query);
}

void expect_sound(const std::string& query, const QueryLimits& limits) {
  const ParsedQuery parsed = parse(query, test_names(), limits);
  ASSERT_EQ(parsed.root.kind, Kind::kGroup) << query;
  ASSERT_LE(leaves(parsed.root), limits.terms) << query;
  // One pair of parentheses: its group, a conjunction in it, the words beside its filters, and a NEAR.
  ASSERT_LE(depth(parsed.root), 3 * (std::min<std::size_t>(limits.depth, 256) + 1) + 2) << query;
  ASSERT_LE(parsed.root.end, query.size()) << query;
  expect_nested_spans(parsed.root, query);
  expect_well_formed(parsed.root, true, query);
  std::size_t before = 0;
  for (const Diagnostic& diagnostic : parsed.diagnostics) {
    ASSERT_LE(before, diagnostic.begin) << query;
    ASSERT_LE(diagnostic.begin, diagnostic.end) << query;
    ASSERT_LE(diagnostic.end, query.size()) << query;
    before = diagnostic.begin;
  }
  const ParsedQuery again = parse(query, test_names(), limits);
  ASSERT_EQ(parsed.root, again.root) << query;
  ASSERT_EQ(to_string(parsed.root), to_string(again.root)) << query;
}

TEST(QueryLimits, BytesAreCutAtACharacter) {
  const ParsedQuery parsed = parse("яяяя", test_names(), {.bytes = 5});
  EXPECT_EQ(to_string(parsed.root), R"((should "яя"))");
  ASSERT_EQ(parsed.diagnostics.size(), 1U);
  EXPECT_EQ(parsed.diagnostics[0].begin, 4U);
  EXPECT_EQ(parsed.diagnostics[0].end, 8U);
  EXPECT_TRUE(parse("яя", test_names(), {.bytes = 4}).diagnostics.empty());
  EXPECT_EQ(to_string(parse("abc", test_names(), {.bytes = 0}).root), "()");
}

TEST(QueryLimits, TermsBeyondTheLimitAreLeftOut) {
  const ParsedQuery parsed = parse("a (b AND c) d e", test_names(), {.terms = 3});
  EXPECT_EQ(to_string(parsed.root), R"((should "a" should (must "b" must "c")))");
  ASSERT_EQ(parsed.diagnostics.size(), 1U);
  EXPECT_EQ(parsed.diagnostics[0].begin, 12U);
  EXPECT_EQ(parsed.diagnostics[0].end, 15U);
  EXPECT_EQ(to_string(parse("a (b AND c) d e", test_names(), {.terms = 2}).root), R"((should "a" should "b"))");
  EXPECT_EQ(to_string(parse("a NEAR/3 b NEAR/3 c", test_names(), {.terms = 2}).root), R"((should near/3("a" "b")))");
  EXPECT_EQ(leaves(parse(repeat("w ", 2000), test_names()).root), 256U);
  EXPECT_EQ(to_string(parse("a b", test_names(), {.terms = 0}).root), "()");
}

TEST(QueryLimits, DeeperParenthesesAreIgnoredWithOneDiagnostic) {
  const ParsedQuery parsed = parse("a (b (c (d e) f) g) h", test_names(), {.depth = 1});
  EXPECT_EQ(to_string(parsed.root),
            R"((should "a" should (should "b" should "c" should "d" should "e" should "f" should "g") should "h"))");
  ASSERT_EQ(parsed.diagnostics.size(), 1U);
  EXPECT_EQ(parsed.diagnostics[0].begin, 5U);
  EXPECT_EQ(parsed.diagnostics[0].end, 6U);
  const std::string deep = repeat("(a ", 64) + repeat(")", 64);
  EXPECT_TRUE(parse(deep, test_names()).diagnostics.empty());
  EXPECT_EQ(parse("(" + deep + ")", test_names()).diagnostics.size(), 1U);
}

TEST(QueryLimits, LongPhrasesAreCutAtAWord) {
  const ParsedQuery parsed = parse("\"a b  c d\" e", test_names(), {.phrase = 2});
  EXPECT_EQ(to_string(parsed.root), R"((should «a b» should "e"))");
  ASSERT_EQ(parsed.diagnostics.size(), 1U);
  EXPECT_EQ(parsed.diagnostics[0].begin, 4U);
  EXPECT_EQ(parsed.diagnostics[0].end, 9U);
}

TEST(Query, InvalidBytesAreReplacedAndOffsetsStay) {
  const ParsedQuery parsed = parse("a\xFF\xD0 b\xED\xA0\x80 \xF0\x9F\x98\x80", test_names());
  EXPECT_EQ(to_string(parsed.root), "(should \"a\uFFFD\uFFFD\" should \"b\uFFFD\uFFFD\uFFFD\" should \"\U0001F600\")");
  EXPECT_EQ(parsed.root.children[1].begin, 4U);
  EXPECT_EQ(parsed.root.children[1].end, 8U);
}

TEST(Query, NodesSpanWhatTheyAreWithoutTheirSign) {
  const std::string query = "+title:\"a b\"^2 -pre* (c d)^3 lang:ru";
  std::vector<std::string> spans;
  for (const Node& node : parse(query, test_names()).root.children) {
    spans.push_back(query.substr(node.begin, node.end - node.begin));
  }
  EXPECT_EQ(spans, (std::vector<std::string>{"title:\"a b\"^2", "pre*", "(c d)^3", "lang:ru"}));
}

TEST(Query, RandomTextsKeepEveryPromise) {
  const std::vector<std::string> pieces = {
      "(",    ")",      "\"",     "«",     "»",       "“",       "”",      "„",    " ",  " ",    "  ",
      "AND ", "OR ",    "NOT ",   "NEAR ", "NEAR/5 ", "+",       "-",      "=",    "*",  "^",    "^2",
      "~",    ":",      "title:", "lang:", "date:",   "2020-06", "..",     "2019", "\\", "word", "слово",
      "C++",  "74 000", "a",      "\xFF",  "\xD0",    "\u00A0",  "titel:", "&&",   "\n", "ё",    std::string(1, '\0')};
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  const auto below = [&](std::size_t bound) {
    return std::uniform_int_distribution<std::size_t>(0, bound - 1)(random);
  };
  for (int round = 0; round < 20000 && !testing::Test::HasFatalFailure(); ++round) {
    std::string query;
    for (std::size_t i = below(40); i > 0; --i) query += pieces[below(pieces.size())];
    const QueryLimits small{.bytes = 1 + below(80), .terms = below(9), .depth = below(4), .phrase = below(4)};
    expect_sound(query, below(2) == 0 ? small : QueryLimits{});
  }
}

TEST(Query, RandomBytesKeepEveryPromise) {
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  for (int round = 0; round < 5000 && !testing::Test::HasFatalFailure(); ++round) {
    std::string query(random() % 200, ' ');
    for (char& byte : query) byte = static_cast<char>(random());
    expect_sound(query, {});
  }
}

// Seconds of processor time, which other programs on the machine do not lengthen as they do the wall clock.
double parse_seconds(const std::string& query) {
  const QueryLimits unlimited{
      .bytes = query.size(), .terms = query.size(), .depth = query.size(), .phrase = query.size()};
  const std::clock_t start = std::clock();
  const ParsedQuery parsed = parse(query, test_names(), unlimited);
  const std::clock_t end = std::clock();
  EXPECT_LE(depth(parsed.root), 3U * 257 + 2);
  return static_cast<double>(end - start) / CLOCKS_PER_SEC;
}

// Four times the text takes four times the time; a quadratic parser would take sixteen. The constant covers a clock too
// coarse for the quick ones. A machine that is interrupted spoils a measurement, not five in a row.
void expect_linear(const std::string& piece, std::size_t bytes) {
  double quarter = 0;
  double whole = 0;
  for (int attempt = 0; attempt < 5; ++attempt) {
    quarter = parse_seconds(repeat(piece, bytes / 4 / piece.size()));
    whole = parse_seconds(repeat(piece, bytes / piece.size()));
    if (whole < 8 * quarter + 0.05) return;
  }
  ADD_FAILURE() << piece << ": " << quarter << " s for a quarter, " << whole << " s for the whole, five times in a row";
}

TEST(Query, MonotonousTextTakesLinearTime) {
  for (const char* piece :
       {"(",       ")",    "(a ",   "a) ",  "\"",        "«",         "«a» ",      "“",      "-",
        "- ",      "+",    "NOT ",  "AND ", "a AND ",    "a OR ",     "a NEAR/3 ", "\\",     "\\\\",
        "*",       "a* ",  "^",     "^2",   "~",         ":",         "a:",        "title:", "title:(",
        "lang:a ", "-a ",  "date:", "..",   "   ",       "1 000 ",    "000 ",      "=",      "=\"",
        "ab:c ",   "\xFF", "я",     "&& ",  "(a OR -b ", "a lang:b ", "word^2 "}) {
    expect_sound(repeat(piece, 4096 / std::string(piece).size()), {});
    expect_linear(piece, std::size_t{1} << 17U);
  }
  for (const char* piece : {"(", "NOT ", "«", "\\", "a", "(a "}) expect_linear(piece, std::size_t{1} << 20U);
}

}  // namespace
}  // namespace svitok::query
