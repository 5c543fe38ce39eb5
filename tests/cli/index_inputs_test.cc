// svitok-index: which inputs become documents, and what becomes of those that cannot.

#include <gmock/gmock.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tool_runner.h"

namespace cli {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;
using testing::UnorderedElementsAre;

class IndexInputs : public ToolTest {
 protected:
  /// A folder with one good document and whatever the test adds.
  void SetUp() override { write("docs/good.txt", "Lighthouse keepers\n\nThe lamp burns at night.\n"); }
};

TEST_F(IndexInputs, AFolderIsIndexedRecursivelyUnderItsPathsAsGiven) {
  write("docs/deep/er/note.md", "# Harbour\n\nThe lamp is green.\n");
  write("docs/page.html", "<html><title>Pier</title><body><p>A lamp on the pier.</p></body></html>");
  const Outcome outcome = index({"-i", "idx", "./docs//"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_THAT(found("lamp"), UnorderedElementsAre("docs/good.txt", "docs/deep/er/note.md", "docs/page.html"));
}

TEST_F(IndexInputs, ASingleFileAndTheCurrentFolderAreInputsToo) {
  EXPECT_EQ(index({"-i", "idx", "docs/good.txt"}).exit_code, 0);
  EXPECT_THAT(found("lamp"), ElementsAre("docs/good.txt"));
  EXPECT_EQ(index({"-i", "idx", "."}).exit_code, 0);
  EXPECT_THAT(found("lamp"), ElementsAre("docs/good.txt"));
}

TEST_F(IndexInputs, TheIndexInsideAWalkedFolderIsNotIndexed) {
  EXPECT_EQ(index({"-i", "docs/idx", "docs"}).exit_code, 0);
  const Outcome again = index({"-i", "docs/idx", "docs", "--json"});
  EXPECT_EQ(again.exit_code, 0) << again.err;
  EXPECT_EQ(again.json()["documents"], 1);
}

TEST_F(IndexInputs, HiddenNamesArePassedOverUnlessGivenOrAskedFor) {
  write("docs/.git/config", "lamp settings");
  write("docs/.note", "lamp note");
  EXPECT_EQ(index({"-i", "idx", "docs"}).exit_code, 0);
  EXPECT_THAT(found("lamp"), ElementsAre("docs/good.txt"));
  EXPECT_EQ(index({"-i", "idx", "docs/.note"}).exit_code, 0);
  EXPECT_THAT(found("lamp"), UnorderedElementsAre("docs/good.txt", "docs/.note"));
  EXPECT_EQ(index({"-i", "idx", "--hidden", "docs"}).exit_code, 0);
  EXPECT_THAT(found("lamp"), UnorderedElementsAre("docs/good.txt", "docs/.note", "docs/.git/config"));
}

TEST_F(IndexInputs, SymbolicLinksAreNotFollowed) {
  std::filesystem::create_directory_symlink("..", path("docs/loop"));
  std::filesystem::create_symlink("good.txt", path("docs/link.txt"));
  EXPECT_EQ(index({"-i", "idx", "docs"}).exit_code, 0);
  EXPECT_THAT(found("lamp"), ElementsAre("docs/good.txt"));
  const Outcome given = index({"-i", "idx", "docs/link.txt", "docs/good.txt"});
  EXPECT_EQ(given.exit_code, 1);
  EXPECT_THAT(given.err, HasSubstr("docs/link.txt: a symbolic link"));
}

TEST_F(IndexInputs, PathsOfAnyBytesAreKeysAndAreEscapedOnDisplay) {
  write("docs/bad\xFF\x1B[31m.txt", "A lamp with a strange name.");
  EXPECT_EQ(index({"-i", "idx", "docs"}).exit_code, 0);
  const Outcome text = search({"-i", "idx", "--color", "always", "strange"});
  EXPECT_EQ(text.exit_code, 0);
  EXPECT_THAT(text.out, HasSubstr("docs/bad\\xFF\\x1B[31m.txt"));
  EXPECT_EQ(search({"-i", "idx", "--json", "strange"}).json()["hits"][0]["id"], "docs/bad\uFFFD\x1B[31m.txt");
}

/// An input that cannot be indexed, and what stderr has to say of it.
struct BadInput {
  const char* name;
  std::string path;    // what the arguments name
  std::string reason;  // what the line says, after the path
  std::function<void(IndexInputs&, const std::filesystem::path&)> make;
};

void PrintTo(const BadInput& input, std::ostream* stream) { *stream << input.name; }

void put_bytes(const std::filesystem::path& file, std::string_view bytes) {
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> stream(std::fopen(file.c_str(), "wb"), std::fclose);
  ASSERT_EQ(std::fwrite(bytes.data(), 1, bytes.size(), stream.get()), bytes.size());
}

class BadInputs : public IndexInputs, public testing::WithParamInterface<BadInput> {};

TEST_P(BadInputs, IsNamedWithAReasonAndCostsOnlyItself) {
  const BadInput& bad = GetParam();
  bad.make(*this, path(bad.path));
  const RunOptions options{.obey_file_modes = true};
  const Outcome outcome = index({"-i", "idx", "docs", bad.path, "--json"}, options);
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.err, HasSubstr("svitok-index: " + bad.path + ": "));
  EXPECT_THAT(outcome.err, HasSubstr(bad.reason));
  EXPECT_EQ(outcome.json()["documents"], 1);
  EXPECT_EQ(outcome.json()["errors"][0]["input"], bad.path);
  EXPECT_THAT(found("lamp"), ElementsAre("docs/good.txt"));

  const Outcome alone = index({"-i", "alone", bad.path}, options);
  EXPECT_EQ(alone.exit_code, 2) << "every input failed: nothing done";
}

INSTANTIATE_TEST_SUITE_P(
    Kinds, BadInputs,
    testing::Values(BadInput{"Missing", "nowhere.txt", "No such file", [](auto&, const auto&) {}},
                    BadInput{"Unreadable", "secret.txt", "Permission denied",
                             [](auto&, const auto& file) {
                               put_bytes(file, "secret");
                               ASSERT_EQ(::chmod(file.c_str(), 0), 0);
                             }},
                    BadInput{"UnreadableFolder", "closed", "Permission denied",
                             [](auto&, const auto& file) { ASSERT_EQ(::mkdir(file.c_str(), 0), 0); }},
                    BadInput{"Empty", "empty.txt", "empty", [](auto&, const auto& file) { put_bytes(file, ""); }},
                    BadInput{"Binary", "program.txt", "",
                             [](auto&, const auto& file) {
                               put_bytes(file, std::string("\x7F"
                                                           "ELF\0\0\1\2\3\0\0\0\0\xFE\xFF\0",
                                                           16) +
                                                   std::string(500, '\0'));
                             }},
                    BadInput{"Fifo", "pipe", "not a regular file",
                             [](auto&, const auto& file) { ASSERT_EQ(::mkfifo(file.c_str(), 0600), 0); }},
                    BadInput{"Huge", "huge.txt", "larger",
                             [](auto&, const auto& file) {
                               put_bytes(file, "one line");
                               ASSERT_EQ(::truncate(file.c_str(), 200'000'000), 0);
                             }}),
    [](const auto& instance) { return std::string(instance.param.name); });

TEST_F(IndexInputs, SpecialFilesInsideAFolderAreNamedAndTheRestIsIndexed) {
  ASSERT_EQ(::mkfifo(path("docs/pipe").c_str(), 0600), 0);
  write("docs/zero.txt", "");
  const Outcome outcome = index({"-i", "idx", "docs"});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.err, HasSubstr("docs/pipe: a FIFO"));
  EXPECT_THAT(outcome.err, HasSubstr("docs/zero.txt: "));
  EXPECT_THAT(found("lamp"), ElementsAre("docs/good.txt"));
}

TEST_F(IndexInputs, MaxFileSizeIsALimitInBytes) {
  write("docs/twelve.txt", "lamp lamp 12");
  const Outcome outcome = index({"-i", "idx", "--max-file-size", "12", "docs"});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.err, HasSubstr("docs/good.txt: "));
  EXPECT_THAT(found("lamp"), ElementsAre("docs/twelve.txt"));
}

