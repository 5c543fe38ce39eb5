#include "segment/tombstones.h"

#include "sample_segments.h"
#include "svitok/error.h"

namespace svitok::segment {
namespace {

using TombstonesTest = SegmentFixture;

TEST_F(TombstonesTest, GiveBackWhatWasWritten) {
  const std::vector<std::vector<std::uint32_t>> lists = {
      {0}, {0, 1, 2}, {5, 100, 1000, 70000, 4000000000U}, {UINT32_MAX - 1}};
  for (const auto& dead : lists) {
    std::filesystem::remove(folder_ / "dead");
    const base::FileSeal seal = write_tombstones(folder_ / "dead", dead, false);
    const auto count = static_cast<std::uint32_t>(dead.size());
    EXPECT_EQ(read_tombstones(folder_ / "dead", seal, count, UINT32_MAX), dead);
    EXPECT_EQ(read_tombstones(folder_ / "dead", seal, count, dead.back() + 1), dead);
    EXPECT_THROW((void)read_tombstones(folder_ / "dead", seal, count, dead.back()), CorruptionError);
    EXPECT_THROW((void)read_tombstones(folder_ / "dead", seal, count + 1, UINT32_MAX), CorruptionError);
    EXPECT_THROW((void)read_tombstones(folder_ / "dead", {seal.bytes, seal.checksum ^ 1U}, count, UINT32_MAX),
                 CorruptionError);
  }
}

TEST_F(TombstonesTest, ForgedListsAreRefused) {
  const std::vector<std::string> payloads = {"\xff", std::string(20, '\xff'),
                                             std::string("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", 10),
                                             std::string("\x01\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", 11)};
  for (const std::string& payload : payloads) {
    std::filesystem::remove(folder_ / "dead");
    base::OutputFile file(folder_ / "dead", "svkdeads", 1);
    file.append(payload);
    const base::FileSeal seal = file.finish(false);
    EXPECT_THROW((void)read_tombstones(folder_ / "dead", seal, 2, 1000), CorruptionError);
  }
}

}  // namespace
}  // namespace svitok::segment
