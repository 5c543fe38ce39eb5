#include "segment/merge.h"

#include <tuple>

#include "matcher/docs_file.h"
#include "postings/merge.h"
#include "store/store.h"

namespace svitok::segment {

namespace {

// Numbers for the live documents, from `next` on.
std::vector<std::uint32_t> number_live(const LiveSegment& input, std::uint32_t& next) {
  std::vector<std::uint32_t> numbers(input.segment->info().documents);
  for (const std::uint32_t doc : *input.dead) numbers[doc] = postings::kDropped;
  for (std::uint32_t& number : numbers) {
    if (number != postings::kDropped) number = next++;
  }
  return numbers;
}

base::FileSeal merge_docs(const std::vector<LiveSegment>& inputs, const std::vector<postings::MergeInput>& numbers,
                          const std::filesystem::path& path, bool durable) {
  std::vector<matcher::DocsMergeInput> docs;
  std::vector<std::unique_lock<std::mutex>> locks;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    docs.push_back({&inputs[i].segment->docs(), &numbers[i].new_numbers});
    locks.emplace_back(inputs[i].segment->docs_mutex);
  }
  return matcher::merge_docs(docs, path, durable);
}

base::FileSeal merge_stores(const std::vector<LiveSegment>& inputs, const std::filesystem::path& path, bool durable) {
  store::StoreWriter writer(path);
  for (const LiveSegment& input : inputs) {
    std::vector<bool> alive;
    if (!input.dead->empty()) {
      alive.assign(input.segment->info().documents, true);
      for (const std::uint32_t doc : *input.dead) alive[doc] = false;
    }
    writer.append(input.segment->store(), alive);
  }
  return writer.finish(durable);
}

}  // namespace

SegmentInfo merge_segments(const std::filesystem::path& folder, const std::string& name,
                           const std::vector<LiveSegment>& inputs, bool durable) {
  std::vector<postings::MergeInput> numbered;
  std::uint32_t documents = 0;
  for (const LiveSegment& input : inputs) {
    numbered.push_back({&input.segment->text(), &input.segment->words(), number_live(input, documents)});
  }
  SegmentInfo info;
  info.name = name;
  info.documents = documents;
  const std::filesystem::path stem = folder / name;
  std::tie(info.text, info.words) =
      postings::merge_postings(numbered, stem.string() + ".text", stem.string() + ".words", durable);
  info.store = merge_stores(inputs, stem.string() + ".store", durable);
  info.docs = merge_docs(inputs, numbered, stem.string() + ".docs", durable);
  return info;
}

}  // namespace svitok::segment
