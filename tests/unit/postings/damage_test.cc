// Files whose checksums are right and whose contents are not: somebody made them so.
#include <gtest/gtest.h>

#include "base/output_file.h"
#include "postings/merge.h"
#include "postings/postings_format.h"
#include "random_segment.h"
#include "svitok/error.h"

namespace svitok::postings {
namespace {

class DamageTest : public RandomSegmentTest {
 protected:
  void SetUp() override {
    RandomSegmentTest::SetUp();
    (void)seal_random_segment(random_, 150, text(0), words(0));
    text_bytes_ = PostingsFile(text(0)).file().unchecked();
    words_bytes_ = WordsFile(words(0)).file().unchecked();
  }

  // Changes up to three bytes, those near the end, where the tables are, more often.
  std::string damaged(std::string bytes) {
    for (auto changes = 1 + random_() % 3; changes > 0; --changes) {
      const std::size_t from_end = random_() % 2 == 0 ? std::min<std::size_t>(bytes.size(), 200) : bytes.size();
      bytes[bytes.size() - 1 - random_() % from_end] = static_cast<char>(random_());
    }
    return bytes;
  }

  static void write(const std::filesystem::path& path, std::string_view kind, std::uint32_t version,
                    const std::string& bytes) {
    std::filesystem::remove(path);
    base::OutputFile file(path, kind, version);
    file.append(bytes);
    (void)file.finish(false);
  }

  // Reads everything in every way; what is found does not matter.
  void read_all() {
    const PostingsFile text_file(text(1));
    const WordsFile words_file(words(1));
    const auto attempt = [](auto read) {
      try {
        read();
      } catch (const CorruptionError&) {
        ++refusals;
      }
    };
    attempt([&] { text_file.verify(); });
    attempt([&] { words_file.verify(text_file); });
    attempt([&] {
      std::vector<FormInfo> forms;
      for (auto all = words_file.forms_with_prefix(""); all.next();) forms.push_back(all.info());
      (void)freqs_of(text_file, forms);
    });
    attempt([&] {
      std::vector<std::uint32_t> numbers(text_file.documents());
      for (std::uint32_t i = 0; i < numbers.size(); ++i) numbers[i] = i;
      std::filesystem::remove(text(2));
      std::filesystem::remove(words(2));
      (void)merge_postings({{&text_file, &words_file, numbers}}, text(2), words(2), false);
    });
  }

  std::string text_bytes_;
  std::string words_bytes_;
  static inline int refusals = 0;
};

TEST_F(DamageTest, IsRefusedOrHarmless) {
  SCOPED_TRACE("seed " + std::to_string(seed_));
  for (int round = 0; round < 300; ++round) {
    write(text(1), kPostingsKind, kPostingsVersion, round % 3 == 0 ? text_bytes_ : damaged(text_bytes_));
    write(words(1), kWordsKind, kWordsVersion, round % 3 == 1 ? words_bytes_ : damaged(words_bytes_));
    try {
      read_all();
    } catch (const CorruptionError&) {
      ++refusals;
    }
  }
  EXPECT_GT(refusals, 100);
}

}  // namespace
}  // namespace svitok::postings
