#include "segment/names.h"

#include <gtest/gtest.h>

namespace svitok::segment {
namespace {

TEST(NamesTest, AreMadeAsTheyAreRecognised) {
  for (const std::uint64_t number : {std::uint64_t{1}, std::uint64_t{42}, std::uint64_t{999999}, std::uint64_t{1000000},
                                     std::uint64_t{12345678901}}) {
    EXPECT_TRUE(is_manifest_name(manifest_name(number)));
    EXPECT_TRUE(is_segment_name(segment_name(number)));
    EXPECT_TRUE(is_tombstones_name(tombstones_name(segment_name(number), number + 1)));
    for (const std::string_view suffix : kSegmentSuffixes) {
      EXPECT_TRUE(is_segment_file_name(segment_name(number) + std::string(suffix)));
    }
  }
  EXPECT_EQ(manifest_name(42), "manifest-000042");
  EXPECT_EQ(segment_name(17), "segment-000017");
  EXPECT_EQ(tombstones_name("segment-000017", 42), "dead-000017-000042");
}

TEST(NamesTest, OnlyWhatAWriterMakesIsOurs) {
  for (const char* name :
       {"CURRENT.new", "manifest-000001", "manifest-1000000", "segment-000001.docs", "segment-000001.docs.tmp",
        "segment-000001.store", "segment-000001.text", "segment-000001.words", "dead-000001-000002"}) {
    EXPECT_TRUE(is_ours(name)) << name;
  }
  for (const char* name : {"lock",
                           "notes.txt",
                           "manifest",
                           "manifest-",
                           "manifest-1",
                           "manifest-00001",
                           "manifest-000001.txt",
                           "manifest-00000x",
                           "manifest-000001-000002",
                           "segment-000001",
                           "segment-000001.jpg",
                           "segment-.docs",
                           "segment-000001.docs.bak",
                           "segment-000001.docsx",
                           "dead-000001",
                           "dead-000001-2",
                           "dead-000001-000002.old",
                           "Manifest-000001",
                           " manifest-000001",
                           "../manifest-000001",
                           "a/manifest-000001",
                           "manifest-000001/",
                           "",
                           "manifest-000000000000000000001"}) {
    EXPECT_FALSE(is_ours(name)) << name;
  }
}

}  // namespace
}  // namespace svitok::segment
