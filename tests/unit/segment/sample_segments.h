// Segments made of nothing but keys: of each, all four files are filled with what can be checked against the key again.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/checksum.h"
#include "matcher/docs_file.h"
#include "postings/form_cursor.h"
#include "postings/postings_writer.h"
#include "postings/words_writer.h"
#include "segment/index_folder.h"
#include "segment/names.h"
#include "store/store.h"

namespace svitok::segment {

/// A document is its key and a version; its text tells both.
struct Sample {
  std::string key;
  int version = 0;
  [[nodiscard]] std::string text() const { return key + " version " + std::to_string(version); }
  [[nodiscard]] std::string term() const { return "k" + key; }
};

inline postings::DocumentLengths sample_lengths(const std::vector<Sample>& samples) {
  postings::DocumentLengths lengths;
  lengths.fields = 2;
  for (std::size_t doc = 0; doc < samples.size(); ++doc) {
    lengths.codes.push_back(postings::encode_length(doc % 50 + 2));
    lengths.field_starts.push_back(static_cast<std::uint32_t>(postings::kPositionGap + doc % 7));
  }
  return lengths;
}

/// Writes .text and .words: every document has the term "all" and one of its own.
inline void write_sample_postings(const std::string& stem, const std::vector<Sample>& samples, SegmentInfo& info) {
  std::map<std::string, std::vector<std::uint32_t>> terms;
  for (std::uint32_t doc = 0; doc < samples.size(); ++doc) {
    terms["all"].push_back(doc);
    terms[samples[doc].term()].push_back(doc);
  }
  const postings::DocumentLengths lengths = sample_lengths(samples);  // The writer borrows them.
  postings::PostingsWriter text(stem + ".text", lengths);
  postings::WordsWriter words(stem + ".words");
  for (const auto& [term, docs] : terms) {
    words.add(term, {static_cast<std::uint32_t>(docs.size()), text.terms(), 0});
    text.begin_term(term, 1);
    for (const std::uint32_t doc : docs) {
      const std::uint32_t two = 2;
      const std::vector<std::uint32_t> positions = {doc % 100, doc % 100 + 5};
      text.add({{&doc, 1}, {&two, 1}, {&two, 1}, positions, {}, {}});
    }
    text.end_term();
  }
  info.text = text.finish(true);
  info.words = words.finish(true);
}

/// The documents of a surface form.
inline std::vector<std::uint32_t> documents_of(const Segment& segment, const std::string& surface) {
  std::vector<std::uint32_t> docs;
  const auto form = segment.words().find(surface);
  if (!form) return docs;
  const auto forms = postings::group_by_key({*form}, segment.text());
  postings::FormCursor cursor(segment.text(), forms.at(0));
  cursor.visit_below(postings::kEnd, [&docs](std::uint32_t doc, std::uint32_t /*freq*/) { docs.push_back(doc); });
  return docs;
}

/// Seals a segment of the samples under a new name.
inline SegmentInfo write_sample_segment(IndexFolder& index, const std::vector<Sample>& samples) {
  SegmentInfo info;
  info.name = index.new_segment_name();
  info.documents = static_cast<std::uint32_t>(samples.size());
  const std::string stem = (index.path() / info.name).string();
  matcher::DocsWriter docs(stem + ".docs");
  store::StoreWriter store(stem + ".store");
  for (const Sample& sample : samples) {
    docs.add({base::digest(sample.key),
              {matcher::filter_term("lang", "en")},
              {{matcher::kFingerprintSlot, std::to_string(sample.version)}}});
    const std::string text = sample.text();
    store.add({.key = sample.key, .texts = {{1, text}}, .attributes = {{"lang", "en"}}});
  }
  info.docs = docs.finish(true);
  info.store = store.finish(true);
  write_sample_postings(stem, samples, info);
  return info;
}

/// What has to be removed so that the samples replace what the index holds under their keys.
inline std::vector<Removal> replaced_by(const Snapshot& snapshot, const std::vector<Sample>& samples) {
  std::vector<Removal> removals;
  for (const LiveSegment& live : snapshot.segments()) {
    Removal removal{live.segment->info().name, {}};
    for (const Sample& sample : samples) {
      if (const auto doc = live.segment->docs().find(base::digest(sample.key))) removal.docs.push_back(*doc);
    }
    if (!removal.docs.empty()) removals.push_back(removal);
  }
  return removals;
}

/// Puts the samples, replacing what has their keys.
inline void put(IndexFolder& index, const std::vector<Sample>& samples) {
  index.publish({write_sample_segment(index, samples)}, replaced_by(*index.snapshot(), samples));
}

inline void remove_keys(IndexFolder& index, const std::vector<Sample>& samples) {
  index.publish({}, replaced_by(*index.snapshot(), samples));
}

/// Key to text of every live document; all four files of every segment are asked and must agree.
inline std::map<std::string, std::string> contents(const Snapshot& snapshot) {
  std::map<std::string, std::string> contents;
  for (const LiveSegment& live : snapshot.segments()) {
    const Segment& segment = *live.segment;
    for (std::uint32_t doc = 0; doc < segment.info().documents; ++doc) {
      if (live.is_dead(doc)) continue;
      const store::StoredDocument stored = segment.store().document(doc);
      EXPECT_TRUE(contents.emplace(stored.key, stored.texts.at(0).second).second) << "twice: " << stored.key;
      EXPECT_EQ(segment.docs().find(base::digest(stored.key)), doc);
      EXPECT_TRUE(stored.texts.at(0).second.ends_with(segment.docs().value(doc, matcher::kFingerprintSlot)));
      const std::vector<std::uint32_t> docs = documents_of(segment, "k" + stored.key);
      EXPECT_EQ(std::count(docs.begin(), docs.end(), doc), 1) << stored.key;
    }
  }
  EXPECT_EQ(contents.size(), snapshot.live_documents());
  return contents;
}

inline std::map<std::string, std::string> contents_of(const std::vector<Sample>& samples) {
  std::map<std::string, std::string> contents;
  for (const Sample& sample : samples) contents[sample.key] = sample.text();
  return contents;
}

inline std::vector<Sample> make_samples(int first, int count, int version = 0) {
  std::vector<Sample> samples;
  for (int i = 0; i < count; ++i) samples.push_back({"key" + std::to_string(first + i), version});
  return samples;
}

inline constexpr AnalyzerIdentity kSampleAnalyzer = {7, 70};

inline std::unique_ptr<IndexFolder> open_index(const std::filesystem::path& folder, bool durable = true) {
  return std::make_unique<IndexFolder>(folder, Fields{}, kSampleAnalyzer, std::chrono::milliseconds(0), durable);
}

inline std::set<std::string> names_in(const std::filesystem::path& folder) {
  std::set<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) names.insert(entry.path().filename().string());
  return names;
}

/// A folder of its own for every test.
class SegmentFixture : public testing::Test {
 protected:
  void SetUp() override {
    const testing::TestInfo* test = testing::UnitTest::GetInstance()->current_test_info();
    std::string name = std::string(test->test_suite_name()) + "-" + test->name();
    std::replace(name.begin(), name.end(), '/', '-');
    folder_ = std::filesystem::temp_directory_path() / ("svitok-" + name + "-" + std::to_string(::getpid()));
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
    index_path_ = folder_ / "index";
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::filesystem::path folder_;
  std::filesystem::path index_path_;
};

}  // namespace svitok::segment
