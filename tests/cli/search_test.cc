// svitok-search: what it prints, and its exit codes.

#include <gmock/gmock.h>

#include "tool_runner.h"

namespace cli {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

class SearchTool : public ToolTest {
 protected:
  void SetUp() override {
    write(
        "in.jsonl",
        R"({"id":"en-old","title":"Harbour news","text":"The ministers met at the harbour.","lang":"en","date":"2019-03-01","url":"http://example.org/1"})"
        "\n"
        R"({"id":"en-new","title":"Lighthouse news","text":"A minister opened the lighthouse.","lang":"en","date":"2020-06-09"})"
        "\n"
        R"({"id":"ru","title":"Новости гавани","text":"Встреча министров прошла в гавани.","lang":"ru","date":"2020-05-01"})"
        "\n"
        R"({"id":"evil\n id","title":"red \u001b[31mtitle\u202e","text":"hostile \u0007bell\u009b and \u2066 isolate"})"
        "\n");
    ASSERT_EQ(index({"-i", "idx", "--jsonl", "in.jsonl"}).exit_code, 0);
  }
};

TEST_F(SearchTool, HitsAreNumberedWithTitleSourceAndSnippet) {
  const Outcome outcome = search({"-i", "idx", "встреча", "министров"});
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_THAT(outcome.out, AllOf(StartsWith("1. Новости гавани"), HasSubstr("ru · ru · 2020-05-01"),
                                 HasSubstr("Встреча министров прошла"), HasSubstr("1–1 of 1 document in ")));
  EXPECT_THAT(outcome.err, IsEmpty());
}

TEST_F(SearchTool, ExitCodesAreThoseOfGrep) {
  EXPECT_EQ(search({"-i", "idx", "minister"}).exit_code, 0);
  EXPECT_EQ(search({"-i", "idx", "zzzznothing"}).exit_code, 1);
  EXPECT_EQ(search({"-i", "idx", ""}).exit_code, 1);
  EXPECT_EQ(search({"-i", "nowhere", "minister"}).exit_code, 2);
  EXPECT_EQ(search({"-i", "idx", "--offset", "1000", "minister"}).exit_code, 1) << "no hit is printed";
  EXPECT_EQ(search({"-i", "idx", "-n", "0", "minister"}).exit_code, 0) << "asked for the total alone";
}

TEST_F(SearchTool, JsonHasTheFieldsOfTheSchema) {
  const nlohmann::json json = search({"-i", "idx", "--json", "harbour"}).json();
  EXPECT_EQ(json["schema"], 1);
  EXPECT_EQ(json["query"], "harbour");
  EXPECT_EQ(json["total"], 1);
  EXPECT_TRUE(json["took_us"].is_number_unsigned());
  EXPECT_TRUE(json["diagnostics"].is_array());
  ASSERT_EQ(json["hits"].size(), 1U);
  const nlohmann::json& hit = json["hits"][0];
  EXPECT_EQ(hit["id"], "en-old");
  EXPECT_GT(hit["score"].get<double>(), 0);
  EXPECT_EQ(hit["title"], "Harbour news");
  EXPECT_EQ(hit["lang"], "en");
  EXPECT_EQ(hit["date"], "2019-03-01");
  EXPECT_EQ(hit["url"], "http://example.org/1");
  const std::string snippet = hit["snippet"];
  ASSERT_FALSE(hit["highlights"].empty());
  for (const nlohmann::json& range : hit["highlights"]) {
    const std::size_t begin = range[0];
    EXPECT_EQ(snippet.substr(begin, range[1].get<std::size_t>() - begin), "harbour");
  }
}

TEST_F(SearchTool, NoHitsAreStillOneJsonObject) {
  const Outcome outcome = search({"-i", "idx", "--json", "zzzznothing"});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_EQ(outcome.json()["hits"], nlohmann::json::array());
  EXPECT_EQ(outcome.json()["total"], 0);
}

TEST_F(SearchTool, WhatWasNotTakenLiterallyIsANoteOnStderrOrADiagnostic) {
  const std::string unclosed = "\"minister";
  const Outcome text = search({"-i", "idx", unclosed});
  EXPECT_THAT(text.err, StartsWith("svitok-search: note: "));
  const Outcome json = search({"-i", "idx", "--json", unclosed});
  EXPECT_THAT(json.err, IsEmpty());
  ASSERT_FALSE(json.json()["diagnostics"].empty());
  EXPECT_TRUE(json.json()["diagnostics"][0]["message"].is_string());
}

TEST_F(SearchTool, LanguageAndDatesFilter) {
  const auto ids = [&](Arguments arguments) {
    arguments.insert(arguments.begin(), {"-i", "idx", "--json"});
    std::vector<std::string> found;
    const nlohmann::json json = search(arguments).json();
    for (const nlohmann::json& hit : json["hits"]) found.push_back(hit["id"]);
    return found;
  };
  EXPECT_THAT(ids({"--lang", "en", "--sort", "oldest", "minister"}), ElementsAre("en-old", "en-new"));
  EXPECT_THAT(ids({"--sort", "newest", "minister"}), ElementsAre("en-new", "en-old"));
  EXPECT_THAT(ids({"--lang", "ru", "гавань"}), ElementsAre("ru"));
  EXPECT_THAT(ids({"--lang", "en", "гавань"}), IsEmpty());
  EXPECT_THAT(ids({"--since", "2020", "minister"}), ElementsAre("en-new"));
  EXPECT_THAT(ids({"--until", "2019-12", "minister"}), ElementsAre("en-old"));
  EXPECT_THAT(ids({"--since", "2019-03-01", "--until", "2019-03-01", "minister"}), ElementsAre("en-old"));
}

TEST_F(SearchTool, PagesContinueEachOther) {
  const auto page = [&](const char* offset) {
    return search({"-i", "idx", "--json", "--sort", "newest", "-n", "1", "--offset", offset, "minister"}).json();
  };
  EXPECT_EQ(page("0")["hits"][0]["id"], "en-new");
  EXPECT_EQ(page("1")["hits"][0]["id"], "en-old");
  EXPECT_EQ(page("1")["total"], 2);
}

TEST_F(SearchTool, ColourIsForTerminalsOrOnRequest) {
  EXPECT_THAT(search({"-i", "idx", "minister"}).out, Not(HasSubstr("\x1b")));
  EXPECT_THAT(search({"-i", "idx", "--color", "never", "minister"}).out, Not(HasSubstr("\x1b")));
  const std::string colored = search({"-i", "idx", "--color", "always", "lighthouse"}).out;
  EXPECT_THAT(colored, HasSubstr("\x1b[1;31mlighthouse\x1b[0m"));
}

TEST_F(SearchTool, NoColorIsObeyedOnATerminal) {
  // script(1) gives the tool a terminal.
  const std::string run = "TERM=xterm script -qec '\"$SEARCH\" -i idx lighthouse' /dev/null";
  EXPECT_THAT(shell("unset NO_COLOR; " + run).out, HasSubstr("\x1b["));
  EXPECT_THAT(shell("export NO_COLOR=1; " + run).out, AllOf(HasSubstr("Lighthouse"), Not(HasSubstr("\x1b["))));
}

TEST_F(SearchTool, ForeignTextCannotDriveTheTerminal) {
  const Outcome outcome = search({"-i", "idx", "hostile"});
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_THAT(outcome.out, HasSubstr("red \\x1B[31mtitle\\u{202E}"));
  for (const char* bytes : {"\x1b", "\x07", "\u202e", "\u009b", "\u2066", "evil\n"}) {
    EXPECT_THAT(outcome.out, Not(HasSubstr(bytes)));
  }
}

TEST_F(SearchTool, InvalidBytesInAQueryGiveValidJson) {
  const Outcome outcome = search({"-i", "idx", "--json", "minister \xFF\xC0\xAF"});
  EXPECT_EQ(outcome.json()["query"], "minister \uFFFD\uFFFD\uFFFD");
}

TEST_F(SearchTool, TwoDashesEndTheOptions) {
  EXPECT_EQ(search({"-i", "idx", "-n", "5", "--", "minister", "-lighthouse"}).exit_code, 0);
  EXPECT_THAT(found("minister -lighthouse"), ElementsAre("en-old"));
  EXPECT_EQ(search({"-i", "idx", "minister", "-lighthouse"}).exit_code, 2);
}

TEST_F(SearchTool, ExplainSaysHowTheQueryWasUnderstood) {
  EXPECT_THAT(search({"-i", "idx", "--explain", "minister"}).out, HasSubstr("minister"));
  EXPECT_TRUE(search({"-i", "idx", "--explain", "--json", "minister"}).json()["explain"].is_string());
  EXPECT_FALSE(search({"-i", "idx", "--json", "minister"}).json().contains("explain"));
}

TEST_F(SearchTool, ACommandLineThatMakesNoSenseIsTwoLinesAndExitTwo) {
  const std::vector<Arguments> lines = {
      {},
      {"-i", "idx"},
      {"minister"},
      {"-i", "idx", "-n", "many", "minister"},
      {"-i", "idx", "-n", "10001", "minister"},
      {"-i", "idx", "--offset", "-1", "minister"},
      {"-i", "idx", "--since", "2020-13", "minister"},
      {"-i", "idx", "--since", "2021-02-29", "minister"},
      {"-i", "idx", "--until", "yesterday", "minister"},
      {"-i", "idx", "--sort", "random", "minister"},
      {"-i", "idx", "--color", "blue", "minister"},
      {"-i", "idx", "--batch", "queries", "minister"},
      {"-i", "idx", "--analyze", "text", "minister"},
      {"-i", "idx", "--no-such-option"},
  };
  for (const Arguments& arguments : lines) {
    SCOPED_TRACE(testing::PrintToString(arguments));
    const Outcome outcome = search(arguments);
    EXPECT_EQ(outcome.exit_code, 2);
    EXPECT_THAT(outcome.err, AllOf(StartsWith("svitok-search: "), HasSubstr("try 'svitok-search --help'")));
    EXPECT_EQ(std::count(outcome.err.begin(), outcome.err.end(), '\n'), 2);
    EXPECT_THAT(outcome.out, IsEmpty());
  }
}

TEST_F(SearchTool, HelpAndVersionGoToStandardOutput) {
  const Outcome help = search({"-h"});
  EXPECT_EQ(help.exit_code, 0);
  EXPECT_THAT(help.out, AllOf(HasSubstr("Usage: svitok-search"), HasSubstr("Examples:")));
  EXPECT_THAT(search({"-V"}).out, StartsWith("svitok-search 0."));
}

TEST_F(SearchTool, AReaderThatGoesAwayEndsTheRunQuietly) {
  const Outcome outcome = shell("{ \"$SEARCH\" -i idx minister; echo $? >&2; } | true");
  EXPECT_EQ(outcome.err, "0\n");
}

TEST_F(SearchTool, AFullDiskUnderStandardOutputIsAnError) {
  const Outcome outcome = shell("\"$SEARCH\" -i idx minister > /dev/full");
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.err, HasSubstr("standard output: No space left"));
}

// --batch

TEST_F(SearchTool, ABatchPrintsTrecRunLinesInTheOrderOfTheQueries) {
  write("q.jsonl", R"({"id":"q1","text":"lighthouse"})"
                   "\n"
                   R"({"id":"none","text":"zzzznothing"})"
                   "\n\n"
                   R"({"id":7,"text":"гавань"})");
  const Outcome outcome = search({"-i", "idx", "--batch", "q.jsonl"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  std::istringstream lines(outcome.out);
  std::vector<std::string> begun;
  for (std::string qid, q0, id, rank, score, tag; lines >> qid >> q0 >> id >> rank >> score >> tag;) {
    begun.push_back(qid + ' ' + q0 + ' ' + id + ' ' + rank + ' ' + tag);
    EXPECT_GT(std::stod(score), 0);
  }
  EXPECT_THAT(begun, ElementsAre("q1 Q0 en-new 1 svitok", "7 Q0 ru 1 svitok"));
}

TEST_F(SearchTool, ABatchHasALimitAQueryAndReadsStandardInput) {
  std::string queries;
  for (int i = 0; i < 3000; ++i) queries += "{\"id\":\"" + std::to_string(i) + "\",\"text\":\"minister\"}\n";
  for (const char* threads : {"1", "4"}) {
    const Outcome outcome =
        search({"-i", "idx", "--limit", "1", "--threads", threads, "--batch", "-"}, {.input = queries});
    std::istringstream lines(outcome.out);
    int next = 0;
    for (std::string line; std::getline(lines, line); ++next) {
      EXPECT_THAT(line, StartsWith(std::to_string(next) + " Q0 "));
    }
    EXPECT_EQ(next, 3000);
  }
}

TEST_F(SearchTool, ABlankInAnIdDoesNotBreakARunLine) {
  write("q.jsonl", R"({"id":"q 1","text":"hostile"})");
  EXPECT_THAT(search({"-i", "idx", "--batch", "q.jsonl"}).out, StartsWith("q%201 Q0 evil%0A%20id 1 "));
}

TEST_F(SearchTool, ABadLineOfABatchIsNamedAndTheRestAnswered) {
  write("q.jsonl", "nonsense\n{\"id\":\"q\",\"text\":\"lighthouse\"}\n{\"id\":\"q\"}\n" + std::string(2'000'000, '['));
  const Outcome outcome = search({"-i", "idx", "--batch", "q.jsonl"});
  EXPECT_EQ(outcome.exit_code, 2);
  for (const char* line : {"q.jsonl:1:", "q.jsonl:3:", "q.jsonl:4:"}) EXPECT_THAT(outcome.err, HasSubstr(line));
  EXPECT_THAT(outcome.out, StartsWith("q Q0 en-new 1 "));
  EXPECT_EQ(search({"-i", "idx", "--batch", "missing.jsonl"}).exit_code, 2);
}

// --analyze

TEST_F(SearchTool, AnalyzePrintsATokenALineWithoutAnIndex) {
  const std::string text = "Встреча министров";
  const Outcome outcome = search({"--analyze", text});
  EXPECT_EQ(outcome.exit_code, 0);
  std::istringstream lines(outcome.out);
  std::size_t count = 0;
  for (std::string line; std::getline(lines, line); ++count) {
    const nlohmann::json token = nlohmann::json::parse(line);
    const std::size_t start = token["start"];
    EXPECT_EQ(text.substr(start, token["end"].get<std::size_t>() - start), token["text"]);
    EXPECT_EQ(token["position"], count);
    EXPECT_TRUE(token["lemma"].is_string());
    EXPECT_FALSE(token["keys"].empty());
  }
  EXPECT_EQ(count, 2U);
}

TEST_F(SearchTool, AnalyzeOfStandardInputPrintsAnArrayALine) {
  const Outcome outcome = search({"--analyze", "-"}, {.input = "ёлка\n\ntwo words\xFF\n"});
  EXPECT_EQ(outcome.exit_code, 0);
  std::istringstream lines(outcome.out);
  std::vector<std::size_t> sizes;
  for (std::string line; std::getline(lines, line);) sizes.push_back(nlohmann::json::parse(line).size());
  EXPECT_THAT(sizes, ElementsAre(1U, 0U, 2U));
}

TEST_F(SearchTool, AnalyzeOfNothingPrintsNothing) {
  const Outcome outcome = search({"--analyze", ""});
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_THAT(outcome.out, IsEmpty());
}

}  // namespace
}  // namespace cli
