#include "segment/manifest.h"

#include <gtest/gtest.h>

#include <functional>
#include <random>

#include "base/checksum.h"
#include "base/coding.h"
#include "segment/names.h"
#include "svitok/error.h"

namespace svitok::segment {
namespace {

Manifest make_manifest() {
  Manifest manifest;
  manifest.generation = 1234567890123;
  manifest.analyzer = {3, 0x123456789abcdef0};
  manifest.next_segment = 18;
  manifest.fields = {{"title", 3.0F}, {"text", 1.0F}, {"a-b_C9", 0.25F}};
  SegmentEntry entry;
  entry.info = {"segment-000016", 100, {1, 2}, {3, 4}, {5, 6}, {7, UINT64_MAX}};
  manifest.segments.push_back(entry);
  entry.info.name = "segment-000017";
  entry.tombstones = "dead-000017-000042";
  entry.tombstone_seal = {9, 10};
  entry.dead = 99;
  manifest.segments.push_back(entry);
  return manifest;
}

std::string resealed(std::string body) {
  base::append_fixed(body, base::checksum(body));
  return body;
}

TEST(ManifestTest, GivesBackWhatWasWritten) {
  const Manifest manifest = make_manifest();
  const Manifest decoded = decode_manifest("m", encode(manifest));
  EXPECT_EQ(decoded.generation, manifest.generation);
  EXPECT_EQ(decoded.analyzer, manifest.analyzer);
  EXPECT_EQ(decoded.next_segment, manifest.next_segment);
  EXPECT_EQ(decoded.segments, manifest.segments);
  ASSERT_EQ(decoded.fields.size(), manifest.fields.size());
  for (std::size_t i = 0; i < decoded.fields.size(); ++i) {
    EXPECT_EQ(decoded.fields[i].name, manifest.fields[i].name);
    EXPECT_EQ(decoded.fields[i].weight, manifest.fields[i].weight);
  }
}

TEST(ManifestTest, AnyFlippedBitAndAnyTruncationIsCorruption) {
  const std::string good = encode(make_manifest());
  for (std::size_t bit = 0; bit < good.size() * 8; ++bit) {
    std::string bad = good;
    bad[bit / 8] = static_cast<char>(bad[bit / 8] ^ (1 << bit % 8));
    EXPECT_THROW((void)decode_manifest("m", bad), CorruptionError) << "bit " << bit;
  }
  for (std::size_t size = 0; size < good.size(); ++size) {
    EXPECT_THROW((void)decode_manifest("m", good.substr(0, size)), CorruptionError) << size;
  }
  EXPECT_THROW((void)decode_manifest("m", good + "x"), CorruptionError);
}

TEST(ManifestTest, AnotherVersionIsRefusedByName) {
  std::string body = encode(make_manifest());
  body.resize(body.size() - 8);
  body[8] = 9;
  try {
    (void)decode_manifest("m", resealed(body));
    FAIL();
  } catch (const VersionError& error) {
    EXPECT_NE(std::string(error.what()).find("version 9"), std::string::npos) << error.what();
  }
}

TEST(ManifestTest, WhatCannotBeIsRefusedThoughItsChecksumIsRight) {
  const std::vector<std::function<void(Manifest&)>> changes = {
      [](Manifest& m) { m.segments[0].info.name = "../../etc/passwd"; },
      [](Manifest& m) { m.segments[0].info.name = "segment-000016/x"; },
      [](Manifest& m) { m.segments[0].info.name = std::string("segment-000016\0", 15); },
      [](Manifest& m) { m.segments[0].info.name = ""; },
      [](Manifest& m) { m.segments[1].tombstones = "/dev/zero"; },
      [](Manifest& m) { m.segments[1].tombstones = "dead-000017"; },
      [](Manifest& m) { m.segments[1].dead = 100; },
      [](Manifest& m) { m.segments[1].dead = 0; },
      [](Manifest& m) { m.segments[0].dead = 1; },
      [](Manifest& m) { m.fields.clear(); },
      [](Manifest& m) { m.fields[0].name = ""; },
      [](Manifest& m) { m.fields[0].name = "a b"; },
      [](Manifest& m) { m.fields[0].name = m.fields[1].name; },
      [](Manifest& m) { m.fields[0].weight = 0; },
      [](Manifest& m) { m.fields[0].weight = 0.3F; },
      [](Manifest& m) { m.fields[0].weight = std::numeric_limits<float>::quiet_NaN(); },
      [](Manifest& m) {
        m.fields.resize(17, {"x", 1.0F});
      },
  };
  for (std::size_t i = 0; i < changes.size(); ++i) {
    Manifest manifest = make_manifest();
    changes[i](manifest);
    EXPECT_THROW((void)decode_manifest("m", encode(manifest)), CorruptionError) << i;
  }
}

// Under a right checksum, whatever the bytes: a manifest whose names are ours, or an error.
TEST(ManifestTest, ForgedBytesNeverCrash) {
  std::mt19937 random(99);
  std::string good = encode(make_manifest());
  good.resize(good.size() - 8);
  for (int round = 0; round < 20000; ++round) {
    std::string forged = good;
    for (unsigned i = 0; i <= random() % 3; ++i)
      forged[12 + random() % (forged.size() - 12)] = static_cast<char>(random());
    if (round % 4 == 0) forged.resize(random() % forged.size());
    try {
      for (const SegmentEntry& entry : decode_manifest("m", resealed(forged)).segments) {
        EXPECT_TRUE(is_segment_name(entry.info.name));
      }
    } catch (const CorruptionError&) {
      // As it should be.
    }
  }
}

}  // namespace
}  // namespace svitok::segment
