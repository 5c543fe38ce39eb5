// The commit protocol.
//
// 1. The new segments' files are complete and synced before publish() is called, under names that no manifest mentions.
// 2. Tombstone files and the new manifest are written and synced, and then the folder, so that all new names are
// durable.
// 3. CURRENT is written under another name, synced, renamed over the old one, and the folder is synced again.
//
// The rename is the commit. A crash before it leaves the old CURRENT and files that nothing names; a crash after it
// leaves the new one, whose files are all durable. Numbers of segments and manifests are never used twice, so that an
// attempt that failed half-way cannot be mistaken for a later one. Old files are removed only after step 3; a reader
// that was about to open them starts again with the new CURRENT. (Compare LevelDB's CURRENT and MANIFEST, and Pillai et
// al., OSDI 2014, on what a file system promises.)
#include "segment/index_folder.h"

#include <algorithm>
#include <numeric>
#include <set>
#include <unordered_map>
#include <utility>

#include "base/file.h"
#include "matcher/scratch_folder.h"
#include "segment/merge.h"
#include "segment/names.h"
#include "segment/tombstones.h"

namespace svitok::segment {

namespace {

// Creates what is missing of the path; with `durable`, so that it outlives a power cut.
std::filesystem::path make_folder(const std::filesystem::path& folder, bool durable) {
  std::error_code error;
  std::vector<std::filesystem::path> missing;
  for (std::filesystem::path level = std::filesystem::absolute(folder / "", error).parent_path();
       !std::filesystem::exists(level, error) && level.has_relative_path(); level = level.parent_path()) {
    missing.push_back(level);
  }
  std::filesystem::create_directories(folder, error);
  if (error) throw IoError(folder, "cannot create the folder: " + error.message());
  for (const std::filesystem::path& level : missing) {
    if (durable) base::sync_directory(level.parent_path());
  }
  return folder;
}

// A folder that has lost its CURRENT is no empty folder: what stands in it must not be taken for leftovers.
void refuse_headless(const std::filesystem::path& folder) {
  std::error_code error;
  for (std::filesystem::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
    if (is_segment_file_name(entry->path().filename().string())) {
      throw CorruptionError(folder / kCurrent, "the index is damaged: there are segments, but this file is missing");
    }
  }
  if (error) throw IoError(folder, "cannot list: " + error.message());
}

std::set<std::string> files_of(const Manifest& manifest) {
  std::set<std::string> names = {kCurrent, kLock, manifest_name(manifest.generation)};
  for (const SegmentEntry& entry : manifest.segments) {
    for (const std::string_view suffix : kSegmentSuffixes) names.insert(entry.info.name + std::string(suffix));
    if (!entry.tombstones.empty()) names.insert(entry.tombstones);
  }
  return names;
}

// Removals are worked out on a snapshot; after a failed commit that turns out to have taken place they may be stale.
void refuse_unknown(const std::filesystem::path& folder, const std::vector<Removal>& removed, const Manifest& present,
                    const std::vector<SegmentInfo>& added) {
  std::set<std::string> names;
  for (const SegmentEntry& entry : present.segments) names.insert(entry.info.name);
  for (const SegmentInfo& info : added) names.insert(info.name);
  for (const Removal& removal : removed) {
    if (!names.contains(removal.segment)) {
      throw IoError(folder, "an earlier commit, which failed, has changed the index; commit again");
    }
  }
}

std::string list_of(const Fields& fields) {
  std::string text;
  for (const Field& field : fields)
    text += (text.empty() ? "" : ", ") + field.name + " (" + std::to_string(field.weight) + ")";
  return text;
}

bool equal(const Fields& a, const Fields& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const Field& x, const Field& y) { return x.name == y.name && x.weight == y.weight; });
}

}  // namespace

