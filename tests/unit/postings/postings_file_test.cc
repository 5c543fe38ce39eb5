#include "postings/postings_file.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <random>
#include <ranges>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "postings/impact.h"
#include "postings/postings_writer.h"
#include "svitok/error.h"

namespace svitok::postings {
namespace {

struct Entry {
  std::uint32_t freq;
  std::vector<std::uint32_t> positions;
  bool operator==(const Entry&) const = default;
};
using Model = std::map<std::string, std::map<std::uint32_t, Entry>>;

class PostingsFileTest : public testing::Test {
 protected:
  void SetUp() override {
    seed_ = std::random_device{}();
    random_.seed(seed_);
    folder_ = std::filesystem::temp_directory_path() / ("svitok-postings-" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::filesystem::path fresh(const std::string& name) {
    std::filesystem::remove(folder_ / name);
    return folder_ / name;
  }

  DocumentLengths random_lengths(std::uint32_t documents) {
    DocumentLengths lengths;
    lengths.fields = 2;
    // So large that they take one byte, two or four.
    const std::uint32_t greatest = std::array{100U, 10'000U, 1'000'000U}[random_() % 3];
    for (std::uint32_t doc = 0; doc < documents; ++doc) {
      lengths.codes.push_back(encode_length(random_() % 3000));
      lengths.field_starts.push_back(static_cast<std::uint32_t>(random_()) % greatest);
    }
    return lengths;
  }

  // Terms of every density: in one document, in some, in all.
  Model random_model(std::uint32_t documents) {
    Model model;
    for (int t = 0; t < 120; ++t) {
      const std::string term = (t % 2 == 0 ? "t" : "слово") + std::to_string(random_() % 100000);
      const std::uint32_t one_in = t % 5 == 0 ? 1 : 1 + static_cast<std::uint32_t>(random_() % documents);
      for (std::uint32_t doc = static_cast<std::uint32_t>(random_() % one_in); doc < documents;
           doc += 1 + static_cast<std::uint32_t>(random_() % (2 * one_in))) {
        model[term][doc] = random_entry();
      }
    }
    return model;
  }

  Entry random_entry() {
    Entry entry{0, {}};
    std::uint32_t position = static_cast<std::uint32_t>(random_() % 200);
    const std::uint32_t count = random_() % 50 == 0 ? 300 : 1 + static_cast<std::uint32_t>(random_() % 3);
    for (std::uint32_t i = 0; i < count; ++i) {
      entry.positions.push_back(position);
      position += 1 + static_cast<std::uint32_t>(random_() % (random_() % 20 == 0 ? 100000 : 60));
    }
    entry.freq = count + (random_() % 10 == 0 ? 2 : 0);
    return entry;
  }

  static void write(const std::filesystem::path& path, const DocumentLengths& lengths, const Model& model) {
    PostingsWriter writer(path, lengths);
    for (const auto& [term, documents] : model) {
      writer.begin_term(term, 1);
      for (const auto& [doc, entry] : documents) {
        const auto count = static_cast<std::uint32_t>(entry.positions.size());
        writer.add({{&doc, 1}, {&entry.freq, 1}, {&count, 1}, entry.positions, {}, {}});
      }
      writer.end_term();
    }
    (void)writer.finish(false);
  }

  static Model read(const PostingsFile& file) {
    Model model;
    for (auto terms = file.terms_with_prefix(""); terms.next();) {
      for (Cursor cursor = file.cursor(terms.info()); cursor.doc() != kEnd; cursor.next()) {
        Entry& entry = model[std::string(terms.term())][cursor.doc()];
        entry.freq = cursor.freq();
        cursor.positions(entry.positions);
      }
    }
    return model;
  }

  unsigned seed_ = 0;
  std::mt19937 random_;
  std::filesystem::path folder_;
};

TEST_F(PostingsFileTest, GivesBackEveryTermDocumentFrequencyAndPosition) {
  SCOPED_TRACE("seed " + std::to_string(seed_));
  for (const std::uint32_t documents : {1U, 100U, 128U, 129U, 3000U}) {
    const DocumentLengths lengths = random_lengths(documents);
    const Model model = random_model(documents);
    write(fresh("f.text"), lengths, model);
    const PostingsFile file(folder_ / "f.text");
    EXPECT_EQ(file.terms(), model.size());
    EXPECT_EQ(file.documents(), documents);
    EXPECT_EQ(file.lengths().codes, lengths.codes);
    EXPECT_EQ(file.lengths().field_starts, lengths.field_starts);
    EXPECT_TRUE(read(file) == model);
    EXPECT_NO_THROW(file.verify());
  }
}

TEST_F(PostingsFileTest, FindsTermsAndPrefixesAsASortedMapDoes) {
  SCOPED_TRACE("seed " + std::to_string(seed_));
  const Model model = random_model(50);
  write(fresh("f"), random_lengths(50), model);
  const PostingsFile file(folder_ / "f");
  for (const auto& [term, entries] : model) {
    ASSERT_TRUE(file.find(term)) << term;
    EXPECT_EQ(file.find(term)->documents, entries.size());
    EXPECT_FALSE(file.find(term + "0000000"));
    for (const std::string& prefix :
         {term, term.substr(0, 11), term.substr(0, 2), term + "9", std::string("а"), std::string("я")}) {
      std::vector<std::string> expected;
      for (const auto& [other, unused] : model) {
        if (other.starts_with(prefix)) expected.push_back(other);
      }
      std::vector<std::string> found;
      for (auto terms = file.terms_with_prefix(prefix); terms.next();) found.emplace_back(terms.term());
      EXPECT_EQ(found, expected) << prefix;
    }
  }
  EXPECT_FALSE(file.find(""));
}

TEST_F(PostingsFileTest, SkippingAnyWayArrivesWhereSteppingDoes) {
  SCOPED_TRACE("seed " + std::to_string(seed_));
  const std::uint32_t documents = 20000;
  const DocumentLengths lengths = random_lengths(documents);
  const Model model = random_model(documents);
  write(fresh("f"), lengths, model);
  const PostingsFile file(folder_ / "f");
  const ImpactTable impacts(file.average_length());
  std::vector<std::uint32_t> positions;
  for (const auto& [term, entries] : model) {
    Cursor cursor = file.cursor(*file.find(term));
    std::uint32_t target = 0;
    while (cursor.doc() != kEnd) {
      target = cursor.doc() + (random_() % 3 == 0 ? 1 : static_cast<std::uint32_t>(random_() % 700));
      const auto expected = entries.lower_bound(std::max(target, cursor.doc()));
      const std::uint32_t last = target + static_cast<std::uint32_t>(random_() % 1000);
      float greatest = 0;
      for (auto in = expected; in != entries.end() && in->first <= last; ++in) {
        greatest = std::max(greatest, impacts(in->second.freq, lengths.codes[in->first]));
      }
      EXPECT_LE(greatest, decode_bound(cursor.bound(target, last)));
      EXPECT_LE(greatest, decode_bound(cursor.bound()));
      cursor.skip_to(target);
      ASSERT_EQ(cursor.doc(), expected == entries.end() ? kEnd : expected->first);
      if (cursor.doc() == kEnd) break;
      ASSERT_GE(cursor.block_end(cursor.doc()), cursor.doc());
      if (random_() % 2 == 0) {
        ASSERT_EQ(cursor.freq(), expected->second.freq);
      }
      if (random_() % 2 == 0) {
        cursor.positions(positions);
        ASSERT_EQ(positions, expected->second.positions);
      }
      if (random_() % 4 == 0) {
        std::vector<std::uint32_t> visited;
        const std::uint32_t limit = cursor.doc() + static_cast<std::uint32_t>(random_() % 2000);
        cursor.visit_below(limit, [&](std::uint32_t doc, std::uint32_t freq) {
          visited.push_back(doc);
          ASSERT_EQ(freq, entries.at(doc).freq);
        });
        std::vector<std::uint32_t> within;
        for (auto in = expected; in != entries.end() && in->first < limit; ++in) within.push_back(in->first);
        ASSERT_EQ(visited, within);
        const auto after = entries.lower_bound(limit);
        ASSERT_EQ(cursor.doc(), after == entries.end() ? kEnd : after->first);
      }
    }
  }
}

TEST_F(PostingsFileTest, PlacesLeadToPositionsInAnyOrder) {
  SCOPED_TRACE("seed " + std::to_string(seed_));
  const Model model = random_model(3000);
  write(fresh("f"), random_lengths(3000), model);
  const PostingsFile file(folder_ / "f");
  std::vector<std::uint32_t> positions;
  for (const auto& [term, entries] : model) {
    const TermInfo info = *file.find(term);
    std::vector<std::pair<Place, std::uint32_t>> places;  // With their documents.
    Cursor cursor = file.cursor(info);
    cursor.visit_runs_below(1500, [&](std::span<const std::uint32_t> docs, const std::uint32_t*, const PlaceRun& run) {
      for (std::size_t i = 0; i < docs.size(); ++i) places.emplace_back(run[i], docs[i]);
    });
    for (; cursor.doc() != kEnd; cursor.next()) places.emplace_back(cursor.place(), cursor.doc());
    ASSERT_EQ(places.size(), entries.size());
    if (random_() % 2 == 0) std::shuffle(places.begin(), places.end(), random_);
    PositionCursor reader(file.file(), info);
    for (const auto& [place, doc] : places) {
      if (random_() % 3 == 0) continue;
      positions.clear();
      reader.append(place, positions);
      ASSERT_EQ(positions, entries.at(doc).positions) << term << " in " << doc;
    }
  }
}

TEST_F(PostingsFileTest, DocumentsAreLookedUpManyAtOnce) {
  SCOPED_TRACE("seed " + std::to_string(seed_));
  constexpr std::uint32_t kDocuments = 3000;
  struct Item {
    std::uint32_t doc;
  };
  const Model model = random_model(kDocuments);
  write(fresh("f.text"), random_lengths(kDocuments), model);
  const PostingsFile file(folder_ / "f.text");
  for (const auto& [term, entries] : model) {
    const TermInfo info = *file.find(term);
    const auto freq_in = [&entries](std::uint32_t doc) {
      const auto found = entries.find(doc);
      return found == entries.end() ? 0 : found->second.freq;
    };
    std::vector<Item> items;
    for (std::uint32_t doc = 0; doc < kDocuments; doc += 1 + static_cast<std::uint32_t>(random_() % 20))
      items.push_back({doc});
    std::map<std::uint32_t, std::uint32_t> looked_up;
    Cursor in_order = file.cursor(info);
    in_order.look_up(items.begin(), items.end(), [&](const Item& item, bool is_here, std::uint32_t freq, Place place) {
      if (!is_here) return;
      looked_up[item.doc] = freq;
      EXPECT_EQ(place.count, entries.at(item.doc).positions.size());
    });
    for (const Item& item : items) ASSERT_EQ(looked_up[item.doc], freq_in(item.doc)) << term << " in " << item.doc;
    std::map<std::uint32_t, std::uint32_t> run_through;
    Cursor runs = file.cursor(info);
    runs.skip_to(100);
    runs.visit_runs_below(2000, [&](std::span<const std::uint32_t> docs, const std::uint32_t* freqs) {
      for (std::size_t i = 0; i < docs.size(); ++i) run_through[docs[i]] = freqs[i];
    });
    for (std::uint32_t doc = 100; doc < 2000; ++doc) ASSERT_EQ(run_through[doc], freq_in(doc)) << term << " in " << doc;
    const auto next = entries.lower_bound(2000);
    EXPECT_EQ(runs.doc(), next == entries.end() ? kEnd : next->first);
  }
}

TEST_F(PostingsFileTest, ACursorStartsAgainAndLooksIntoItsBestBlocks) {
  SCOPED_TRACE("seed " + std::to_string(seed_));
  const DocumentLengths lengths = random_lengths(20000);
  const Model model = random_model(20000);
  write(fresh("f"), lengths, model);
  const PostingsFile file(folder_ / "f");
  const ImpactTable impacts(file.average_length());
  for (const auto& [term, entries] : model) {
    Cursor cursor = file.cursor(*file.find(term));
    std::map<std::uint32_t, std::uint16_t> bounds;
    for (const auto& [doc, entry] : entries) {
      bounds[doc] = cursor.bound_at(doc);
      ASSERT_LE(impacts(entry.freq, lengths.codes[doc]), decode_bound(bounds[doc]));
    }
    cursor.skip_to(random_() % 2 == 0 ? 30000 : 5000);
    cursor.restart();
    ASSERT_EQ(cursor.doc(), entries.begin()->first);
    ASSERT_EQ(cursor.freq(), entries.begin()->second.freq);
    ASSERT_EQ(cursor.bound_at(cursor.doc()), bounds[cursor.doc()]);
    std::uint16_t least = UINT16_MAX;
    const std::vector<std::uint32_t> best = cursor.best_blocks(3);
    ASSERT_EQ(best.size(), std::min(3U, cursor.blocks()));
    if (!best.empty()) {
      const std::uint16_t third = cursor.bound_of_block(best.back());
      const std::vector<std::uint32_t> from_third = cursor.blocks_from(third);
      ASSERT_TRUE(
          std::ranges::includes(std::set(from_third.begin(), from_third.end()), std::set(best.begin(), best.end())));
      ASSERT_TRUE(
          std::ranges::is_sorted(from_third, std::greater(), [&](auto block) { return cursor.bound_of_block(block); }));
      ASSERT_EQ(cursor.bound_of_block(from_third.back()), third);
      ASSERT_LE(cursor.blocks_from(third + 1U).size(), 2U);
      ASSERT_EQ(cursor.blocks_from(0).size(), cursor.blocks());
    }
    for (const std::uint32_t block : best) {
      cursor.visit_block(block, [&](std::span<const std::uint32_t> docs, const std::uint32_t* freqs) {
        for (std::size_t i = 0; i < docs.size(); ++i) {
          ASSERT_EQ(freqs[i], entries.at(docs[i]).freq);
          least = std::min(least, bounds[docs[i]]);
          bounds.erase(docs[i]);
        }
      });
    }
    if (best.empty()) continue;
    for (const auto& [doc, bound] : bounds) ASSERT_LE(bound, least);
  }
}

TEST(Impact, NoFrequencyBelowTheLeastHasTheImpact) {
  for (const double average : {1.0, 30.0, 400.0}) {
    const ImpactTable impacts(average);
    std::array<std::uint32_t, 256> least{};
    for (float impact = 0; impact < 1.1F; impact += 0.007F) {
      impacts.least_freqs(impact, least);
      for (unsigned code = 0; code < 256; ++code) {
        const auto length_code = static_cast<std::uint8_t>(code);
        if (least[code] > 0) {
          EXPECT_LT(impacts(least[code] - 1, length_code), impact);
        }
        if (impact < 0.98F) {
          EXPECT_GE(impacts(least[code] + least[code] / 50 + 2, length_code), impact);
        }
      }
    }
  }
}

}  // namespace
}  // namespace svitok::postings
