#include "segment/index_folder.h"

#include <fstream>

#include "sample_segments.h"
#include "svitok/error.h"

namespace svitok::segment {
namespace {

using IndexFolderTest = SegmentFixture;

TEST_F(IndexFolderTest, ANewFolderIsAnEmptyIndex) {
  const auto path = folder_ / "some" / "deep" / "folder";
  const auto index = open_index(path);
  EXPECT_EQ(index->snapshot()->live_documents(), 0U);
  EXPECT_EQ(Snapshot::open(path)->live_documents(), 0U);
  EXPECT_EQ(index->fields().size(), default_fields().size());
  EXPECT_EQ(verify(path), std::vector<std::string>());
}

TEST_F(IndexFolderTest, WhatIsPublishedIsThereAfterwards) {
  {
    const auto index = open_index(index_path_);
    put(*index, make_samples(0, 100));
    put(*index, make_samples(90, 20, 1));
    remove_keys(*index, make_samples(0, 5));
  }
  std::map<std::string, std::string> expected = contents_of(make_samples(5, 85));
  expected.merge(contents_of(make_samples(90, 20, 1)));
  EXPECT_EQ(contents(*open_index(index_path_)->snapshot()), expected);
  EXPECT_EQ(contents(*Snapshot::open(index_path_)), expected);
}

TEST_F(IndexFolderTest, ASegmentOfWhichNothingLivesIsLeftOutAndRemoved) {
  const auto index = open_index(index_path_);
  put(*index, make_samples(0, 10));
  put(*index, make_samples(0, 10, 1));
  EXPECT_EQ(index->snapshot()->segments().size(), 1U);
  remove_keys(*index, make_samples(0, 10));
  EXPECT_TRUE(index->snapshot()->segments().empty());
  EXPECT_EQ(names_in(index_path_),
            (std::set<std::string>{"CURRENT", "lock", manifest_name(index->snapshot()->manifest().generation)}));
}

TEST_F(IndexFolderTest, RemovalsMayRepeatAndMayNameNewSegments) {
  const auto index = open_index(index_path_);
  const SegmentInfo info = write_sample_segment(*index, make_samples(0, 10));
  index->publish({info}, {{info.name, {9, 1, 1}}, {info.name, {1, 3}}});
  EXPECT_EQ(*index->snapshot()->segments()[0].dead, (std::vector<std::uint32_t>{1, 3, 9}));
  const std::string tombstones = index->snapshot()->manifest().segments[0].tombstones;
  index->publish({}, {{info.name, {3}}});
  EXPECT_EQ(index->snapshot()->manifest().segments[0].tombstones, tombstones);
  index->publish({}, {{info.name, {4}}});
  EXPECT_EQ(*index->snapshot()->segments()[0].dead, (std::vector<std::uint32_t>{1, 3, 4, 9}));
  EXPECT_FALSE(std::filesystem::exists(index_path_ / tombstones));
}

TEST_F(IndexFolderTest, WhatCouldNotBeReadIsNotPublished) {
  const auto index = open_index(index_path_);
  put(*index, make_samples(0, 10));
  const auto expected = contents(*index->snapshot());
  SegmentInfo info = write_sample_segment(*index, make_samples(10, 5));
  std::filesystem::resize_file(index_path_ / (info.name + ".store"), 100);
  EXPECT_THROW(index->publish({info}, {}), CorruptionError);
  EXPECT_THROW(index->publish({}, {{index->snapshot()->manifest().segments[0].info.name, {10}}}), CorruptionError);
  EXPECT_THROW(index->publish({}, {{"segment-999999", {0}}}), IoError);
  EXPECT_EQ(contents(*index->snapshot()), expected);
  EXPECT_EQ(contents(*Snapshot::open(index_path_)), expected);
  put(*index, make_samples(10, 5));
  EXPECT_EQ(contents(*Snapshot::open(index_path_)), contents_of(make_samples(0, 15)));
}

TEST_F(IndexFolderTest, ASecondWriterIsRefused) {
  const auto index = open_index(index_path_);
  EXPECT_THROW(open_index(index_path_), LockedError);
}

TEST_F(IndexFolderTest, FieldsAreTakenOrChecked) {
  const auto open = [this](const Fields& fields, std::uint32_t analyzer) {
    IndexFolder(index_path_, fields, {analyzer, 10}, std::chrono::milliseconds(0), false);
  };
  EXPECT_THROW(open({{"no good", 1.0F}}, 1), SchemaError);
  EXPECT_FALSE(has_index(index_path_));
  open({{"a", 2.0F}, {"b", 1.0F}}, 1);
  EXPECT_NO_THROW(open({}, 1));
  EXPECT_NO_THROW(open({{"a", 2.0F}, {"b", 1.0F}}, 1));
  EXPECT_THROW(open({{"b", 1.0F}, {"a", 2.0F}}, 1), SchemaError);
  EXPECT_THROW(open({{"a", 1.0F}, {"b", 1.0F}}, 1), SchemaError);
  EXPECT_THROW(open({{"a", 2.0F}}, 1), SchemaError);
  EXPECT_THROW(open({}, 2), VersionError);
}

TEST(AnalyzerIdentity, ADifferenceSaysWhatIsOtherAndWhatToDo) {
  EXPECT_EQ(difference({2, 9}, {2, 9}), "");
  EXPECT_EQ(difference({2, 0}, {2, 0}), "");
  EXPECT_EQ(difference({1, 9}, {2, 9}),
            "the index was made by analyser version 1, this program has 2; index the documents anew");
  EXPECT_NE(difference({2, 9}, {2, 0}).find("none is found now; set SVITOK_DATA"), std::string::npos);
  EXPECT_NE(difference({2, 0}, {2, 9}).find("made without dictionaries"), std::string::npos);
  EXPECT_NE(difference({2, 9}, {2, 8}).find("with other dictionaries of word forms; index the documents anew"),
            std::string::npos);
}

TEST_F(IndexFolderTest, LeftoversGoAndWhatIsNotOursStays) {
  const auto expected = contents_of(make_samples(0, 10));
  { put(*open_index(index_path_), make_samples(0, 10)); }
  const std::set<std::string> names = names_in(index_path_);
  const std::vector<std::string> leftovers = {"segment-000077.docs", "segment-000077.text", "manifest-000077",
                                              "dead-000001-000077", "CURRENT.new"};
  const std::vector<std::string> foreign = {"notes.txt", "manifest-77", "segment-000001.docs.bak", "manifest-000077x"};
  for (const std::string& name : leftovers) std::ofstream(index_path_ / name) << "x";
  for (const std::string& name : foreign) std::ofstream(index_path_ / name) << "x";
  std::filesystem::create_directories(index_path_ / "segment-000078.docs.tmp");
  std::ofstream(index_path_ / "segment-000078.docs.tmp" / "postlist.glass") << "x";
  std::filesystem::create_directories(index_path_ / "segment-000079.docs.tmp");
  std::ofstream(index_path_ / "segment-000079.docs.tmp" / "thesis.odt") << "x";
  EXPECT_EQ(contents(*open_index(index_path_)->snapshot()), expected);
  std::set<std::string> kept = names;
  kept.insert(foreign.begin(), foreign.end());
  kept.insert("segment-000079.docs.tmp");
  EXPECT_EQ(names_in(index_path_), kept);
  EXPECT_TRUE(std::filesystem::exists(index_path_ / "segment-000079.docs.tmp" / "thesis.odt"));
}

TEST_F(IndexFolderTest, AnIndexThatHasLostItsCurrentIsNotTakenForAnEmptyFolder) {
  { put(*open_index(index_path_), make_samples(0, 10)); }
  std::filesystem::rename(index_path_ / "CURRENT", folder_ / "CURRENT");
  EXPECT_THROW(open_index(index_path_), CorruptionError);
  std::filesystem::rename(folder_ / "CURRENT", index_path_ / "CURRENT");
  EXPECT_EQ(contents(*open_index(index_path_)->snapshot()), contents_of(make_samples(0, 10)));
}

}  // namespace
}  // namespace svitok::segment