IndexFolder::IndexFolder(const std::filesystem::path& folder, const Fields& fields, const AnalyzerIdentity& analyzer,
                         std::chrono::milliseconds lock_timeout, bool durable)
    : folder_(make_folder(folder, durable)), lock_(folder_ / kLock, lock_timeout), durable_(durable) {
  if (!fields.empty() && !are_valid(fields))
    throw SchemaError(folder_, "these are no valid fields: " + list_of(fields));
  if (!has_index(folder_)) create(fields, analyzer);
  snapshot_ = Snapshot::open(folder_);
  const Manifest& manifest = snapshot_->manifest();
  // Documents of two kinds of keys in one index would never meet the same query.
  if (const std::string other = difference(manifest.analyzer, analyzer); !other.empty())
    throw VersionError(folder_, other);
  if (!fields.empty() && !equal(fields, manifest.fields)) {
    throw SchemaError(folder_, "the index has the fields " + list_of(manifest.fields) + ", not " + list_of(fields));
  }
  next_segment_ = manifest.next_segment;
  last_generation_ = manifest.generation;
  remove_leftovers();
}

void IndexFolder::create(const Fields& fields, const AnalyzerIdentity& analyzer) {
  refuse_headless(folder_);
  Manifest manifest;
  manifest.generation = ++last_generation_;
  manifest.analyzer = analyzer;
  manifest.fields = fields.empty() ? default_fields() : fields;
  put_in_force(std::move(manifest));
}

const Fields& IndexFolder::fields() const noexcept { return snapshot_->manifest().fields; }

std::string IndexFolder::new_segment_name() { return segment_name(next_segment_++); }

// Opens the new state before it is in force: what cannot be read is not published.
void IndexFolder::put_in_force(Manifest manifest) {
  manifest.next_segment = next_segment_;
  const std::string name = manifest_name(manifest.generation);
  const std::string bytes = encode(manifest);
  std::shared_ptr<const Snapshot> next = Snapshot::of(folder_, std::move(manifest), snapshot_.get());
  std::error_code ignored;
  std::filesystem::remove(folder_ / name, ignored);  // Of a crashed process that got this far.
  base::File file(folder_ / name, base::File::Mode::kCreate);
  file.write(bytes);
  if (durable_) {
    file.sync();
    base::sync_directory(folder_);
  }
  try {
    base::replace_file(folder_ / kCurrent, name + "\n", durable_);
  } catch (...) {
    in_doubt_ = true;
    try {
      settle();
    } catch (const Error&) {
      // The disk does not answer: the next call asks again.
    }
    throw;
  }
  const std::shared_ptr<const Snapshot> before = std::exchange(snapshot_, std::move(next));
  if (!before) return;
  const std::set<std::string> in_force = files_of(snapshot_->manifest());
  for (const std::string& old : files_of(before->manifest())) {
    if (!in_force.contains(old)) std::filesystem::remove(folder_ / old, ignored);
  }
}

// Whether a rename that reported an error took place is for the disk to say.
void IndexFolder::settle() {
  if (!in_doubt_) return;
  if (snapshot_) snapshot_ = Snapshot::open(folder_, snapshot_.get());
  in_doubt_ = false;
}

// The entry of a segment with more dead documents.
SegmentEntry IndexFolder::bury(const SegmentInfo& info, const SegmentEntry* present, std::vector<std::uint32_t> dead,
                               std::uint64_t generation) const {
  SegmentEntry entry;
  entry.info = info;
  if (present != nullptr) {
    for (const LiveSegment& live : snapshot_->segments()) {
      if (live.segment->info() == info) dead.insert(dead.end(), live.dead->begin(), live.dead->end());
    }
  }
  std::sort(dead.begin(), dead.end());
  dead.erase(std::unique(dead.begin(), dead.end()), dead.end());
  entry.dead = static_cast<std::uint32_t>(dead.size());
  if (present != nullptr && present->dead == entry.dead) return *present;
  if (dead.empty() || entry.dead == info.documents) return entry;
  entry.tombstones = tombstones_name(info.name, generation);
  entry.tombstone_seal = write_tombstones(folder_ / entry.tombstones, dead, durable_);
  return entry;
}

