#include "segment/segment.h"

#include "svitok/error.h"

namespace svitok::segment {

namespace {

void expect_seal(const base::CheckedFile& file, const base::FileSeal& seal) {
  if (!(file.seal() == seal)) file.throw_corrupt("the file is not the one that the manifest names");
}

void expect_documents(const std::filesystem::path& path, std::uint64_t found, std::uint64_t expected) {
  if (found == expected) return;
  throw CorruptionError(path, "the index is damaged: the file has " + std::to_string(found) +
                                  " documents, the manifest says " + std::to_string(expected));
}

}  // namespace

Segment::Segment(const std::filesystem::path& folder, SegmentInfo info)
    : info_(std::move(info)),
      docs_path_(folder / (info_.name + ".docs")),
      docs_(docs_path_, info_.docs),
      store_(folder / (info_.name + ".store")),
      text_(folder / (info_.name + ".text")),
      words_(folder / (info_.name + ".words")) {
  expect_seal(store_.file(), info_.store);
  expect_seal(text_.file(), info_.text);
  expect_seal(words_.file(), info_.words);
  expect_documents(docs_path_, docs_.documents(), info_.documents);
  expect_documents(store_.file().path(), store_.documents(), info_.documents);
  expect_documents(text_.file().path(), text_.documents(), info_.documents);
}

}  // namespace svitok::segment
