#include "postings/positions.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "base/output_file.h"
#include "postings/rice_block.h"
#include "svitok/error.h"

namespace svitok::postings {
namespace {

constexpr std::string_view kKind = "svktestp";

class PositionsTest : public testing::Test {
 protected:
  void SetUp() override {
    path_ = std::filesystem::temp_directory_path() /
            (std::string("svitok-") + testing::UnitTest::GetInstance()->current_test_info()->name() + "-" +
             std::to_string(::getpid()));
  }
  void TearDown() override { std::filesystem::remove(path_); }

  using Document = std::vector<std::uint32_t>;

  // Where a document begins, as a place and as a number of positions.
  struct Start {
    std::uint32_t chunk;
    std::uint32_t skip;
    std::size_t before;
  };

  // Positions of one document, with gaps of all magnitudes if `wide`.
  Document random_document(bool wide) {
    Document document;
    const auto count = 1 + random_() % (random_() % 8 == 0 ? 300 : 6);
    std::uint64_t position = wide && random_() % 50 == 0 ? (1U << 31U) + random_() % 1000 : random_() % 400;
    for (std::uint32_t i = 0; i < count && position < kNoPosition; ++i) {
      document.push_back(static_cast<std::uint32_t>(position));
      position += 1 + (wide ? std::uint64_t{random_()} >> (random_() % 32) : random_() % 100);
    }
    return document;
  }

  // Makes documents_ and starts_, and bytes_ of them.
  void encode(std::size_t documents, bool wide) {
    documents_.clear();
    starts_.clear();
    occurrences_ = 0;
    PositionEncoder encoder;
    encoder.clear();
    for (std::size_t i = 0; i < documents; ++i) {
      documents_.push_back(random_document(wide));
      starts_.push_back({encoder.chunk_offset(), encoder.in_chunk(), occurrences_});
      const auto count = static_cast<std::uint32_t>(documents_.back().size());
      encoder.add({&count, 1}, documents_.back());
      occurrences_ += documents_.back().size();
    }
    bytes_ = encoder.finish();
  }

  // A file that is nothing but these, and a reader of them.
  void open(const std::string& bytes) {
    std::filesystem::remove(path_);
    base::OutputFile out(path_, kKind, 1);
    out.append(bytes);
    (void)out.finish(false);
    file_ = std::make_unique<base::CheckedFile>(path_, kKind, 1);
    reader_ = std::make_unique<PositionReader>(*file_, 0, bytes.size(), occurrences_);
  }

  // The next `count` positions, read in one of three ways.
  Document read(std::uint32_t count) {
    Document read;
    switch (random_() % 3) {
      case 0:
        reader_->visit(count, [&read](std::uint32_t position) { read.push_back(position); });
        break;
      case 1:
        reader_->visit_fours(count, [&read](Lanes positions) {
          for (std::size_t i = 0; i < 4; ++i) {
            if (positions[i] != kNoPosition) read.push_back(positions[i]);
          }
        });
        break;
      default:
        reader_->append(count, read);
    }
    return read;
  }

  [[nodiscard]] std::uint32_t count_of(std::size_t document) const {
    return static_cast<std::uint32_t>(documents_[document].size());
  }

  // Goes to documents forwards and backwards, from their own start or that of one before.
  void read_at_random(int rounds, bool is_right) {
    for (int round = 0; round < rounds; ++round) {
      auto document = static_cast<std::size_t>(random_() % documents_.size());
      const std::size_t from = document - random_() % std::min<std::size_t>(document + 1, 200);
      const auto between = static_cast<std::uint32_t>(starts_[document].before - starts_[from].before);
      if (random_() % 2 == 0) {
        reader_->seek(starts_[from].chunk, starts_[from].skip + between);
      } else {
        reader_->seek(starts_[from].chunk, starts_[from].skip);
        reader_->skip(between);
      }
      for (auto more = random_() % 4; document < documents_.size(); --more) {
        const Document found = read(count_of(document));
        if (is_right) {
          ASSERT_EQ(found, documents_[document]);
        }
        if (++document == documents_.size() || more == 0) break;
        if (random_() % 2 != 0) reader_->skip(count_of(document++));
      }
    }
  }