void IndexFolder::publish(const std::vector<SegmentInfo>& added, const std::vector<Removal>& removed) {
  std::unordered_map<std::string, std::vector<std::uint32_t>> dead;
  for (const Removal& removal : removed) {
    auto& docs = dead[removal.segment];
    docs.insert(docs.end(), removal.docs.begin(), removal.docs.end());
  }
  settle();
  const Manifest& present = snapshot_->manifest();
  refuse_unknown(folder_, removed, present, added);
  Manifest next;
  next.generation = ++last_generation_;
  next.analyzer = present.analyzer;
  next.fields = present.fields;
  const auto keep = [&](const SegmentInfo& info, const SegmentEntry* entry) {
    SegmentEntry kept = bury(info, entry, dead[info.name], next.generation);
    if (kept.dead < info.documents) next.segments.push_back(std::move(kept));
  };
  for (const SegmentEntry& entry : present.segments) keep(entry.info, &entry);
  for (const SegmentInfo& info : added) keep(info, nullptr);
  put_in_force(std::move(next));
}

bool IndexFolder::merge_as_needed() {
  settle();
  bool merged = false;
  while (true) {
    std::vector<std::uint64_t> live_documents;
    std::vector<std::uint64_t> dead_documents;
    for (const LiveSegment& live : snapshot_->segments()) {
      live_documents.push_back(live.live_documents());
      dead_documents.push_back(live.dead->size());
    }
    const std::vector<std::size_t> which = choose_merge(live_documents, dead_documents);
    if (which.empty()) return merged;
    merge(which);
    merged = true;
  }
}

void IndexFolder::merge_all() {
  settle();
  const auto& segments = snapshot_->segments();
  if (segments.empty() || (segments.size() == 1 && segments[0].dead->empty())) return;
  std::vector<std::size_t> all(segments.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  merge(all);
}

// A merge that fails, most likely for want of space, gives back the space that it took.
SegmentInfo IndexFolder::write_merged(const std::vector<LiveSegment>& inputs) {
  const std::string name = new_segment_name();
  try {
    return merge_segments(folder_, name, inputs, durable_);
  } catch (...) {
    std::error_code ignored;
    for (const std::string_view suffix : kSegmentSuffixes) {
      std::filesystem::remove(folder_ / (name + std::string(suffix)), ignored);
    }
    throw;
  }
}

void IndexFolder::merge(const std::vector<std::size_t>& which) {
  const std::shared_ptr<const Snapshot> before = snapshot_;
  std::vector<LiveSegment> inputs;
  for (const std::size_t i : which) inputs.push_back(before->segments()[i]);
  const SegmentInfo merged = write_merged(inputs);
  Manifest next = before->manifest();
  next.generation = ++last_generation_;
  next.segments.clear();
  for (std::size_t i = 0; i < before->segments().size(); ++i) {
    if (i == which.front()) next.segments.push_back({merged, {}, {}, 0});
    if (std::find(which.begin(), which.end(), i) == which.end())
      next.segments.push_back(before->manifest().segments[i]);
  }
  put_in_force(std::move(next));
}

void IndexFolder::remove_leftovers() {
  settle();
  const std::set<std::string> in_force = files_of(snapshot_->manifest());
  std::error_code error;
  std::vector<std::string> leftovers;
  for (std::filesystem::directory_iterator entry(folder_, error), end; !error && entry != end; entry.increment(error)) {
    std::string name = entry->path().filename().string();
    if (is_ours(name) && !in_force.contains(name)) leftovers.push_back(std::move(name));
  }
  for (const std::string& name : leftovers) {
    matcher::remove_scratch_folder(folder_ / name);
    std::filesystem::remove(folder_ / name, error);
  }
}

std::vector<std::size_t> choose_merge(const std::vector<std::uint64_t>& live_documents,
                                      const std::vector<std::uint64_t>& dead_documents) {
  const std::size_t count = live_documents.size();
  for (std::size_t i = 0; i < count; ++i) {
    if (dead_documents[i] > live_documents[i]) return {i};
  }
  if (count <= kMostSegments) return {};
  std::vector<std::size_t> order(count);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return live_documents[a] < live_documents[b]; });
  std::size_t best = 2;
  double best_growth = 0;
  double sum = static_cast<double>(live_documents[order[0]]);
  for (std::size_t taken = 2; taken <= count; ++taken) {
    const auto largest = static_cast<double>(live_documents[order[taken - 1]]);
    sum += largest;
    if (sum / largest > best_growth) {
      best_growth = sum / largest;
      best = taken;
    }
  }
  order.resize(best);
  std::sort(order.begin(), order.end());
  return order;
}

}  // namespace svitok::segment
