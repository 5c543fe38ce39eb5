// An index whose checksums are right and whose contents are not: somebody made it so. A search gives some answer or
// says that the index is damaged, and nothing else.
#include <fstream>
#include <iterator>
#include <random>

#include "base/checked_file.h"
#include "base/output_file.h"
#include "postings/postings_format.h"
#include "postings/words_writer.h"
#include "segment/manifest.h"
#include "small_index.h"

namespace svitok {
namespace {

namespace fs = std::filesystem;

std::string contents(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

class ForgedIndexTest : public testing::Test {
 protected:
  static constexpr int kDocuments = 700;

  void SetUp() override {
    seed_ = std::random_device{}();
    random_.seed(seed_);
    for (int i = 0; i < kDocuments; ++i) {
      std::string text;
      for (auto words = 1 + random_() % 60; words > 0; --words) text += random_word() + " ";
      index_.put("page/" + std::to_string(i), random_word(), text);
    }
    (void)index_.searcher();
    std::string current = contents(index_.folder() / "CURRENT");
    current.pop_back();
    manifest_path_ = index_.folder() / current;
    manifest_ = segment::decode_manifest(manifest_path_, contents(manifest_path_));
    ASSERT_EQ(manifest_.segments.size(), 1U);
    text_ = payload("text", postings::kPostingsKind, postings::kPostingsVersion);
    words_ = payload("words", postings::kWordsKind, postings::kWordsVersion);
  }

  // Common ones have blocks of documents and of positions, rare ones lists.
  std::string random_word() {
    const std::vector<std::string> common = {"министр",  "министра",   "министру", "договор",
                                             "договоры", "government", "minister", "ministers"};
    if (random_() % 2 == 0) return common[random_() % common.size()];
    return (random_() % 2 == 0 ? "слово" : "word") + std::to_string(random_() % 200);
  }

  fs::path file(const std::string& extension) const {
    return index_.folder() / (manifest_.segments[0].info.name + "." + extension);
  }
  std::string payload(const std::string& extension, std::string_view kind, std::uint32_t version) const {
    return std::string(base::CheckedFile(file(extension), kind, version).unchecked());
  }

  // Up to three bytes of it, those near the end, where tables are, more often.
  std::string damaged(std::string bytes) {
    for (auto changes = 1 + random_() % 3; changes > 0; --changes) {
      const std::size_t from_end = random_() % 4 == 0 ? std::min<std::size_t>(bytes.size(), 200) : bytes.size();
      bytes[bytes.size() - 1 - random_() % from_end] = static_cast<char>(random_());
    }
    return bytes;
  }

  base::FileSeal forge(const std::string& extension, std::string_view kind, std::uint32_t version,
                       const std::string& bytes) const {
    fs::remove(file(extension));
    base::OutputFile out(file(extension), kind, version);
    out.append(bytes);
    return out.finish(false);
  }

  void forge_index(const std::string& text, const std::string& words) {
    segment::SegmentInfo& info = manifest_.segments[0].info;
    info.text = forge("text", postings::kPostingsKind, postings::kPostingsVersion, text);
    info.words = forge("words", postings::kWordsKind, postings::kWordsVersion, words);
    std::ofstream(manifest_path_, std::ios::binary) << segment::encode(manifest_);
  }

  unsigned seed_ = 0;
  std::mt19937 random_;
  SmallIndex index_;
  fs::path manifest_path_;
  segment::Manifest manifest_;
  std::string text_;
  std::string words_;
};

TEST_F(ForgedIndexTest, AnswersOrIsRefused) {
  SCOPED_TRACE("seed " + std::to_string(seed_));
  const std::vector<std::string> queries = {"слово7",
                                            "минист*",
                                            "=министра",
                                            "+министр +договор",
                                            "министр government слово11 word3",
                                            "\"министр слово7\"",
                                            "\"minister of word4\"",
                                            "\"договор NEAR/5 министр\"",
                                            "wor*",
                                            "title:министр",
                                            "министр -договор"};
  int answers = 0;
  int refusals = 0;
  for (int round = 0; round < 300; ++round) {
    forge_index(round % 3 == 0 ? text_ : damaged(text_), round % 3 == 1 ? words_ : damaged(words_));
    try {
      const Searcher searcher(index_.folder());
      for (const std::string& query : queries) {
        try {
          answers += searcher.search(query).hits.empty() ? 0 : 1;
        } catch (const CorruptionError&) {
          ++refusals;
        }
      }
    } catch (const CorruptionError&) {
      ++refusals;
    }
  }
  EXPECT_GT(answers, 300);
  EXPECT_GT(refusals, 30);
}

}  // namespace
}  // namespace svitok