// Lines of JSON.

TEST_F(IndexInputs, JsonLinesBecomeDocumentsWithTheirMetadata) {
  write(
      "news.jsonl",
      R"({"id":"n/1","title":"Маяк","text":"Свет маяка виден ночью.","lang":"ru","date":"2020-06-09","url":"http://x/1","desk":"sea"})"
      "\r\n\n"
      R"({"id":2,"title":"Lamp","text":"A lamp."})");
  const Outcome outcome = index({"-i", "idx", "--jsonl", "news.jsonl"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  const nlohmann::json hit = search({"-i", "idx", "--json", "маяк"}).json()["hits"][0];
  EXPECT_EQ(hit["id"], "n/1");
  EXPECT_EQ(hit["title"], "Маяк");
  EXPECT_EQ(hit["lang"], "ru");
  EXPECT_EQ(hit["date"], "2020-06-09");
  EXPECT_EQ(hit["url"], "http://x/1");
  EXPECT_EQ(hit["metadata"]["desk"], nlohmann::json::array({"sea"}));
  EXPECT_THAT(found("lamp"), ElementsAre("2"));
}

TEST_F(IndexInputs, JsonLinesComeFromStandardInputAndFromSeveralFiles) {
  write("a.jsonl", "{\"id\":\"a\",\"text\":\"lamp\"}\n");
  write("b.jsonl", "\xEF\xBB\xBF{\"id\":\"b\",\"text\":\"lamp\"}");
  const Outcome outcome = index({"-i", "idx", "--jsonl", "a.jsonl", "--jsonl", "-", "--jsonl", "b.jsonl"},
                                {.input = "{\"id\":\"c\",\"text\":\"lamp\"}\n"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_THAT(found("lamp"), UnorderedElementsAre("a", "b", "c"));
}

TEST_F(IndexInputs, ABrokenLineIsNamedByFileAndNumberAndTheRestIsIndexed) {
  const std::string good = R"({"id":"good","text":"lamp"})";
  for (const std::string bad :
       {R"({"id":"x","text":"cut)", "[]", "text", R"({"text":"no id"})", R"({"id":"","text":"t"})",
        "{\"id\":\"x\",\"text\":\"\xFF\xFE\"}", R"({"id":{},"text":"t"})"}) {
    SCOPED_TRACE(bad);
    write("in.jsonl", bad + '\n' + good + '\n' + bad);
    const Outcome outcome = index({"-i", "idx", "--jsonl", "in.jsonl"});
    EXPECT_EQ(outcome.exit_code, 1);
    EXPECT_THAT(outcome.err, HasSubstr("svitok-index: in.jsonl:1: "));
    EXPECT_THAT(outcome.err, HasSubstr("svitok-index: in.jsonl:3: "));
    EXPECT_THAT(outcome.err, Not(HasSubstr("in.jsonl:2")));
    EXPECT_THAT(found("lamp"), ElementsAre("good"));
  }
}

TEST_F(IndexInputs, ALineLongerThanTheLimitIsPassedOver) {
  const std::string good = R"({"id":"good","text":"lamp"})";
  write("in.jsonl",
        R"({"id":"long","text":")" + std::string(5'000'000, 'x') + "\"}\n" + good + '\n' + std::string(3'000'000, 'y'));
  const Outcome outcome = index({"-i", "idx", "--max-file-size", "2M", "--jsonl", "in.jsonl"});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.err, HasSubstr("in.jsonl:1: longer than 2097152 bytes"));
  EXPECT_THAT(outcome.err, HasSubstr("in.jsonl:3: longer than 2097152 bytes"));
  EXPECT_THAT(found("lamp"), ElementsAre("good"));
}

TEST_F(IndexInputs, AMissingFileOfJsonLinesFailsAlone) {
  const Outcome outcome = index({"-i", "idx", "docs", "--jsonl", "missing.jsonl", "--jsonl", "docs"});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.err, HasSubstr("svitok-index: missing.jsonl: No such file"));
  EXPECT_THAT(outcome.err, HasSubstr("svitok-index: docs: Is a directory"));
  EXPECT_THAT(found("lamp"), ElementsAre("docs/good.txt"));
}

TEST_F(IndexInputs, AnEmptyFolderMakesAnEmptyIndex) {
  std::filesystem::create_directory(path("nothing"));
  EXPECT_EQ(index({"-i", "idx", "nothing"}).exit_code, 0);
  EXPECT_THAT(found("lamp"), IsEmpty());
}

}  // namespace
}  // namespace cli
