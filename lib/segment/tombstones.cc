#include "segment/tombstones.h"

#include <algorithm>

#include "base/checked_file.h"
#include "base/coding.h"

namespace svitok::segment {

namespace {
constexpr std::string_view kKind = "svkdeads";
constexpr std::uint32_t kVersion = 1;
}  // namespace

base::FileSeal write_tombstones(const std::filesystem::path& path, const std::vector<std::uint32_t>& dead,
                                bool durable) {
  base::OutputFile file(path, kKind, kVersion);
  std::string gaps;
  std::uint32_t expected = 0;
  for (const std::uint32_t doc : dead) {
    base::append_varint(gaps, doc - expected);
    expected = doc + 1;
  }
  file.append(gaps);
  return file.finish(durable);
}

std::vector<std::uint32_t> read_tombstones(const std::filesystem::path& path, const base::FileSeal& seal,
                                           std::uint32_t count, std::uint32_t documents) {
  const base::CheckedFile file(path, kKind, kVersion);
  if (!(file.seal() == seal)) file.throw_corrupt("the file is not the one that the manifest names");
  base::Decoder decoder(file.read(0, file.size()));
  std::vector<std::uint32_t> dead;
  std::uint64_t next = 0;
  while (decoder.remaining() != 0 && decoder.ok()) {
    const std::uint64_t gap = decoder.varint();
    next += std::min<std::uint64_t>(gap, documents);  // No gap, however large, wraps around.
    if (next >= documents) file.throw_corrupt("a dead document is out of range");
    dead.push_back(static_cast<std::uint32_t>(next++));
  }
  if (!decoder.ok() || dead.size() != count) file.throw_corrupt("the dead documents do not add up");
  return dead;
}

}  // namespace svitok::segment