  unsigned seed_ = std::random_device{}();
  std::mt19937 random_{seed_};
  std::filesystem::path path_;
  std::vector<Document> documents_;
  std::vector<Start> starts_;
  std::size_t occurrences_ = 0;
  std::string bytes_;
  std::unique_ptr<base::CheckedFile> file_;
  std::unique_ptr<PositionReader> reader_;
};

TEST_F(PositionsTest, ComeBackFromAnyPlace) {
  SCOPED_TRACE("seed " + std::to_string(seed_));
  for (const std::size_t documents : {1U, 3U, 7U, 30U, 127U, 128U, 2000U}) {
    for (const bool wide : {false, true}) {
      encode(documents, wide);
      open(bytes_);
      reader_->seek(0, 0);
      for (std::size_t i = 0; i < documents; ++i) ASSERT_EQ(read(count_of(i)), documents_[i]);
      read_at_random(1000, true);
      open(bytes_);
      read_at_random(100, true);
    }
  }
}

TEST_F(PositionsTest, EveryCountLeavesOverWhatItMust) {
  SCOPED_TRACE("seed " + std::to_string(seed_));
  for (std::uint32_t count = 1; count < 3 * kBlock; ++count) {
    Document positions;
    for (std::uint32_t i = 0; i < count; ++i) positions.push_back(i * 50 + static_cast<std::uint32_t>(random_() % 50));
    PositionEncoder encoder;
    encoder.clear();
    encoder.add({&count, 1}, positions);
    occurrences_ = count;
    open(std::string(encoder.finish()));
    reader_->seek(0, 0);
    ASSERT_EQ(read(count), positions);
  }
}

TEST_F(PositionsTest, OfManyDocumentsAtOnceAreWrittenAsOfOneAfterTheOther) {
  SCOPED_TRACE("seed " + std::to_string(seed_));
  for (std::size_t documents = 0; documents < 100; ++documents) {
    encode(documents, documents % 2 == 0);
    std::vector<std::uint32_t> counts;
    Document positions;
    for (const Document& document : documents_) {
      counts.push_back(static_cast<std::uint32_t>(document.size()));
      positions.insert(positions.end(), document.begin(), document.end());
    }
    PositionEncoder encoder;
    encoder.clear();
    encoder.add(counts, positions);
    ASSERT_EQ(encoder.finish(), bytes_);
  }
}

TEST_F(PositionsTest, AreReadNoFurtherThanTheyGo) {
  encode(500, false);
  open(bytes_);
  reader_->seek(0, 0);
  EXPECT_THROW(reader_->skip(static_cast<std::uint32_t>(occurrences_) + 1), CorruptionError);
  reader_->seek(0, 0);
  reader_->skip(static_cast<std::uint32_t>(occurrences_));
  EXPECT_THROW(read(1), CorruptionError);
}

TEST_F(PositionsTest, AMalformedChunkIsRefused) {
  encode(500, false);
  const auto high_at = 2 + 16 * static_cast<std::size_t>(bytes_[0]);
  const auto expect_refused = [this](std::size_t at, char byte) {
    std::string bytes = bytes_;
    bytes[at] = byte;
    open(bytes);
    EXPECT_THROW(
        {
          reader_->seek(0, 0);
          read(1);
        },
        CorruptionError);
  };
  expect_refused(0, 32);
  expect_refused(1, 15);
  expect_refused(1, 49);
  expect_refused(high_at, static_cast<char>(bytes_[high_at] ^ 1));  // One more or one fewer.
}

TEST_F(PositionsTest, ForgedOnesAreRefusedOrHarmless) {
  SCOPED_TRACE("seed " + std::to_string(seed_));
  int refusals = 0;
  for (int round = 0; round < 300; ++round) {
    encode(1 + random_() % 300, round % 2 == 0);
    std::string bytes = bytes_;
    for (auto changes = 1 + random_() % 20; changes > 0; --changes) {
      bytes[random_() % bytes.size()] = static_cast<char>(random_());
    }
    if (random_() % 2 == 0) bytes.resize(1 + random_() % bytes.size());
    open(bytes);
    for (int attempt = 0; attempt < 20; ++attempt) {
      try {
        read_at_random(1, false);
      } catch (const CorruptionError&) {
        ++refusals;
      }
    }
  }
  EXPECT_GT(refusals, 300);
}

}  // namespace
}  // namespace svitok::postings
