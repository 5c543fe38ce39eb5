#include "postings/merge.h"

#include <algorithm>
#include <queue>
#include <string>

namespace svitok::postings {

namespace {

// One input's terms, in step with the others'.
struct Source {
  const MergeInput* input;
  PostingsFile::Terms terms;
};

void append_documents(Source& source, Layout layout, std::vector<std::uint32_t>& positions, PostingsWriter& writer) {
  positions.clear();
  for (Cursor cursor = source.input->postings->cursor(source.terms.info()); cursor.doc() != kEnd; cursor.next()) {
    const std::uint32_t number = source.input->new_numbers.at(cursor.doc());
    if (number == kDropped) continue;
    const std::uint32_t freq = cursor.freq();
    if (layout == Layout::kPositions) cursor.positions(positions);
    const auto count = static_cast<std::uint32_t>(positions.size());
    writer.add({{&number, 1}, {&freq, 1}, {&count, 1}, positions});
  }
}

}  // namespace

DocumentLengths merge_lengths(const std::vector<MergeInput>& inputs) {
  DocumentLengths merged;
  for (const MergeInput& input : inputs) {
    const DocumentLengths lengths = input.postings->lengths();
    merged.fields = lengths.fields;
    const std::size_t others = lengths.fields - 1;
    for (std::size_t doc = 0; doc < lengths.codes.size(); ++doc) {
      if (input.new_numbers.at(doc) == kDropped) continue;
      merged.codes.push_back(lengths.codes[doc]);
      const auto starts = lengths.field_starts.begin() + static_cast<std::ptrdiff_t>(doc * others);
      merged.field_starts.insert(merged.field_starts.end(), starts, starts + static_cast<std::ptrdiff_t>(others));
    }
  }
  return merged;
}

base::FileSeal merge_postings(const std::vector<MergeInput>& inputs, Layout layout, const DocumentLengths& lengths,
                              const std::filesystem::path& path, bool durable) {
  PostingsWriter writer(path, layout, lengths);
  std::vector<Source> sources;
  sources.reserve(inputs.size());
  for (const MergeInput& input : inputs) sources.push_back({&input, input.postings->terms_with_prefix("")});
  // The smallest term first; of equal terms the earlier input first, whose documents have the smaller numbers.
  const auto later = [&sources](std::size_t a, std::size_t b) {
    const int order = sources[a].terms.term().compare(sources[b].terms.term());
    return order != 0 ? order > 0 : a > b;
  };
  std::priority_queue<std::size_t, std::vector<std::size_t>, decltype(later)> queue(later);
  for (std::size_t i = 0; i < sources.size(); ++i) {
    if (sources[i].terms.next()) queue.push(i);
  }
  std::vector<std::uint32_t> positions;
  std::string term;
  while (!queue.empty()) {
    term = sources[queue.top()].terms.term();
    writer.begin_term(term);
    while (!queue.empty() && sources[queue.top()].terms.term() == term) {
      const std::size_t source = queue.top();
      queue.pop();
      append_documents(sources[source], layout, positions, writer);
      if (sources[source].terms.next()) queue.push(source);
    }
    writer.end_term();
  }
  return writer.finish(durable);
}

}  // namespace svitok::postings
